import type { SmsContent } from "@/lib/adapter/sms/message";
import { queueSms } from "./queue-sms";
import { sendOneSms } from "./send-waiting-sms";

/** An SMS that tells a candidate to sign in and read. Its text names nobody and has no code. */
type News = Extract<SmsContent["template"], "review-result" | "refund" | "card-published" | "card-changed">;

/**
 * Sends news to a candidate's phone: at once, or after the quiet hours. What the vendor refuses is tried again by
 * `sendWaitingSms`; what was sent stands on the candidate's status page. `key`: what it is about, so that a job that
 * runs again sends it once; null where the same may be said twice.
 */
export async function sendNews({
  accountId,
  template,
  text,
  key,
  now,
}: {
  accountId: string;
  template: News;
  text: string;
  key: string | null;
  now: Date;
}): Promise<void> {
  const [id] = await queueSms([{ accountId, template, params: {}, text, key }], now);
  if (id) await sendOneSms(id, now);
}
