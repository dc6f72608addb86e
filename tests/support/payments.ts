import { db } from "@/lib/adapter/db/client";
import { createOrder, type Way } from "@/lib/domain/payment/commands/create-order";
import type { PaymentFact } from "@/lib/domain/payment/judge";
import { createExamSession, createRegistration } from "./factories";

/** Opens an order, by a code to be scanned unless told otherwise. */
export const open = (
  who: { accountId: string; registrationId: string },
  now = new Date(),
  way: Way = { channel: "NATIVE" },
) => createOrder({ accountId: who.accountId, registrationId: who.registrationId, way }, now);

/** A candidate who may pay. */
export async function approved(examSession: Parameters<typeof createExamSession>[0] = {}) {
  const { id: examSessionId } = await createExamSession(examSession);
  return { examSessionId, ...(await approvedIn(examSessionId)) };
}

export async function approvedIn(examSessionId: string) {
  const registration = await createRegistration({ status: "APPROVED", examSessionId });
  return { accountId: registration.accountId, registrationId: registration.id };
}

export const orderOf = (registrationId: string) =>
  db().paymentOrder.findFirstOrThrow({ where: { registrationId }, orderBy: { createdAt: "desc" } });

export const statusOf = async (id: string) => (await db().registration.findUniqueOrThrow({ where: { id } })).status;

/** A candidate with an open order. */
export async function waiting(examSession: Parameters<typeof createExamSession>[0] = {}) {
  const who = await approved(examSession);
  const opened = await open(who);
  if (!opened.ok) throw new Error(`no order: ${opened.error}`);
  return { ...who, order: await orderOf(who.registrationId) };
}

/** What WeChat would say of a payment of this order. */
export const factOf = (
  order: { outTradeNo: string; amountFen: number },
  change: Partial<PaymentFact> = {},
): PaymentFact => ({
  mchid: process.env["WECHAT_PAY_MCHID"] ?? "",
  appid: process.env["WECHAT_PAY_APPID"] ?? "",
  outTradeNo: order.outTradeNo,
  transactionId: `42000${order.outTradeNo}`,
  successTime: new Date(),
  amount: order.amountFen,
  currency: "CNY",
  tradeState: "SUCCESS",
  ...change,
});

/** What the ledger says of a registration, in fen. */
export async function balanceOf(registrationId: string): Promise<number> {
  const { _sum } = await db().ledgerEntry.aggregate({ where: { registrationId }, _sum: { amountFen: true } });
  return _sum.amountFen ?? 0;
}
