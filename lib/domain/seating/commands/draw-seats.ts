import { randomBytes } from "node:crypto";
import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { admitNumber } from "@/lib/domain/exam-session/number-template";
import { type AssignedSeat, assignSeats, groupsOf, type SeatCandidate } from "../assign";
import { type PlanRoom, planSeating } from "../plan";
import { candidatesToSeat, planKey, roomsWithUse } from "../queries";
import { freezeSeats } from "@/lib/domain/exam-session/commands/seating-state";
import { lockForSeating } from "@/lib/domain/exam-session/commands/lock";

/** `seen`: the key of the plan that staff confirmed. */
type DrawOrder = { examSessionId: string; staffId: string; seen: string; now: Date; seed?: string };

export type DrawRefusal =
  | "session_not_found"
  | "seats_already_frozen"
  | "seats_not_frozen"
  | "nobody_to_seat"
  | "languages_would_mix"
  | "plan_outdated"
  | "number_does_not_fit";

export type Assigned = { seats: number; seed: string };

const newSeed = () => randomBytes(16).toString("hex");

/**
 * 编排座位: gives every paid candidate a seat and a 准考证号, once. Of two calls one wins, by the condition on seats_frozen_at.
 * The seed is in the audit log, so that the same drawing can be repeated.
 */
export const assignAllSeats = ({ examSessionId, seed = newSeed(), ...order }: DrawOrder) =>
  transact<Assigned, DrawRefusal>(async (tx) => {
    if (!(await freezeSeats(tx, examSessionId, order.now))) {
      return refuse(
        (await tx.examSession.count({ where: { id: examSessionId } })) ? "seats_already_frozen" : "session_not_found",
      );
    }
    return drawSeats(tx, { ...order, examSessionId, seed, action: "seating.assign" });
  }, "session");

/** 补排: candidates who paid after the drawing get seats that were never numbered. */
export const assignLatecomers = ({ examSessionId, seed = newSeed(), ...order }: DrawOrder) =>
  transact<Assigned, DrawRefusal>(async (tx) => {
    const session = await lockForSeating(tx, examSessionId);
    if (!session) return refuse("session_not_found");
    if (!session.seatsFrozenAt) return refuse("seats_not_frozen");
    return drawSeats(tx, { ...order, examSessionId, seed, action: "seating.assign_latecomers" });
  }, "session");

const INSERT_BATCH = 2000;

async function drawSeats(
  tx: Tx,
  { examSessionId, staffId, seen, now, seed, action }: Required<DrawOrder> & { action: string },
) {
  const session = await tx.examSession.findUniqueOrThrow({ where: { id: examSessionId } });
  const candidates = await candidatesToSeat(examSessionId, tx);
  if (!candidates.length) return refuse("nobody_to_seat");

  const rooms = await roomsWithUse(examSessionId, tx);
  if (planKey(planSeating(groupsOf(candidates), rooms)) !== seen) return refuse("plan_outdated");
  const drawn = assignSeats(candidates, rooms, seed);
  if (!drawn.ok) return refuse("languages_would_mix");
  const rows = numbered(drawn.seats, candidates, session);
  if (!rows) return refuse("number_does_not_fit");

  for (let start = 0; start < rows.length; start += INSERT_BATCH) {
    await tx.seat.createMany({ data: rows.slice(start, start + INSERT_BATCH) });
  }
  await keepHighestSeats(tx, examSessionId);
  await keepSeparateRooms(tx, { rooms, candidates, seats: drawn.seats });
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action,
    subject: { kind: "exam_session", id: examSessionId },
    detail: { seed, seats: rows.length, rooms: new Set(rows.map(({ roomId }) => roomId)).size },
    now,
  });
  return ok({ seats: rows.length, seed });
}

/** Records the highest numbered seat of each room: a freed seat must not get a number again. */
const keepHighestSeats = (tx: Tx, examSessionId: string) =>
  tx.$executeRaw`
    UPDATE room SET numbered_seats = highest.number
    FROM (SELECT room_id, max(number) AS number FROM seat WHERE exam_session_id = ${examSessionId}::uuid GROUP BY room_id) highest
    WHERE room.id = highest.room_id AND room.numbered_seats < highest.number`;

/**
 * Records of each room that was empty whether only people who sit apart were drawn into it. A room with people keeps
 * what it was.
 */
async function keepSeparateRooms(
  tx: Tx,
  {
    rooms,
    candidates,
    seats,
  }: { rooms: readonly PlanRoom[]; candidates: readonly SeatCandidate[]; seats: readonly AssignedSeat[] },
): Promise<void> {
  const sitsApart = new Map(candidates.map(({ id, apart }) => [id, apart]));
  const ordinary = new Set(seats.flatMap(({ candidateId, roomId }) => (sitsApart.get(candidateId) ? [] : [roomId])));
  const begun = new Set(seats.map(({ roomId }) => roomId));
  const fresh = rooms.flatMap(({ id, languages }) => (begun.has(id) && !languages?.length ? [id] : []));
  for (const apart of [true, false])
    await tx.room.updateMany({
      where: { id: { in: fresh.filter((id) => ordinary.has(id) !== apart) } },
      data: { apart },
    });
}

type Numbering = Prisma.ExamSessionGetPayload<object>;

/** The rows of the seats with their numbers; null when a number does not fit the exam session's template. */
function numbered(
  seats: readonly AssignedSeat[],
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
