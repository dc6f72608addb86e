import type { Tx } from "@/lib/db/client";
import { enqueueBatch } from "@/lib/jobs/enqueue";

/** Has the card of every seated candidate of a session drawn in the background, if the transaction holds. Returns how many. */
export async function enqueueCardRendering(tx: Tx, examSessionId: string): Promise<number> {
  const seated = await tx.registration.findMany({
    where: { examSessionId, status: "PAID", seat: { isNot: null } },
    select: { id: true },
  });
  const jobs = seated.map(({ id }) => ({ jobKey: `admit-card:${id}`, payload: { registrationId: id } }));
  if (jobs.length) await enqueueBatch(tx, "render-admit-card", jobs);
  return jobs.length;
}
