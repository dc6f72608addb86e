import { db } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { weChatPay } from "@/lib/adapter/wechat-pay/client";
import type { JsapiParameters } from "@/lib/adapter/wechat-pay/jsapi-parameters";
import type { Payer } from "../payer";

/**
 * What WeChat's own browser is handed to pay an order of the JSAPI channel; signed now, for the press that follows.
 * null: not just now.
 */
export const jsapiPayment = (prepayId: string, now: Date): JsapiParameters | null =>
  weChatPay().jsapiParameters(prepayId, now);

/** Whether an order can be paid by this WeChat account: WeChat lets nobody else pay what was made for an openid. */
export async function isPayableBy({ orderId, openid }: { orderId: string; openid: string }): Promise<boolean> {
  const order = await db().paymentOrder.findUnique({ where: { id: orderId }, select: { payerEncrypted: true } });
  const payer = order?.payerEncrypted
    ? (JSON.parse(decryptColumn("payment_order.payer_encrypted", orderId, order.payerEncrypted)) as Payer)
    : null;
  return payer?.openid === openid;
}
