import { randomBytes } from "node:crypto";
import { notificationSerial, signingKey, type Account } from "./account";
import type { NotificationFault } from "./faults";
import type { Notice, Order, Refund } from "./ledger";
import { describeEndedRefund } from "./refund";
import { sealResource, signatureHeaders } from "./seal";
import { describeTransaction } from "./transaction";

const STALE_MS = 6 * 60_000;

/** The subject of a notification: a payment, or the end of a refund. */
export type News = { notice: Notice; url: string; happenedAt: number } & (
  | { kind: "transaction"; order: Order }
  | { kind: "refund"; order: Order; refund: Refund }
);

/** A notification as sent, damaged as the fault requires. Each attempt has its own time and signature. */
export function writeNotification(account: Account, news: News, fault?: NotificationFault) {
  const resource = sealResource(
    JSON.stringify(describe(account, news, fault)),
    account.credentials.apiV3Key,
    news.kind,
  );
  const body = JSON.stringify({
    id: news.notice.id,
    create_time: new Date(news.happenedAt).toISOString(),
    resource_type: "encrypt-resource",
    event_type: news.kind === "transaction" ? "TRANSACTION.SUCCESS" : `REFUND.${news.refund.status}`,
    summary: news.kind === "transaction" ? "支付成功" : "退款通知",
    resource: {
      original_type: news.kind,
      ...resource,
      ...(fault === "changed_ciphertext" && { ciphertext: changed(resource.ciphertext) }),
    },
  });
  const serial = notificationSerial(account);
  const headers = signatureHeaders(
    body,
    signingKey(account, serial),
    serial,
    new Date(Date.now() - (fault === "stale_timestamp" ? STALE_MS : 0)),
  );
  return {
    body,
    headers: { "Content-Type": "application/json", "User-Agent": "Mozilla/4.0", ...spoil(headers, fault) },
  };
}

function describe(account: Account, news: News, fault: NotificationFault | undefined) {
  if (news.kind === "transaction") {
    // A repeated or late notification still reports the payment, not later events.
    const told = describeTransaction(account, { ...news.order, refunds: [] });
    if (fault === "says_notpay") return { ...told, trade_state: "NOTPAY" };
    if (fault === "says_payerror") return { ...told, trade_state: "PAYERROR" };
    if (fault === "wrong_amount") return { ...told, amount: { ...told.amount, total: news.order.total + 1 } };
    return fault === "wrong_merchant" ? { ...told, mchid: "1999999999" } : told;
  }
  const told = describeEndedRefund(account, news.order, news.refund);
  if (fault === "wrong_amount") return { ...told, amount: { ...told.amount, refund: news.refund.amount + 1 } };
  return fault === "wrong_merchant" ? { ...told, mchid: "1999999999" } : told;
}

/** Flips one bit. A cipher that does not check the tag would decrypt it to another amount. */
function changed(ciphertext: string): string {
  const bytes = Buffer.from(ciphertext, "base64");
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  return bytes.toString("base64");
}

function spoil(headers: Record<string, string>, fault: NotificationFault | undefined): Record<string, string> {
  if (fault === "no_signature") return {};
  if (fault === "unknown_serial")
    return { ...headers, "Wechatpay-Serial": randomBytes(20).toString("hex").toUpperCase() };
  if (fault !== "bad_signature") return headers;
  return { ...headers, "Wechatpay-Signature": `WECHATPAY/SIGNTEST/${randomBytes(256).toString("base64")}` };
}
