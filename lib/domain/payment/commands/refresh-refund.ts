import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import { applyRefund } from "./apply-refund";
import { recordAnswer } from "./record-answer";

type AskedRefund = { id: string; outRefundNo: string; charge: { orderId: string | null } };

/**
 * Queries WeChat about a refund and records the answer. "absent": WeChat does not know the number. "unknown": WeChat
 * gave no answer that we can trust.
 */
export async function refreshRefund(
  { id, outRefundNo, charge }: AskedRefund,
  now: Date,
): Promise<"noted" | "absent" | "unknown"> {
  const asking = weChatPay().queryRefund(outRefundNo);
  const subject = { orderId: charge.orderId, refundId: id };
  const found = await recordAnswer(
    subject,
    "refund_query",
    asking,
    (value) => (value === "refund_not_exist" ? value : value.status),
    now,
  );
  if (!found.ok) return "unknown";
  if (found.value === "refund_not_exist") return "absent";
  await applyRefund(found.value, "refund_query", now);
  return "noted";
}
