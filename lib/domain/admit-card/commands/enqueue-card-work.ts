import type { Tx } from "@/lib/adapter/db/client";
import { enqueueBatch } from "@/lib/adapter/jobs/enqueue";

/**
 * Enqueues, in the caller's transaction, the drawing of every seated candidate's card and the SMS about it. Returns how
 * many.
 */
export async function enqueueCardWork(tx: Tx, examSessionId: string): Promise<number> {
  const seated = await tx.registration.findMany({
    where: { examSessionId, status: "PAID", seat: { isNot: null } },
    select: { id: true },
  });
  const jobsOf = (key: string) => seated.map(({ id }) => ({ jobKey: `${key}:${id}`, payload: { registrationId: id } }));
  if (seated.length) {
    await enqueueBatch(tx, "render-admit-card", jobsOf("admit-card"));
    await enqueueBatch(tx, "send-card-sms", jobsOf("card-sms"));
  }
  return seated.length;
}
