import type { arrangedCounts } from "@/lib/domain/seating/queries";
import { DeskTable } from "../../_components/desk-table";

/** People and rooms of an arrangement, by language. */
export function Arranged({ counts }: { counts: Awaited<ReturnType<typeof arrangedCounts>> }) {
  if (!counts.length) return null;
  return (
    <DeskTable
      caption="编排结果"
      rows={counts}
      id={({ language }) => language}
      columns={[
        { key: "language", label: "语种", heads: true, text: ({ language }) => language },
        { key: "seats", label: "人数", figure: true, text: ({ seats }) => seats },
        { key: "rooms", label: "考场", figure: true, text: ({ rooms }) => rooms },
        { key: "apart", label: "合理便利", figure: true, text: ({ apart }) => apart || "" },
      ]}
    />
  );
}
