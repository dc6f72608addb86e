import { readBounded } from "@/app/api/read-bounded";
import { logger } from "@/lib/log/logger";
import { settlePayment } from "@/lib/payment/commands/settle-payment";
import { weChatPay } from "@/lib/wechat-pay/client";

/** WeChat's own notifications are about 2 kB. */
const MAX_BYTES = 64_000;

const refused = (status: number) => Response.json({ code: "FAIL", message: "失败" }, { status });

/**
 * WeChat Pay's notifications. The signature covers the raw bytes, so they are read before anything else. Only a message that a
 * repetition could mend is answered with a failure; what it says is then taken note of, or has been. An outage throws: WeChat
 * comes again.
 */
export async function POST(request: Request): Promise<Response> {
  const body = await readBounded(request, MAX_BYTES);
  if (!body) return refused(413);
  const now = new Date();
  const notification = await weChatPay().readNotification(request.headers, body, now);
  if (!notification.ok) {
    logger.warn({ problem: notification.error }, "wechat pay notification refused");
    return refused(401);
  }
  if (notification.value.kind === "payment") await settlePayment(notification.value.transaction, now);
  else logger.warn({ eventType: notification.value.eventType }, "wechat pay notification of a kind not handled yet");
  return new Response(null, { status: 204 });
}
