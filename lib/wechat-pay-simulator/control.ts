import { z } from "zod";
import { type Account, announceCertificate, changeOver } from "./account";
import { type BillDesk, noChanges } from "./bill";
import type { CreateSettings } from "./create-order";
import { faultSchema, type FaultPlan } from "./faults";
import type { Ledger } from "./ledger";
import type { Notifier } from "./notifier";
import { pay, paymentObstacle } from "./payment";
import { type Balance, endRefund, refundOutside } from "./refund";
import { refusal, type Reply } from "./reply";

// Routes for tests only, under /control, from this machine only:
//   POST pay      {out_trade_no, options?: {notify?, payer_total?, force?, identity_number?}}   pays as a user does
//   POST notify   {number}                    notifies the merchant again, of an order or a refund, by its
//   POST release                              sends the notifications that the fault "held" keeps back
//   POST faults   {faults: […]}, DELETE faults           see faults.ts
//   POST clock    {offset_seconds}
//   POST refund   {out_refund_no, status, notify?}       ends a refund: SUCCESS, ABNORMAL, CLOSED
//   POST refund_outside {out_trade_no, amount}           refunds as the merchant platform does, by hand
//   POST settings {identity_permitted?, balance_fen?, refunds_end?: "at_once" | "by_hand", mode?}
//   POST certificate {step: "announce" | "change_over"}  a new platform certificate is listed; then it signs
//   POST bill     {drop?, alter?, add?, spoilHash?, creating?}   what the bills say otherwise
//   GET orders, GET requests

export type ControlRoom = {
  account: Account;
  ledger: Ledger;
  faults: FaultPlan;
  notifier: Notifier;
  settings: CreateSettings & { refundsEnd: "at_once" | "by_hand" };
  balance: Balance;
  bills: BillDesk;
  now: () => number;
  moveClock: (offsetSeconds: number) => void;
  requests: Record<string, number>;
};

const payment = z.object({
  out_trade_no: z.string(),
  options: z
    .object({
      /** false: sends no notification, as if every notification were lost. */
      notify: z.boolean().default(true),
      /** In fen, after coupons. */
      payer_total: z.int().min(0).optional(),
      /** Pays the order even when it is closed or expired. This has been reported of the real WeChat. */
      force: z.boolean().default(false),
      /** The identity of the payer; by default the one that the order requires. */
      identity_number: z.string().optional(),
    })
    .prefault({}),
});

const refund = z.object({
  out_refund_no: z.string(),
  status: z.enum(["SUCCESS", "ABNORMAL", "CLOSED"]),
  notify: z.boolean().default(true),
});

const settings = z.object({
  identity_permitted: z.boolean().optional(),
  balance_fen: z.int().nullable().optional(),
  refunds_end: z.enum(["at_once", "by_hand"]).optional(),
  mode: z.enum(["public-key", "certificate", "mixed"]).optional(),
});

const bill = z.object({
  drop: z.array(z.string()).default([]),
  alter: z.record(z.string(), z.int()).default({}),
  add: z
    .array(z.object({ transactionId: z.string(), outTradeNo: z.string(), total: z.int(), at: z.int() }))
    .default([]),
  spoilHash: z.boolean().default(false),
  creating: z.boolean().default(false),
});

/** Answers one of the routes above. */
export async function handleControl(room: ControlRoom, route: string, text: string): Promise<Reply> {
  try {
    return await obey(room, route, text ? JSON.parse(text) : {});
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return refusal(400, "PARAM_ERROR", error.message);
    throw error;
  }
}

async function obey(room: ControlRoom, route: string, json: unknown): Promise<Reply> {
  switch (route) {
    case "POST pay":
      return payAs(room, payment.parse(json));
    case "POST notify": {
      // Send it again, whatever the schedule says: a duplicate hours later.
      const { number } = z.object({ number: z.string() }).parse(json);
      return { status: 200, body: { notifications: await room.notifier.attempt(number) } };
    }
    case "POST release":
      return { status: 200, body: { notifications: await room.notifier.release() } };
    case "POST faults":
      z.object({ faults: z.array(faultSchema) })
        .parse(json)
        .faults.forEach(room.faults.plan);
      return { status: 204 };
    case "DELETE faults":
      room.faults.clear();
      return { status: 204 };
    case "POST clock":
      room.moveClock(z.object({ offset_seconds: z.number() }).parse(json).offset_seconds);
      return { status: 204 };
    case "POST refund":
      return endAs(room, refund.parse(json));
    case "POST refund_outside": {
      const { out_trade_no, amount } = z.object({ out_trade_no: z.string(), amount: z.int().min(1) }).parse(json);
      const done = refundOutside(room.ledger, out_trade_no, amount, room.now());
      return done ? { status: 204 } : refusal(409, "REFUND_NOT_POSSIBLE", "so much is not left");
    }
    case "POST settings":
      return change(room, settings.parse(json));
    case "POST certificate": {
      const { step } = z.object({ step: z.enum(["announce", "change_over"]) }).parse(json);
      (step === "announce" ? announceCertificate : changeOver)(room.account);
      return { status: 204 };
    }
    case "POST bill":
      room.bills.changes = { ...noChanges(), ...bill.parse(json) };
      return { status: 204 };
    case "GET orders":
      return { status: 200, body: { orders: room.ledger.all() } };
    case "GET requests":
      return { status: 200, body: room.requests };
    default:
      return refusal(404, "NOT_FOUND", "no such control route");
  }
}

/** Returns the merchant's answers to the first notification, so that a test need not poll. */
async function payAs(
  { ledger, notifier, now }: ControlRoom,
  { out_trade_no, options }: z.output<typeof payment>,
): Promise<Reply> {
  const order = ledger.get(out_trade_no);
  if (!order) return refusal(404, "ORDER_NOT_EXIST", "订单不存在");
  const obstacle = paymentObstacle(order, now(), options.identity_number ?? order.identityNumber);
  if (obstacle && !(options.force && obstacle !== "paid"))
    return refusal(409, obstacle.toUpperCase(), "order cannot be paid");

  const paid = pay(ledger, order, now(), options.payer_total);
  if (options.notify)
    return { status: 200, body: { order: paid, notifications: await notifier.attempt(out_trade_no) } };
  ledger.save({ ...paid, notice: { id: paid.notice?.id ?? "", attempts: 0, nextAt: null, lastStatus: null } });
  return { status: 200, body: { order: paid, notifications: [] } };
}

async function endAs(room: ControlRoom, { out_refund_no, status, notify }: z.output<typeof refund>): Promise<Reply> {
  const { ledger, balance, notifier, now } = room;
  const ended = endRefund(ledger, balance, out_refund_no, status, now());
  if (!ended) return refusal(409, "REFUND_NOT_OPEN", "refund cannot end so");
  return { status: 200, body: { notifications: notify ? await notifier.attempt(out_refund_no) : [] } };
}

function change(
  room: ControlRoom,
  { identity_permitted, balance_fen, refunds_end, mode }: z.output<typeof settings>,
): Reply {
  if (identity_permitted !== undefined) room.settings.identityPermitted = identity_permitted;
  if (balance_fen !== undefined) room.balance.fen = balance_fen;
  if (refunds_end !== undefined) room.settings.refundsEnd = refunds_end;
  if (mode !== undefined) room.account.mode = mode;
  return { status: 204 };
}
