import { randomBytes } from "node:crypto";
import { type Actor, recordAudit } from "@/lib/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/db/client";
import { transact, violatedIndex } from "@/lib/db/transact";
import { admitNumber } from "@/lib/exam-session/number-template";
import { type Assignment, assignSeats } from "./assign";
import type { RoomInput } from "./schema";

type ByStaff = { staffId: string; now: Date };

const staffActor = (id: string): Actor => ({ kind: "STAFF", id });

export type RoomRefusal = "session_not_found" | "room_not_found" | "room_number_taken" | "rooms_frozen";

/** Adds a room, or changes one. Once seats are assigned rooms stay as they are; new ones may still be added for latecomers. */
export async function saveRoom({ staffId, input, now }: ByStaff & { input: RoomInput }): Promise<Result<{ id: string }, RoomRefusal>> {
  const { examSessionId, id, ...data } = input;
  try {
    return await transact<{ id: string }, RoomRefusal>(async (tx) => {
      const session = await lockSession(tx, examSessionId);
      if (!session) return refuse("session_not_found");
      if (id && session.seatsFrozenAt) return refuse("rooms_frozen");
      if (id) {
        const { count } = await tx.room.updateMany({ where: { id, examSessionId }, data });
        if (!count) return refuse("room_not_found");
      }
      const roomId = id ?? (await tx.room.create({ data: { examSessionId, ...data } })).id;
      await recordAudit(tx, {
        actor: staffActor(staffId),
        action: id ? "room.update" : "room.create",
        subject: { kind: "room", id: roomId },
        detail: { number: data.number, capacity: data.capacity },
        now,
      });
      return ok({ id: roomId });
    });
  } catch (error) {
    if (violatedIndex(error)) return refuse("room_number_taken");
    throw error;
  }
}

export const deleteRoom = ({ staffId, examSessionId, id, now }: ByStaff & { examSessionId: string; id: string }) =>
  transact<null, RoomRefusal>(async (tx) => {
    const session = await lockSession(tx, examSessionId);
    if (!session) return refuse("session_not_found");
    if (session.seatsFrozenAt) return refuse("rooms_frozen");
    const { count } = await tx.room.deleteMany({ where: { id, examSessionId } });
    if (!count) return refuse("room_not_found");
    await recordAudit(tx, { actor: staffActor(staffId), action: "room.delete", subject: { kind: "room", id }, now });
    return ok(null);
  });

/** The session's row, held until the transaction ends: rooms must not change while seats are drawn. */
async function lockSession(tx: Tx, id: string) {
  const [session] = await tx.$queryRaw<{ seatsFrozenAt: Date | null }[]>`
    SELECT seats_frozen_at AS "seatsFrozenAt" FROM exam_session WHERE id = ${id}::uuid FOR UPDATE`;
  return session ?? null;
}

export type AssignRefusal = "session_not_found" | "seats_already_frozen" | "nobody_to_seat" | "seats_short" | "number_does_not_fit";

export type Assigned = { seats: number; seed: string };

/**
 * 编排座位: draws every paid candidate a seat and a 准考证号, once. Of two presses one wins, by the condition on seats_frozen_at. The seed is
 * kept in the audit log: with it anybody can draw the same lots again.
 */
export const assignAllSeats = ({
  examSessionId,
  staffId,
  now,
  seed = randomBytes(16).toString("hex"),
}: ByStaff & { examSessionId: string; seed?: string }) =>
  transact<Assigned, AssignRefusal>(async (tx) => {
    const { count } = await tx.examSession.updateMany({ where: { id: examSessionId, seatsFrozenAt: null }, data: { seatsFrozenAt: now } });
    if (!count) {
      return refuse((await tx.examSession.count({ where: { id: examSessionId } })) ? "seats_already_frozen" : "session_not_found");
    }
    return drawSeats(tx, { examSessionId, staffId, now, seed, action: "seating.assign" });
  }, "session");

