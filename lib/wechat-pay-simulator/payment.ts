import { randomInt, randomUUID } from "node:crypto";
import type { Ledger, Order } from "./ledger";
import { refusal, type Reply } from "./reply";

export type PaymentRefusal = "paid" | "closed" | "expired" | "other_person";

/**
 * The reason why the user cannot pay now; null when he can. `identityNumber`: the payer's, when the order requires a
 * certain person.
 */
export function paymentObstacle(
  order: Order,
  now: number,
  identityNumber = order.identityNumber,
): PaymentRefusal | null {
  if (order.state === "SUCCESS") return "paid";
  if (order.state === "CLOSED") return "closed";
  if (now > order.expiresAt) return "expired";
  return order.identityNumber !== undefined && order.identityNumber !== identityNumber ? "other_person" : null;
}

const SOMEBODY = "oSimulatedPayer00000000000000";

/** The user pays. Returns the saved order, whose notification is due at once. */
export function pay(ledger: Ledger, order: Order, now: number, payerTotal = order.total): Order {
  const paid: Order = {
    ...order,
    state: "SUCCESS",
    payment: {
      transactionId: `4200${now}${randomInt(1e10, 1e11 - 1)}`,
      at: now,
      payerTotal,
      openid: order.openid ?? SOMEBODY,
    },
    notice: { id: randomUUID(), attempts: 0, nextAt: Date.now(), lastStatus: null },
  };
  ledger.save(paid);
  return paid;
}

/** POST …/close. */
export function closeOrder(ledger: Ledger, order: Order | undefined): Reply {
  if (!order) return refusal(404, "ORDER_NOT_EXIST", "订单不存在");
  if (order.state === "SUCCESS") return refusal(400, "ORDERPAID", "订单已支付，不能发起关单，请当作已支付的正常交易");
  if (order.state === "CLOSED") return refusal(400, "ORDER_CLOSED", "订单已关闭，无法重复关闭");
  ledger.save({ ...order, state: "CLOSED" });
  return { status: 204 };
}
