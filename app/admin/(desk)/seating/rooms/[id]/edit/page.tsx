import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireStaff } from "@/lib/auth/session";
import { roomToEdit } from "@/lib/domain/seating/queries";
import { canSend } from "@/lib/adapter/sms/send";
import { PageHead } from "../../../../../_components/page-head";
import type { DeskItemProps } from "../../../../../_components/page-props";
import { seatingAddress } from "../../../seating-address";
import { DeleteRoomForm, RoomForm } from "../../../seating-forms";

export const metadata: Metadata = { title: "修改考场" };

export default async function EditRoomPage({ params }: DeskItemProps) {
  await requireStaff(["EXAM_OFFICER"], "/admin/seating");
  const { id } = await params;
  const room = z.uuid().safeParse(id).success ? await roomToEdit(id) : null;
  if (!room) notFound();
  const { examSessionId, number, place, capacity, numberedSeats } = room;
  const published = room.examSession.cardsPublishedAt ? room._count.seats : 0;
  return (
    <>
      <p className="mb-2">
        <a href={seatingAddress("", examSessionId)}>返回考场编排</a>
      </p>
      <PageHead title={`修改第 ${number} 考场`} />
      <div className="card">
        <RoomForm
          {...{ examSessionId, id, number, place, capacity, published }}
          numbered={numberedSeats}
          tells={canSend("card-changed")}
        />
      </div>
      {numberedSeats === 0 && (
        <section aria-labelledby="delete" className="card mt-5">
          <h2 id="delete" className="mb-3">
            删除考场
          </h2>
          <DeleteRoomForm {...{ examSessionId, id, number, place, capacity }} />
        </section>
      )}
    </>
  );
}