export type LatecomerRefusal = "session_not_found" | "seats_not_frozen" | "nobody_to_seat" | "seats_short" | "number_does_not_fit";

/** 补排: who paid after the seats were drawn gets a seat that never had a number. */
export const assignLatecomers = ({
  examSessionId,
  staffId,
  now,
  seed = randomBytes(16).toString("hex"),
}: ByStaff & { examSessionId: string; seed?: string }) =>
  transact<Assigned, LatecomerRefusal>(async (tx) => {
    const session = await lockSession(tx, examSessionId);
    if (!session) return refuse("session_not_found");
    if (!session.seatsFrozenAt) return refuse("seats_not_frozen");
    return drawSeats(tx, { examSessionId, staffId, now, seed, action: "seating.assign_latecomers" });
  }, "session");

const INSERT_BATCH = 2000;

async function drawSeats(
  tx: Tx,
  { examSessionId, staffId, now, seed, action }: ByStaff & { examSessionId: string; seed: string; action: string },
) {
  const session = await tx.examSession.findUniqueOrThrow({ where: { id: examSessionId } });
  const candidates = await unseated(tx, examSessionId);
  if (!candidates.length) return refuse("nobody_to_seat");

  const drawn = assignSeats(candidates, await roomsWithUse(tx, examSessionId), seed);
  if (!drawn.ok) return refuse("seats_short");
  const rows = numbered(drawn.seats, candidates, session);
  if (!rows) return refuse("number_does_not_fit");

  for (let start = 0; start < rows.length; start += INSERT_BATCH) {
    await tx.seat.createMany({ data: rows.slice(start, start + INSERT_BATCH) });
  }
  await recordAudit(tx, {
    actor: staffActor(staffId),
    action,
    subject: { kind: "exam_session", id: examSessionId },
    detail: { seed, seats: rows.length, rooms: new Set(rows.map(({ roomId }) => roomId)).size },
    now,
  });
  return ok({ seats: rows.length, seed });
}

async function unseated(tx: Tx, examSessionId: string) {
  const rows = await tx.registration.findMany({
    where: { examSessionId, status: "PAID", seat: null },
    select: { id: true, accommodationEncrypted: true, language: { select: { code: true } } },
  });
  return rows.map(({ id, accommodationEncrypted, language }) => ({
    id,
    languageCode: language?.code ?? "0",
    apart: accommodationEncrypted !== null,
  }));
}

async function roomsWithUse(tx: Tx, examSessionId: string) {
  const rooms = await tx.room.findMany({
    where: { examSessionId },
    include: { seats: { select: { number: true, registration: { select: { language: { select: { code: true } } } } } } },
  });
  return rooms.map(({ seats, ...room }) => ({
    ...room,
    used: seats.reduce((highest, { number }) => Math.max(highest, number), 0),
    languages: [...new Set(seats.map(({ registration }) => registration.language?.code ?? "0"))],
  }));
}

type Numbering = Prisma.ExamSessionGetPayload<object>;

/** The rows of the seats with their numbers; null when a number does not fit into the session's template. */
function numbered(
  seats: Extract<Assignment, { ok: true }>["seats"],
  candidates: readonly { id: string; languageCode: string }[],
  { id: examSessionId, admitNumberTemplate, schoolCode, year, season }: Numbering,
): Prisma.SeatCreateManyInput[] | null {
  const languageOf = new Map(candidates.map(({ id, languageCode }) => [id, languageCode]));
  const rows: Prisma.SeatCreateManyInput[] = [];
  for (const { candidateId, roomId, roomNumber, seat } of seats) {
    const languageCode = languageOf.get(candidateId) ?? "0";
    const number = admitNumber(admitNumberTemplate, { schoolCode, year, season, languageCode, room: roomNumber, seat });
    if (!number) return null;
    rows.push({ examSessionId, roomId, number: seat, registrationId: candidateId, admitCardNumber: number });
  }
  return rows;
}
