import { recordAudit } from "@/lib/domain/audit/commands";
import { type ConfirmationRefusal, confirms } from "@/lib/core/confirmation";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/adapter/db/client";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import type { RoomInput } from "../schema";
import { enqueueRenewal } from "./renew-cards";
import { lockForSeating } from "@/lib/domain/exam-session/commands/lock";

type ByStaff = { staffId: string; now: Date };

export type RoomRefusal =
  | "session_not_found"
  | "room_not_found"
  | "room_number_taken"
  | "room_number_given"
  | "room_has_numbers"
  | "capacity_below_seats"
  | "room_change_not_confirmed";

/**
 * Adds or changes a room. The place may change at any time. Once cards are published, every card of the room then gets
 * a new version, its candidates get an SMS, and staff must have ticked `confirmed`. A room with numbered seats keeps
 * its own number, which is part of theirs, and all seats up to the highest numbered one.
 */
export async function saveRoom({
  staffId,
  input,
  now,
}: ByStaff & { input: RoomInput }): Promise<Result<{ id: string }, RoomRefusal>> {
  const { examSessionId, id, confirmed, ...room } = input;
  try {
    return await transact<{ id: string }, RoomRefusal>(async (tx) => {
      const session = await lockForSeating(tx, examSessionId);
      if (!session) return refuse("session_not_found");
      const actor = { kind: "STAFF", id: staffId } as const;
      if (!id) {
        const created = await tx.room.create({ data: { examSessionId, ...room } });
        const subject = { kind: "room", id: created.id };
        await recordAudit(tx, { actor, action: "room.create", subject, detail: { after: room }, now });
        return ok({ id: created.id });
      }
      const before = await tx.room.findFirst({ where: { id, examSessionId }, select: roomSelect });
      if (!before) return refuse("room_not_found");
      const { numberedSeats, ...columns } = before;
      if (numberedSeats > 0 && room.number !== before.number) return refuse("room_number_given");
      if (room.capacity < numberedSeats) return refuse("capacity_below_seats");

      const moves = session.cardsPublishedAt !== null && room.place !== before.place;
      const seated = moves ? await seatedIn(tx, id) : [];
      if (seated.length && !confirmed) return refuse("room_change_not_confirmed");
      await tx.room.update({ where: { id }, data: room });
      await renewCards(tx, id, seated);
      const detail = { before: columns, after: room, cardsRenewed: seated.length };
      await recordAudit(tx, { actor, action: "room.update", subject: { kind: "room", id }, detail, now });
      return ok({ id });
    });
  } catch (error) {
    if (violatedIndex(error)) return refuse("room_number_taken");
    throw error;
  }
}

const roomSelect = {
  number: true,
  place: true,
  capacity: true,
  numberedSeats: true,
} as const satisfies Prisma.RoomSelect;

const seatedIn = async (tx: Tx, roomId: string) =>
  (await tx.seat.findMany({ where: { roomId }, select: { registrationId: true } })).map(
    ({ registrationId }) => registrationId,
  );

/** Gives every card of a room a new version, draws it again and sends its candidate an SMS. */
async function renewCards(tx: Tx, roomId: string, registrationIds: readonly string[]): Promise<void> {
  if (!registrationIds.length) return;
  await tx.seat.updateMany({ where: { roomId }, data: { cardRevision: { increment: 1 } } });
  await enqueueRenewal(tx, registrationIds);
}

type RoomDeletion = ByStaff & { examSessionId: string; id: string; confirmation: string };

/** Deletes a room whose seats were never numbered. Staff must have typed its number. */
export const deleteRoom = ({ staffId, examSessionId, id, confirmation, now }: RoomDeletion) =>
  transact<null, RoomRefusal | ConfirmationRefusal>(async (tx) => {
    if (!(await lockForSeating(tx, examSessionId))) return refuse("session_not_found");
    const before = await tx.room.findFirst({ where: { id, examSessionId }, select: roomSelect });
    if (!before) return refuse("room_not_found");
    const { numberedSeats, ...columns } = before;
    if (numberedSeats > 0) return refuse("room_has_numbers");
    if (!confirms(confirmation, String(columns.number))) return refuse("confirmation_mismatch");
    await tx.room.delete({ where: { id } });
    const actor = { kind: "STAFF", id: staffId } as const;
    await recordAudit(tx, {
      actor,
      action: "room.delete",
      subject: { kind: "room", id },
      detail: { before: columns },
      now,
    });
    return ok(null);
  });
