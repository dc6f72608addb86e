import { readBounded } from "@/lib/core/read-bounded";
import { logger } from "@/lib/adapter/log/logger";
import { alertOfNotification } from "@/lib/domain/payment/alerts";
import { applyRefund } from "@/lib/domain/payment/commands/apply-refund";
import { recordUnpaidNotification } from "@/lib/domain/payment/commands/record-unpaid-notification";
import { raiseAlert } from "@/lib/domain/payment/commands/raise-alert";
import { settlePayment } from "@/lib/domain/payment/commands/settle-payment";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";

/** WeChat's own notifications are about 2 kB. */
const MAX_BYTES = 64_000;

const refused = (status: number) => Response.json({ code: "FAIL", message: "失败" }, { status });

/**
 * Receives the notifications of WeChat Pay. The signature covers the raw bytes, so they are read first. Only a message
 * that may succeed when repeated gets an error response; any other message has been handled or recorded. An outage
 * throws, and WeChat sends the message again.
 */
export async function POST(request: Request): Promise<Response> {
  const body = await readBounded(request, MAX_BYTES);
  if (!body) return refused(413);
  const now = new Date();
  const notification = await weChatPay().readNotification(request.headers, body, now);
  if (!notification.ok) {
    const alert = alertOfNotification(notification.error);
    if (alert) await raiseAlert(alert, now);
    else logger.info("wechat pay signature probe refused");
    // If our own key cannot be read, the fault is ours and WeChat's message may be valid.
    return refused(notification.error === "key_unreadable" ? 503 : 401);
  }
  const message = notification.value;
  if (message.kind === "payment") await settlePayment(message.transaction, "notification", now);
  else if (message.kind === "refund") await applyRefund(message.refund, "refund_notification", now);
  else if (message.kind === "contradiction") await recordUnpaidNotification(message.transaction, now);
  else logger.warn({ eventType: message.eventType }, "wechat pay notification of a kind not handled");
  return new Response(null, { status: 204 });
}
