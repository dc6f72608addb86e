import type { Answer } from "@/lib/adapter/wechat-pay/answer";
import { alertOf } from "../alerts";
import { type EventKind, type EventSubject, recordPaymentEvent } from "./record-payment-event";
import { raiseAlert } from "./raise-alert";

/**
 * Waits for WeChat's answer, writes it on the order's timeline, and raises an alert if the answer shows a problem of
 * the whole installation.
 */
export async function recordAnswer<T>(
  subject: EventSubject,
  kind: EventKind,
  asking: Promise<Answer<T>>,
  inWords: (value: T) => string,
  now: Date,
): Promise<Answer<T>> {
  const answer = await asking;
  if (answer.ok) {
    await recordPaymentEvent(subject, { kind, outcome: inWords(answer.value) }, now);
    return answer;
  }
  const { error } = answer;
  const outcome = error.kind === "api" ? error.code : error.reason;
  const status = error.status === undefined ? {} : { status: error.status };
  await recordPaymentEvent(subject, { kind, outcome, detail: { certain: error.kind === "api", ...status } }, now);
  const alert = alertOf(error);
  if (alert) await raiseAlert(alert, now);
  return answer;
}
