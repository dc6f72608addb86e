import type { Fen } from "@/lib/core/money";
import type { PaymentChannel, PaymentOrderStatus, RegistrationStatus } from "@/lib/adapter/db/enums";
import { isOutdated } from "./order-terms";
import type { PaymentPhase } from "./payment-phase";
import { isPrepayFresh } from "./prepay-freshness";

type Order = {
  status: PaymentOrderStatus;
  channel: PaymentChannel;
  amountFen: Fen;
  prepay: string | null;
  prepayAt: Date | null;
  timeExpire: Date;
  exceptions: readonly unknown[];
};

/** What the payment page shows. `order` is the order whose status the 刷新 button and the waiting page request. */
export type PageState<O extends Order> =
  | { kind: "paid"; order: O | null }
  /** WeChat holds money for this order that staff must check first. Until then nothing else can be paid. */
  | { kind: "checking"; order: O }
  | { kind: "not_started" }
  | { kind: "confirm" }
  /** The order can be paid in this browser, with the payment link or code that WeChat returned. */
  | { kind: "pay"; order: O; prepay: string }
  /** The order was created in another browser, for a way to pay that this browser does not have. */
  | { kind: "elsewhere"; order: O }
  /** The payment link or code is too old to show. One press on the button renews it. */
  | { kind: "renew"; order: O }
  /** We do not know yet whether WeChat accepted the order. */
  | { kind: "creating"; order: O }
  | { kind: "last_minute"; order: O | null }
  | { kind: "closed"; order: O | null };

type Facts<O> = {
  status: RegistrationStatus;
  phase: PaymentPhase;
  feeFen: Fen;
  /** Newest first. */
  orders: readonly O[];
  /** The ways to pay that this browser has. */
  here: readonly PaymentChannel[];
};

/** Only a confirmed payment is shown as paid. A way to pay is shown only while a payment would still be in time. */
export function pageState<O extends Order>({ status, phase, feeFen, orders, here }: Facts<O>, now: Date): PageState<O> {
  if (status === "PAID") return { kind: "paid", order: orders.find((order) => order.status === "SUCCEEDED") ?? null };

  const live = orders.find((order) => order.status === "CREATING" || order.status === "OPEN") ?? null;
  if (live?.exceptions.length) return { kind: "checking", order: live };
  switch (phase) {
    case "not_started":
      return { kind: "not_started" };
    case "last_minute":
    case "closed":
      return { kind: phase, order: live };
    case "open":
      if (!live) return { kind: "confirm" };
      if (!here.includes(live.channel)) return { kind: "elsewhere", order: live };
      if (live.status === "CREATING") return { kind: "creating", order: live };
      if (!live.prepay || !isPrepayFresh(live, now) || isOutdated(live, feeFen, now))
        return { kind: "renew", order: live };
      return { kind: "pay", order: live, prepay: live.prepay };
  }
}
