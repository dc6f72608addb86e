import type { Fen } from "@/lib/core/money";
import type { PaymentOrderStatus, RegistrationStatus } from "@/lib/db/enums";
import { isCodeFresh } from "./code-freshness";
import { isOutdated } from "./order-terms";
import type { PaymentPhase } from "./payment-phase";

type Order = {
  status: PaymentOrderStatus;
  amountFen: Fen;
  codeUrl: string | null;
  codeUrlAt: Date | null;
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
  | { kind: "code"; order: O; codeUrl: string }
  /** The code is too old to be shown: one press brings a new one. */
  | { kind: "renew"; order: O }
  /** Whether WeChat took the order is not known yet. */
  | { kind: "creating"; order: O }
  | { kind: "last_minute"; order: O | null }
  | { kind: "closed"; order: O | null };

/** `orders` newest first. Only what is certain is called paid; a code is shown only while it can still be paid in time. */
export function pageState<O extends Order>(
  { status, phase, feeFen, orders }: { status: RegistrationStatus; phase: PaymentPhase; feeFen: Fen; orders: readonly O[] },
  now: Date,
): PageState<O> {
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
      if (live.status === "CREATING") return { kind: "creating", order: live };
      if (!live.codeUrl || !isCodeFresh(live.codeUrlAt, now) || isOutdated(live, feeFen, now)) return { kind: "renew", order: live };
      return { kind: "code", order: live, codeUrl: live.codeUrl };
  }
}
