import type { Tx } from "@/lib/adapter/db/client";
import { enqueueBatch } from "@/lib/adapter/jobs/enqueue";

/**
 * Draws the cards of an exam session's seated candidates anew and sends each an SMS, in the caller's transaction.
 * `languageIds`: only those of these languages, whose cards get a new version; with "all" the exam session's own
 * version has changed.
 */
export async function renewCards(
  tx: Tx,
  { examSessionId, languageIds }: { examSessionId: string; languageIds: "all" | readonly string[] },
): Promise<void> {
  const where =
    languageIds === "all"
      ? { examSessionId }
      : { examSessionId, registration: { languageId: { in: [...languageIds] } } };
  if (languageIds !== "all") await tx.seat.updateMany({ where, data: { cardRevision: { increment: 1 } } });
  const seats = await tx.seat.findMany({ where, select: { registrationId: true } });
  await enqueueRenewal(
    tx,
    seats.map(({ registrationId }) => registrationId),
  );
}

/** Enqueues the drawing of cards that have a new version, and the SMS about each. */
export async function enqueueRenewal(tx: Tx, registrationIds: readonly string[]): Promise<void> {
  if (!registrationIds.length) return;
  const jobs = (name: string) =>
    registrationIds.map((registrationId) => ({ jobKey: `${name}:${registrationId}`, payload: { registrationId } }));
  await enqueueBatch(tx, "render-admit-card", jobs("admit-card"));
  await enqueueBatch(tx, "send-card-change-sms", jobs("card-change-sms"));
}
