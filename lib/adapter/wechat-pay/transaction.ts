import { z } from "zod";

const fen = z.number().int().min(0);
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const always = { appid: z.string(), mchid: z.string(), out_trade_no: z.string(), attach: z.string().optional() };

const paid = z
  .object({
    ...always,
    // REFUND: the order was paid, and WeChat has accepted a refund since.
    trade_state: z.enum(["SUCCESS", "REFUND"]),
    transaction_id: z.string().min(1),
    success_time: instant,
    amount: z.object({ total: fen, payer_total: fen.optional(), currency: z.string() }),
  })
  .transform((wire) => ({
    ...identity(wire),
    paid: true as const,
    tradeState: wire.trade_state,
    transactionId: wire.transaction_id,
    successTime: wire.success_time,
    amount: wire.amount.total,
    /** After coupons, so possibly less. Compare `amount` with the order, never this. */
    payerTotal: wire.amount.payer_total ?? wire.amount.total,
    currency: wire.amount.currency,
  }));

const unpaid = z
  .object({ ...always, trade_state: z.enum(["NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR"]) })
  .transform((wire) => ({ ...identity(wire), paid: false as const, tradeState: wire.trade_state }));

/**
 * An order in WeChat's response or notification; amounts in fen. The payer's openid is dropped, because nothing needs
 * it.
 */
export const transactionSchema = z.union([paid, unpaid]);

export type Transaction = z.output<typeof transactionSchema>;
export type PaidTransaction = Extract<Transaction, { paid: true }>;
export type UnpaidTransaction = Extract<Transaction, { paid: false }>;

function identity(wire: { appid: string; mchid: string; out_trade_no: string }) {
  return { appid: wire.appid, mchid: wire.mchid, outTradeNo: wire.out_trade_no };
}
