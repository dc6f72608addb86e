import { randomBytes } from "node:crypto";
import { notificationSerial, signingKey, type Account } from "./account";
import type { NotificationFault } from "./faults";
import type { Order } from "./ledger";
import { sealResource, signatureHeaders } from "./seal";
import { describeTransaction } from "./transaction";

const STALE_MS = 6 * 60_000;

/** A payment's notification as it goes over the wire, spoilt as the fault says. Each sending has a time and a signature of its own. */
export function writeNotification(account: Account, order: Order, fault?: NotificationFault) {
  const resource = sealResource(JSON.stringify(describe(account, order, fault)), account.credentials.apiV3Key, "transaction");
  const body = JSON.stringify({
    id: order.notice?.id ?? "",
    create_time: new Date(order.payment?.at ?? 0).toISOString(),
    resource_type: "encrypt-resource",
    event_type: "TRANSACTION.SUCCESS",
    summary: "支付成功",
    resource: {
      original_type: "transaction",
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
  return { body, headers: { "Content-Type": "application/json", "User-Agent": "Mozilla/4.0", ...spoil(headers, fault) } };
}

function describe(account: Account, order: Order, fault: NotificationFault | undefined) {
  const transaction = describeTransaction(account, order);
  if (fault === "wrong_amount") return { ...transaction, amount: { ...transaction.amount, total: order.total + 1 } };
  return fault === "wrong_merchant" ? { ...transaction, mchid: "1999999999" } : transaction;
}

/** One bit flipped: what a cipher without its tag checked would decrypt to another amount. */
function changed(ciphertext: string): string {
  const bytes = Buffer.from(ciphertext, "base64");
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  return bytes.toString("base64");
}

function spoil(headers: Record<string, string>, fault: NotificationFault | undefined): Record<string, string> {
  if (fault === "no_signature") return {};
  if (fault === "unknown_serial") return { ...headers, "Wechatpay-Serial": randomBytes(20).toString("hex").toUpperCase() };
  if (fault !== "bad_signature") return headers;
  return { ...headers, "Wechatpay-Signature": `WECHATPAY/SIGNTEST/${randomBytes(256).toString("base64")}` };
}
