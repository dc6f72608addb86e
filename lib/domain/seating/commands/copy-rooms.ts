import type { Tx } from "@/lib/adapter/db/client";

/** Copies the rooms of an exam session, empty, into a new one. Returns how many. */
export async function copyRooms(tx: Tx, { from, to }: { from: string; to: string }): Promise<number> {
  const rooms = await tx.room.findMany({
    where: { examSessionId: from },
    select: { number: true, place: true, capacity: true },
  });
  const { count } = await tx.room.createMany({ data: rooms.map((room) => ({ ...room, examSessionId: to })) });
  return count;
}
