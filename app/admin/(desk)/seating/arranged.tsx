import type { arrangedCounts } from "@/lib/domain/seating/queries";
import { DeskTable } from "../../_components/desk-table";

/** People and rooms of an arrangement, by language. */
export function Arranged({ counts }: { counts: Awaited<ReturnType<typeof arrangedCounts>> }) {
  if (!counts.length) return null;
  return (
    <DeskTable head={["语种", "人数", "考场", "申请合理便利"]}>
      {counts.map(({ language, seats, rooms, apart }) => (
        <tr key={language}>
          <th scope="row">{language}</th>
          <td className="tabular-nums">{seats}</td>
          <td className="tabular-nums">{rooms}</td>
          <td className="tabular-nums">{apart || ""}</td>
        </tr>
      ))}
    </DeskTable>
  );
}
