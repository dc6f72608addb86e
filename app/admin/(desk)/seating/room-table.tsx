import { DeskTable } from "@/app/admin/_components/desk-table";
import type { RoomRow } from "@/lib/domain/seating/queries";
import { DeleteRoomForm } from "./seating-forms";

/**
 * Every room with its seats taken; changed on a page of its own, and deleted as long as none of its seats was numbered.
 */
export function RoomTable({ rooms, examSessionId }: { rooms: readonly RoomRow[]; examSessionId: string }) {
  if (!rooms.length) return <p className="mt-2 text-muted">还没有考场。请在下面逐个录入考场编号、地点和座位数。</p>;
  return (
    <DeskTable head={["考场编号", "地点", "座位数", "已编排", "[操作]"]} inCard>
      {rooms.map(({ id, number, place, capacity, numberedSeats, _count }) => (
        <tr key={id}>
          <th scope="row" className="tabular-nums">
            {String(number).padStart(3, "0")}
          </th>
          <td className="min-w-32">{place}</td>
          <td className="tabular-nums">{capacity}</td>
          <td className="tabular-nums">{_count.seats}</td>
          <td>
            <div className="flex flex-wrap justify-end gap-2">
              {_count.seats > 0 && (
                <a href={`/admin/seating/rooms/${id}`} className="button button-small whitespace-nowrap">
                  座次表
                  <span className="sr-only">第{number}考场</span>
                </a>
              )}
              <a href={`/admin/seating/rooms/${id}/edit`} className="button button-small whitespace-nowrap">
                修改
                <span className="sr-only">第{number}考场</span>
              </a>
              {numberedSeats === 0 && <DeleteRoomForm examSessionId={examSessionId} id={id} number={number} />}
            </div>
          </td>
        </tr>
      ))}
    </DeskTable>
  );
}
