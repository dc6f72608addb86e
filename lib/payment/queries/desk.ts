import { shanghaiMidnight } from "@/lib/core/clock";
import { documentIdentity } from "@/lib/core/identity-number";
import { blindIndex } from "@/lib/crypto/sealed";
import { db, type Prisma } from "@/lib/db/client";
import { IdType, type PaymentOrderStatus } from "@/lib/db/enums";
import type { DeskFilter } from "../desk-filter";
import { readDay } from "../finance-sums";
import type { PaymentSearch } from "../search";

/** What went back of an order. */
const refundedSelect = { where: { kind: "REFUND" }, select: { amountFen: true } } as const satisfies Prisma.PaymentOrder$ledgerArgs;

const deskOrderSelect = {
  id: true,
  outTradeNo: true,
  channel: true,
  status: true,
  amountFen: true,
  transactionId: true,
  successTime: true,
  createdAt: true,
  queriedAt: true,
  ledger: refundedSelect,
  registration: { select: { name: true, registrationNumber: true, documentMasked: true } },
} as const satisfies Prisma.PaymentOrderSelect;

export type DeskOrder = Prisma.PaymentOrderGetPayload<{ select: typeof deskOrderSelect }>;

const DESK_PAGE = 50;

function narrowed({ status, channel, day }: DeskFilter): Prisma.PaymentOrderWhereInput {
  const from = day && readDay(day);
  return {
    ...(status && { status }),
    ...(channel && { channel }),
    ...(from && { createdAt: { gte: from, lt: shanghaiMidnight(from, 1) } }),
  };
}

/** A page of orders for staff, newest first; `before` is the last id of the page before. */
export async function deskOrders(filter: DeskFilter, before?: string): Promise<{ orders: DeskOrder[]; next: string | null }> {
  const rows = await db().paymentOrder.findMany({
    // UUIDv7 grows with time, so the key is also the order of the list.
    where: { ...narrowed(filter), ...(before && { id: { lt: before } }) },
    select: deskOrderSelect,
    orderBy: { id: "desc" },
    take: DESK_PAGE + 1,
  });
  const orders = rows.slice(0, DESK_PAGE);
  return { orders, next: rows.length > DESK_PAGE ? (orders.at(-1)?.id ?? null) : null };
}

/** How many orders of each status there are among those that the rest of the filter leaves. */
export async function ordersByStatus({ channel, day }: DeskFilter): Promise<Partial<Record<PaymentOrderStatus, number>>> {
  const groups = await db().paymentOrder.groupBy({ by: ["status"], where: narrowed({ channel, day }), _count: true });
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]));
}

const MOST_FOUND = 50;

const foundSelect = {
  id: true,
  name: true,
  status: true,
  documentMasked: true,
  registrationNumber: true,
  examSession: { select: { title: true } },
  orders: {
    select: { id: true, outTradeNo: true, status: true, amountFen: true, createdAt: true, ledger: refundedSelect },
    orderBy: { createdAt: "desc" },
  },
} as const satisfies Prisma.RegistrationSelect;

export type FoundPayer = Prisma.RegistrationGetPayload<{ select: typeof foundSelect }>;

/** Registrations, of whatever session, with their orders, by a number of the payment or by what tells the candidate. At most fifty, newest first. */
export const searchPayments = (search: PaymentSearch): Promise<FoundPayer[]> =>
  db().registration.findMany({
    where: { ...searchWhere(search), status: { not: "DRAFT" } },
    select: foundSelect,
    orderBy: { id: "desc" },
    take: MOST_FOUND,
  });

function searchWhere({ kind, value }: PaymentSearch): Prisma.RegistrationWhereInput {
  switch (kind) {
    case "number":
      return {
        OR: [
          { orders: { some: { OR: [{ outTradeNo: value }, { transactionId: value }] } } },
          { ledger: { some: { OR: [{ transactionId: value }, { refunds: { some: { outRefundNo: value } } }] } } },
        ],
      };
    case "registrationNumber":
      return { registrationNumber: value };
    case "phone":
      return { account: { phoneIndex: blindIndex("phone", value) } };
    case "document":
      return { documentIndex: { in: Object.values(IdType).map((idType) => blindIndex("document", documentIdentity(idType, value))) } };
    case "name":
      return { name: { contains: value } };
  }
}

/** What waits at the desk. */
export type DeskCounts = {
  openCases: number;
  /** Requests that wait for a second person. */
  awaiting: number;
  /** Refunds on their way. */
  running: number;
  /** Alerts that nobody has seen yet. */
  alerts: number;
};

export async function paymentCounts(): Promise<DeskCounts> {
  const [openCases, awaiting, running, alerts] = await Promise.all([
    db().paymentException.count({ where: { resolvedAt: null } }),
    db().refundRequest.count({ where: { needsSecond: true, confirmed: null } }),
    db().refund.count({ where: { status: { in: ["PENDING", "PROCESSING"] } } }),
    db().paymentAlert.count({ where: { seenAt: null } }),
  ]);
  return { openCases, awaiting, running, alerts };
}

/** What goes wrong in general and nobody has seen yet. */
export const openAlerts = () => db().paymentAlert.findMany({ where: { seenAt: null }, orderBy: { lastAt: "desc" } });

export type OpenAlert = Awaited<ReturnType<typeof openAlerts>>[number];

const payerSelect = {
  id: true,
  name: true,
  status: true,
  documentMasked: true,
  registrationNumber: true,
  examSession: { select: { title: true, feeFen: true } },
  language: { select: { feeFen: true } },
} as const satisfies Prisma.RegistrationSelect;

/** The registration whose fee somebody wants to forgive. */
export const payerToWaive = (id: string) => db().registration.findUnique({ where: { id }, select: payerSelect });
