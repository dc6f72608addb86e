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
