import { z } from "zod";
import { faultSchema, type FaultPlan } from "./faults";
import type { Ledger } from "./ledger";
import type { Notifier } from "./notifier";
import { pay, paymentObstacle } from "./payment";
import { refusal, type Reply } from "./reply";

export type ControlRoom = {
  ledger: Ledger;
  faults: FaultPlan;
  notifier: Notifier;
  now: () => number;
  moveClock: (offsetSeconds: number) => void;
  requests: Record<string, number>;
};

const payment = z.object({
  out_trade_no: z.string(),
  options: z
    .object({
      /** false: nobody is told, as when every notification is lost. */
      notify: z.boolean().default(true),
      /** In fen, after coupons. */
      payer_total: z.int().min(0).optional(),
      /** Pays a closed or expired order all the same, as has been reported of the real one. */
      force: z.boolean().default(false),
    })
    .prefault({}),
});

/** Routes for tests only: POST pay, notify, faults, clock; DELETE faults; GET orders, requests. */
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
      // Once more, whatever the schedule says: a duplicate hours later.
      const { out_trade_no } = z.object({ out_trade_no: z.string() }).parse(json);
      return { status: 200, body: { notifications: await room.notifier.attempt(out_trade_no) } };
    }
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
    case "GET orders":
      return { status: 200, body: { orders: room.ledger.all() } };
    case "GET requests":
      return { status: 200, body: room.requests };
    default:
      return refusal(404, "NOT_FOUND", "no such control route");
  }
}

/** The merchant's answers to the first notification come back, so that a test need not wait and look. */
async function payAs({ ledger, notifier, now }: ControlRoom, { out_trade_no, options }: z.output<typeof payment>): Promise<Reply> {
  const order = ledger.get(out_trade_no);
  if (!order) return refusal(404, "ORDER_NOT_EXIST", "订单不存在");
  const obstacle = paymentObstacle(order, now());
  if (obstacle && !(options.force && obstacle !== "paid")) return refusal(409, obstacle.toUpperCase(), "order cannot be paid");

  const paid = pay(ledger, order, now(), options.payer_total);
  if (options.notify) return { status: 200, body: { order: paid, notifications: await notifier.attempt(out_trade_no) } };
  ledger.save({ ...paid, notice: { id: paid.notice?.id ?? "", attempts: 0, nextAt: null, lastStatus: null } });
  return { status: 200, body: { order: paid, notifications: [] } };
}
