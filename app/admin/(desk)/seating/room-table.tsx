import { DeskTable } from "@/app/admin/_components/desk-table";
import type { RoomRow } from "@/lib/domain/seating/queries";
import { roomNumber } from "./seating-words";

/**
 * Every room with its seats taken. It is changed on a page of its own, and deleted there while none of its seats was
 * numbered.
 */
export function RoomTable({ rooms }: { rooms: readonly RoomRow[] }) {
  return (
    <DeskTable
      caption="考场"
      inCard
      rows={rooms}
      id={({ id }) => id}
      empty="还没有考场。请在下面逐个录入考场编号、地点和座位数。"
      columns={[
        { key: "number", label: "考场编号", heads: true, text: ({ number }) => roomNumber(number) },
        { key: "place", label: "地点", text: ({ place }) => place, wraps: true },
        { key: "capacity", label: "座位数", figure: true, text: ({ capacity }) => capacity },
        { key: "seated", label: "已编排", figure: true, text: ({ _count }) => _count.seats },
        {
          key: "open",
          label: "操作",
          acts: true,
          cell: ({ id, number, numberedSeats, _count }) => (
            <span className="inline-flex items-center gap-4">
              {_count.seats > 0 && (
                <a href={`/admin/seating/rooms/${id}`}>
                  座次表<span className="sr-only">第{number}考场</span>
                </a>
              )}
              <a href={`/admin/seating/rooms/${id}/edit`}>
                修改<span className="sr-only">第{number}考场</span>
              </a>
              {numberedSeats === 0 && (
                <a href={`/admin/seating/rooms/${id}/edit#delete`} className="text-bad">
                  删除…<span className="sr-only">第{number}考场</span>
                </a>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
