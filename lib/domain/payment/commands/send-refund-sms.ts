import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { sendSms } from "@/lib/adapter/sms/send";

const TEXT = "您的学士学位外语考试缴费有一笔款项将原路退回微信支付账户，请登录报名系统查看。";

/**
 * Tells a candidate that money goes back to him; how much and why he reads after signing in. Nothing for money that
 * belongs to no registration or whose candidate has no number, nothing twice unless the process died between sending
 * and writing that down. Throws when the vendor did not take it: the job tries again.
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
  const phone = decryptColumn("account.phone_encrypted", account.id, account.phoneEncrypted);
  await sendSms({ phone, template: "refund", params: {}, text: TEXT });
  await db().refund.update({ where: { id: refundId }, data: { smsSentAt: now } });
  return "sent";
}
