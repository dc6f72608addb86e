import sharp from "sharp";
import { db } from "@/lib/adapter/db/client";
import { storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { createExamSession, createRegistration } from "./factories";

let seats = 0;

/** A picture with the measures of a portrait. */
export const portraitBytes = () =>
  sharp({ create: { width: 480, height: 640, channels: 3, background: "#8fa8c0" } })
    .jpeg()
    .toBuffer();

/**
 * A paid candidate with a seat in a room of his own and a portrait in the store. Cards are published unless
 * `examSession` says otherwise.
 */
export async function createSeated({
  examSession = {},
  examSessionId,
  place = "教学楼 A101",
  ...registration
}: {
  examSession?: Parameters<typeof createExamSession>[0];
  place?: string;
} & Omit<Parameters<typeof createRegistration>[0] & object, "status"> = {}) {
  const now = new Date();
  const sessionId =
    examSessionId ?? (await createExamSession({ seatsFrozenAt: now, cardsPublishedAt: now, ...examSession })).id;
  const row = await createRegistration({ status: "PAID", examSessionId: sessionId, ...registration });
  seats += 1;
  const room = await db().room.create({
    data: { examSessionId: sessionId, number: seats, place, capacity: 30, numberedSeats: 5 },
  });
  const seat = await db().seat.create({
    data: {
      examSessionId: sessionId,
      roomId: room.id,
      number: 5,
      registrationId: row.id,
      admitCardNumber: `10496261${String(seats).padStart(6, "0")}`,
    },
  });
  await db().storedFile.updateMany({
    where: { registrationId: row.id, kind: "PORTRAIT" },
    data: { storageKey: await storeEncryptedFile(await portraitBytes()) },
  });
  return { ...row, examSessionId: sessionId, room, seat };
}
