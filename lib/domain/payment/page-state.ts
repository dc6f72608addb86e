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

/** What the payment page shows. `order` is the one that a 刷新 or the waiting page asks about. */
export type PageState<O extends Order> =
  | { kind: "paid"; order: O | null }
  /** WeChat has money for this order that a person must look at first: nothing else can be paid meanwhile. */
  | { kind: "checking"; order: O }
  | { kind: "not_started" }
  | { kind: "confirm" }
  /** It can be paid here and now, by what WeChat gave for it. */
  | { kind: "pay"; order: O; prepay: string }
  /** It was made in another browser, for a way to pay that this one has not. */
  | { kind: "elsewhere"; order: O }
  /** What WeChat gave is too old to be shown: one press brings it anew. */
  | { kind: "renew"; order: O }
  /** Whether WeChat took the order is not known yet. */
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

/** Only what is certain is called paid; a way to pay is shown only while it can still be paid in time. */
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
