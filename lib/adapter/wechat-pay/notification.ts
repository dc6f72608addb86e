import { z } from "zod";
import { ok, refuse, type Result } from "@/lib/core/result";
import { openResource, sealedResource } from "@/lib/adapter/wechat-pay/gcm";
import { refundNotificationSchema, type RefundFact } from "@/lib/adapter/wechat-pay/refunds";
import { findSignatureProblem, type KeyLookup, type SignatureProblem } from "@/lib/adapter/wechat-pay/signature";
import { type PaidTransaction, transactionSchema, type UnpaidTransaction } from "@/lib/adapter/wechat-pay/transaction";

/** Payments and refunds arrive at the same address. Other kinds are returned by their name. */
export type Notification =
  | { kind: "payment"; id: string; transaction: PaidTransaction }
  /** A notification of success whose content says that the order is unpaid. */
  | { kind: "contradiction"; id: string; transaction: UnpaidTransaction }
  | { kind: "refund"; id: string; refund: RefundFact }
  | { kind: "other"; id: string; eventType: string };

/**
 * `undecipherable`: the tag does not hold. `unreadable`: not the documented form. `foreign`: for another merchant or
 * app.
 */
export type NotificationProblem = SignatureProblem | "undecipherable" | "unreadable" | "foreign";

export type Recipient = { mchid: string; appid: string; apiV3Key: string; keyOf: KeyLookup };

const envelope = z.object({ id: z.string().min(1), event_type: z.string().min(1), resource: sealedResource });

/**
 * Verifies that WeChat sent this notification, to this merchant, just now, and decrypts it. The body is not read before
 * its signature is verified.
 */
export async function readNotification(
  recipient: Recipient,
  headers: { get(name: string): string | null },
  rawBody: string | Uint8Array,
  now: Date,
): Promise<Result<Notification, NotificationProblem>> {
  const body = typeof rawBody === "string" ? Buffer.from(rawBody) : rawBody;
  const problem = await findSignatureProblem(headers, body, recipient.keyOf, now);
  if (problem) return refuse(problem);

  const message = envelope.safeParse(parseJson(Buffer.from(body).toString("utf8")));
  if (!message.success) return refuse("unreadable");
  const { id, event_type: eventType, resource } = message.data;

  const plaintext = openResource(resource, recipient.apiV3Key);
  if (plaintext === null) return refuse("undecipherable");
  if (eventType.startsWith("REFUND.")) {
    const notified = refundNotificationSchema.safeParse(parseJson(plaintext));
    if (!notified.success) return refuse("unreadable");
    return notified.data.mchid === recipient.mchid
      ? ok({ kind: "refund", id, refund: notified.data.refund })
      : refuse("foreign");
  }
  if (eventType !== "TRANSACTION.SUCCESS") return ok({ kind: "other", id, eventType });

  const transaction = transactionSchema.safeParse(parseJson(plaintext));
  if (!transaction.success) return refuse("unreadable");
  const { data } = transaction;
  if (data.mchid !== recipient.mchid || data.appid !== recipient.appid) return refuse("foreign");
  return ok(data.paid ? { kind: "payment", id, transaction: data } : { kind: "contradiction", id, transaction: data });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
