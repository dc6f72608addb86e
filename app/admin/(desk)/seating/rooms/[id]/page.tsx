import { DeskTable } from "@/app/admin/_components/desk-table";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { shortKindLabels } from "@/app/_lib/labels/accommodation";
import { PrintButton } from "@/app/_components/print-button";
import { formatDate, formatTime } from "@/app/_lib/format";
import { lookAt } from "@/lib/auth/look";
import { requireStaff } from "@/lib/auth/session";
import { roomWithSeats } from "@/lib/domain/seating/queries";
import { seatGrid } from "@/lib/domain/seating/seat-grid";
import { PageHead } from "../../../../_components/page-head";
import type { DeskItemProps } from "../../../../_components/page-props";

export const metadata: Metadata = { title: "座次表" };

const two = (value: number) => String(value).padStart(2, "0");

export default async function RoomPage({ params }: DeskItemProps) {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/seating");
  const { id } = await params;
  const room = z.uuid().safeParse(id).success ? await roomWithSeats(id) : null;
  if (!room) notFound();
  await lookAt(staff, "/admin/seating/rooms/[id]", { kind: "room", id });
  const { examSession, seats, exam } = room;
  const published = examSession.cardsPublishedAt !== null;
  const at = new Map(seats.map((seat) => [seat.number, seat]));

  return (
    <>
      <p className="no-print mb-2">
        <a href="/admin/seating">返回考场编排</a>
      </p>
      <PageHead
        title={`第 ${String(room.number).padStart(3, "0")} 考场座次表`}
        lead={`${room.place} · ${formatDate(exam.opensAt)} ${formatTime(exam.opensAt)}–${formatTime(exam.closesAt)} · 共 ${seats.length} 人`}
      >
        <PrintButton className="button no-print">打印</PrintButton>
      </PageHead>
      {!published && (
        <p className="mb-5 font-semibold text-warn">
          准考证尚未发布，编排可能撤回：本表仅供核对，准考证号在发布后显示。
        </p>
      )}
      {/* On a phone it scrolls sideways, and a keyboard must be able to scroll it: no seat in it can be pressed. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-label="座位图" tabIndex={0} className="card mb-5 overflow-x-auto">
        <p className="text-sm text-muted">（后门）</p>
        <table className="my-1 w-full min-w-[36rem] table-fixed border-separate border-spacing-1 text-center">
          <tbody>
            {seatGrid(room.capacity).map((row, index) => (
              <tr key={index}>
                {row.map((number, column) => {
                  const seat = number === null ? undefined : at.get(number);
                  if (number === null) return <td key={column}>{"\u00a0"}</td>;
                  return (
                    <td
                      key={column}
                      className={`h-16 rounded border border-line px-1 align-middle ${seat ? "bg-white" : "bg-soft text-muted"}`}
                    >
                      <span className="block text-xs text-muted tabular-nums">{two(number)}</span>
                      <span className="block font-semibold">{seat?.registration.name ?? "空"}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="text-sm text-muted">（前门）</p>
        <p className="mx-auto mt-1 w-40 rounded border border-line py-1 text-center font-semibold">讲台</p>
      </section>
      <section aria-label="名单" className="card break-before-page">
        <DeskTable
          caption="座次表名单"
          inCard
          rows={seats}
          id={({ number }) => String(number)}
          columns={[
            { key: "seat", label: "座位", heads: true, text: ({ number }) => two(number) },
            { key: "name", label: "姓名", text: ({ registration }) => registration.name },
            {
              key: "card",
              label: "准考证号",
              text: ({ admitCardNumber }) => (published ? admitCardNumber : "发布后显示"),
            },
            { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
            { key: "language", label: "语种", text: ({ registration }) => registration.language?.name },
            {
              key: "note",
              label: "备注",
              // What the invigilator has to do, never why.
              text: ({ granted }) => granted.map((kind) => shortKindLabels[kind]).join("、"),
            },
          ]}
        />
      </section>
    </>
  );
}
