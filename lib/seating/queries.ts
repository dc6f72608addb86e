import { db } from "@/lib/db/client";

/** What the desk asks first: rooms, their seats, who sits and who paid without having a seat. */
export async function seatingCounts(examSessionId: string) {
  const [rooms, seated, waiting] = await Promise.all([
    db().room.aggregate({ where: { examSessionId }, _count: true, _sum: { capacity: true } }),
    db().seat.count({ where: { examSessionId } }),
    db().registration.count({ where: { examSessionId, status: "PAID", seat: null } }),
  ]);
  return { rooms: rooms._count, capacity: rooms._sum.capacity ?? 0, seated, waiting };
}

/** Rooms in the order of their numbers, each with how many sit there. */
export const rooms = (examSessionId: string) =>
  db().room.findMany({
    where: { examSessionId },
    select: { id: true, number: true, place: true, capacity: true, _count: { select: { seats: true } } },
    orderBy: { number: "asc" },
  });

export type RoomRow = Awaited<ReturnType<typeof rooms>>[number];

/** Who paid and has no seat yet, by language; those who asked for 合理便利 are counted apart as well. */
export async function waitingByLanguage(examSessionId: string) {
  const where = { examSessionId, status: "PAID", seat: null } as const;
  const [languages, apart] = await Promise.all([
    db().language.findMany({
      where: { examSessionId },
      select: { name: true, _count: { select: { registrations: { where } } } },
      orderBy: { position: "asc" },
    }),
    db().registration.count({ where: { ...where, accommodationEncrypted: { not: null } } }),
  ]);
  return { languages: languages.map(({ name, _count }) => ({ name, count: _count.registrations })), apart };
}

/** The newest drawing of seats: when, by which seed, how many. */
export async function lastDrawing(examSessionId: string) {
  const entry = await db().auditEntry.findFirst({
    where: {
      subjectKind: "exam_session",
      subjectId: examSessionId,
      action: { in: ["seating.assign", "seating.assign_latecomers"] },
    },
    orderBy: { id: "desc" },
    select: { at: true, detail: true },
  });
  const detail = entry?.detail as { seed?: string; seats?: number; rooms?: number } | null | undefined;
  return entry && detail ? { at: entry.at, seed: detail.seed ?? "", seats: detail.seats ?? 0, rooms: detail.rooms ?? 0 } : null;
}

/** A room with who sits where, in the order of the seats; null when there is none. */
export const roomWithSeats = (id: string) =>
  db().room.findUnique({
    where: { id },
    select: {
      number: true,
      place: true,
      capacity: true,
      examSession: { select: { title: true, examStartsAt: true, examEndsAt: true } },
      seats: {
        select: {
          number: true,
          admitCardNumber: true,
          registration: {
            select: { name: true, documentMasked: true, accommodationEncrypted: true, language: { select: { name: true } } },
          },
        },
        orderBy: { number: "asc" },
      },
    },
  });

export const roomToEdit = (id: string) =>
  db().room.findUnique({
    where: { id },
    select: { examSessionId: true, number: true, place: true, capacity: true, examSession: { select: { seatsFrozenAt: true } } },
  });
