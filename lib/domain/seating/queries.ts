import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { createHash } from "node:crypto";
import { db, type Tx } from "@/lib/adapter/db/client";
import { examTimeColumns, examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { grantedKinds, grantSelect } from "@/lib/domain/registration/queries/accommodation";
import { groupsOf, type SeatCandidate } from "./assign";
import { type PlanRoom, planSeating, type SeatingPlan } from "./plan";

/** Stands for a missing language. A paid registration always has one. */
const NO_LANGUAGE = "0";

/** Only what staff granted counts: a request that is refused, or not decided, seats nobody apart. */
const granted = { accommodation: { select: { state: true } } } as const;

/** Paid candidates without a seat. */
export async function candidatesToSeat(
  examSessionId: string,
  client: Pick<Tx, "registration"> = db(),
): Promise<SeatCandidate[]> {
  const rows = await client.registration.findMany({
    where: { examSessionId, status: "PAID", seat: null },
    select: { id: true, ...granted, language: { select: { code: true } } },
  });
  return rows.map(({ id, accommodation, language }) => ({
    id,
    languageCode: language?.code ?? NO_LANGUAGE,
    apart: accommodation?.state === "GRANTED",
  }));
}

/** Every room with its numbered seats and its candidates. */
export async function roomsWithUse(
  examSessionId: string,
  client: Pick<Tx, "room"> = db(),
): Promise<(PlanRoom & { place: string })[]> {
  const seated = { select: { registration: { select: { language: { select: { code: true } } } } } } as const;
  const found = await client.room.findMany({
    where: { examSessionId },
    include: { seats: seated },
    orderBy: { number: "asc" },
  });
  return found.map(({ id, number, place, capacity, numberedSeats, apart, seats }) => ({
    id,
    number,
    place,
    capacity,
    used: numberedSeats,
    languages: [...new Set(seats.map(({ registration }) => registration.language?.code ?? NO_LANGUAGE))],
    // A room that everybody has left is like any other.
    apart: apart && seats.length > 0,
  }));
}

/** A short hash of a plan. A confirmation carries it, so that another plan is not confirmed by mistake. */
export const planKey = (plan: SeatingPlan): string =>
  createHash("sha256").update(JSON.stringify(plan)).digest("hex").slice(0, 32);

/** The plan of a drawing made now, with its key for the confirmation; or what is missing for it. */
export async function seatingPreview(examSessionId: string) {
  const [candidates, all, languages] = await Promise.all([
    candidatesToSeat(examSessionId),
    roomsWithUse(examSessionId),
    db().language.findMany({ where: { examSessionId }, select: { code: true, name: true } }),
  ]);
  const plan = planSeating(groupsOf(candidates), all);
  const languageNames = new Map(languages.map(({ code, name }) => [code, name]));
  return { people: candidates.length, plan, key: planKey(plan), rooms: all, languageNames };
}

/**
 * The figures of the seating page: rooms, seats, seats never numbered, seated candidates, paid candidates without a
 * seat.
 */
export async function seatingCounts(examSessionId: string) {
  const [rooms, seated, waiting] = await Promise.all([
    db().room.aggregate({ where: { examSessionId }, _count: true, _sum: { capacity: true, numberedSeats: true } }),
    db().seat.count({ where: { examSessionId } }),
    db().registration.count({ where: { examSessionId, status: "PAID", seat: null } }),
  ]);
  const { capacity, numberedSeats } = rooms._sum;
  return {
    rooms: rooms._count,
    capacity: capacity ?? 0,
    free: (capacity ?? 0) - (numberedSeats ?? 0),
    seated,
    waiting,
  };
}

/** Rooms in the order of their numbers, each with its number of candidates. */
export const rooms = (examSessionId: string) =>
  db().room.findMany({
    where: { examSessionId },
    select: {
      id: true,
      number: true,
      place: true,
      capacity: true,
      numberedSeats: true,
      _count: { select: { seats: true } },
    },
    orderBy: { number: "asc" },
  });

export type RoomRow = Awaited<ReturnType<typeof rooms>>[number];

/** Paid candidates without a seat, by language, and how many of them were granted 合理便利. */
export async function waitingByLanguage(examSessionId: string) {
  const where = { examSessionId, status: "PAID", seat: null } as const;
  const [languages, apart] = await Promise.all([
    db().language.findMany({
      where: { examSessionId },
      select: { name: true, _count: { select: { registrations: { where } } } },
      orderBy: { position: "asc" },
    }),
    db().registration.count({ where: { ...where, accommodation: { state: "GRANTED" } } }),
  ]);
  return { languages: languages.map(({ name, _count }) => ({ name, count: _count.registrations })), apart };
}

/** The last change of the arrangement: a drawing with its seed, or that it was taken back and why. */
export async function lastDrawing(examSessionId: string) {
  const entry = await db().auditEntry.findFirst({
    where: {
      subjectKind: "exam_session",
      subjectId: examSessionId,
      action: { in: ["seating.assign", "seating.assign_latecomers", "seating.take_back"] },
    },
    orderBy: { id: "desc" },
    select: { at: true, action: true, detail: true },
  });
  if (!entry) return null;
  const { seed = "", seats = 0, rooms: used = 0, reason = "" } = entry.detail as Partial<DrawingDetail>;
  return { at: entry.at, takenBack: entry.action === "seating.take_back", seed, seats, rooms: used, reason };
}

type DrawingDetail = { seed: string; seats: number; rooms: number; reason: string };

/** How many people and rooms an arrangement holds, by language. */
export async function arrangedCounts(examSessionId: string) {
  const rows = readRows(
    { language: z.string(), seats: z.number(), rooms: z.number(), apart: z.number() },
    await db().$queryRaw`
    SELECT coalesce(l.name, '未填写') AS language, count(*)::int AS seats, count(DISTINCT s.room_id)::int AS rooms,
      (count(*) FILTER (WHERE a.state = 'GRANTED'))::int AS apart
    FROM seat s JOIN registration r ON r.id = s.registration_id
    LEFT JOIN accommodation a ON a.registration_id = r.id LEFT JOIN language l ON l.id = r.language_id
    WHERE s.exam_session_id = ${examSessionId}::uuid GROUP BY l.name, l.position ORDER BY l.position`,
  );
  return rows;
}

/**
 * A room with the time of its exam, its candidates in the order of the seats, and what was granted to each of them;
 * null when it does not exist.
 */
export async function roomWithSeats(id: string) {
  const room = await db().room.findUnique({
    where: { id },
    select: {
      number: true,
      place: true,
      capacity: true,
      examSession: { select: { title: true, cardsPublishedAt: true, ...examTimeColumns } },
      seats: {
        select: {
          number: true,
          admitCardNumber: true,
          registration: {
            select: {
              name: true,
              languageId: true,
              documentMasked: true,
              accommodation: { select: grantSelect },
              language: { select: { name: true } },
            },
          },
        },
        orderBy: { number: "asc" },
      },
    },
  });
  if (!room) return null;
  const seats = room.seats.map(({ registration: { accommodation, ...registration }, ...seat }) => ({
    ...seat,
    registration,
    granted: grantedKinds(accommodation),
  }));
  // A room holds one language; an empty one has the exam session's time.
  const exam = examTimeOf(room.examSession, seats[0]?.registration.languageId ?? null);
  return { ...room, seats, exam };
}

export const roomToEdit = (id: string) =>
  db().room.findUnique({
    where: { id },
    select: {
      examSessionId: true,
      number: true,
      place: true,
      capacity: true,
      numberedSeats: true,
      examSession: { select: { cardsPublishedAt: true } },
      _count: { select: { seats: true } },
    },
  });

/** How many rooms a copy of this exam session could take over. */
export const countRooms = (examSessionId: string): Promise<number> => db().room.count({ where: { examSessionId } });
