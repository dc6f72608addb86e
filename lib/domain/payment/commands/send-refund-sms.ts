import { db } from "@/lib/adapter/db/client";
import { sendNews } from "@/lib/domain/account/commands/send-news";

const TEXT = "您的学士学位外语考试缴费有一笔款项将原路退回微信支付账户，请登录报名系统查看。";

/**
 * Tells a candidate by SMS that money is being refunded. The amount and the reason are shown only after login. Sends
 * nothing for money that belongs to no registration, or to a candidate without a phone number. Sends once.
 */
export async function sendRefundSms({ refundId, now }: { refundId: string; now: Date }): Promise<"sent" | "nobody"> {
  const refund = await db().refund.findFirst({
    where: { id: refundId, smsSentAt: null, status: { notIn: ["AWAITING", "REJECTED", "REFUSED"] } },
    select: {
      charge: { select: { registration: { select: { account: { select: { id: true, phoneEncrypted: true } } } } } },
    },
  });
  const account = refund?.charge.registration?.account;
  if (!account?.phoneEncrypted) return "nobody";
  await sendNews({ accountId: account.id, template: "refund", text: TEXT, key: `refund:${refundId}`, now });
  await db().refund.update({ where: { id: refundId }, data: { smsSentAt: now } });
  return "sent";
}
