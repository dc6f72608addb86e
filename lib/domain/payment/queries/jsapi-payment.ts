import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import type { JsapiParameters } from "@/lib/adapter/wechat-pay/jsapi-parameters";
import type { Payer } from "../payer";

/**
 * The signed parameters with which WeChat's own browser pays a JSAPI order. They are signed now, for a press on the
 * button soon after. Returns null when the order cannot be paid at the moment.
 */
export const jsapiPayment = (prepayId: string, now: Date): JsapiParameters | null =>
  weChatPay().jsapiParameters(prepayId, now);

/**
 * Whether this WeChat account can pay an order. WeChat accepts a payment only from the openid that the order was
 * created for.
 */
export async function isPayableBy({ orderId, openid }: { orderId: string; openid: string }): Promise<boolean> {
  const order = await db().paymentOrder.findUnique({ where: { id: orderId }, select: { payerEncrypted: true } });
  const payer = order?.payerEncrypted
    ? (JSON.parse(decryptColumn("payment_order.payer_encrypted", orderId, order.payerEncrypted)) as Payer)
    : null;
  return payer?.openid === openid;
}
