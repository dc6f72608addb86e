import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { shanghaiMidnight } from "@/lib/core/clock";
import { documentIdentity } from "@/lib/core/identity-number";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, Prisma } from "@/lib/adapter/db/client";
import { IdType } from "@/lib/adapter/db/enums";
import { literally } from "@/lib/adapter/db/literal";
import { shownStatus, shownStatusColumns, type ShownStatus } from "@/lib/domain/registration/shown-status";
import { type DeskFilter, type DeskState, deskStates } from "../desk-filter";
import { readDay } from "../finance-sums";
import type { PaymentSearch } from "../search";

/** Refunds of an order: ours, and refunds made elsewhere that a correction records. */
const refundedSelect = {
  where: { kind: { in: ["REFUND", "CORRECTION"] } },
  select: { amountFen: true },
} as const satisfies Prisma.PaymentOrder$ledgerArgs;

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

/** Orders whose whole amount was refunded. A refund made outside this system counts once a correction records it. */
const wholeBack = Prisma.sql`SELECT e.order_id FROM ledger_entry e
  WHERE e.order_id IN (SELECT order_id FROM ledger_entry WHERE kind IN ('REFUND', 'CORRECTION'))
  GROUP BY e.order_id HAVING sum(e.amount_fen) <= 0`;

function narrowed({ status, channel, day }: DeskFilter): Prisma.Sql {
  const from = day && readDay(day);
  const conditions = [
    Prisma.sql`true`,
    ...(status ? [Prisma.sql`o.status = ${status === "REFUNDED" ? "SUCCEEDED" : status}::payment_order_status`] : []),
    ...(status === "REFUNDED" ? [Prisma.sql`o.id IN (${wholeBack})`] : []),
    ...(status === "SUCCEEDED" ? [Prisma.sql`o.id NOT IN (${wholeBack})`] : []),
    ...(channel ? [Prisma.sql`o.channel = ${channel}::payment_channel`] : []),
    ...(from
      ? [Prisma.sql`o.created_at >= ${from}::timestamptz AND o.created_at < ${shanghaiMidnight(from, 1)}::timestamptz`]
      : []),
  ];
  return Prisma.join(conditions, " AND ");
}

const foundColumns = { id: z.uuid() };

/** A page of orders for staff, newest first. `before` is the last id of the previous page. */
export async function deskOrders(
  filter: DeskFilter,
  before?: string,
): Promise<{ orders: DeskOrder[]; next: string | null }> {
  // UUIDv7 grows with time, so sorting by id sorts by time of creation.
  const older = before ? Prisma.sql`AND o.id < ${before}::uuid` : Prisma.empty;
  const found = readRows(
    foundColumns,
    await db().$queryRaw`
    SELECT o.id FROM payment_order o WHERE ${narrowed(filter)} ${older} ORDER BY o.id DESC LIMIT ${DESK_PAGE + 1}`,
  );
  const orders = await db().paymentOrder.findMany({
    where: { id: { in: found.slice(0, DESK_PAGE).map(({ id }) => id) } },
    select: deskOrderSelect,
    orderBy: { id: "desc" },
  });
  return { orders, next: found.length > DESK_PAGE ? (orders.at(-1)?.id ?? null) : null };
}

const stateColumns = { state: z.enum(deskStates), count: z.number() };

/** Counts the orders in each state, with the rest of the filter applied. */
export async function ordersByState({ channel, day }: DeskFilter): Promise<Partial<Record<DeskState, number>>> {
  const groups = readRows(
    stateColumns,
    await db().$queryRaw`
    SELECT CASE WHEN o.status = 'SUCCEEDED' AND back.order_id IS NOT NULL THEN 'REFUNDED' ELSE o.status::text END AS state, count(*)::int AS count
    FROM payment_order o LEFT JOIN (${wholeBack}) back ON back.order_id = o.id
    WHERE ${narrowed({ channel, day })} GROUP BY 1`,
  );
  return Object.fromEntries(groups.map(({ state, count }) => [state, count]));
}

const MAX_FOUND = 50;

const foundSelect = {
  id: true,
  name: true,
  ...shownStatusColumns,
  documentMasked: true,
  registrationNumber: true,
  waivers: {
    select: {
      id: true,
      reason: true,
      waivedFen: true,
      createdAt: true,
      needsSecond: true,
      confirmed: true,
      staff: { select: { name: true } },
    },
    orderBy: { createdAt: "desc" },
  },
  orders: {
    select: { id: true, outTradeNo: true, status: true, amountFen: true, createdAt: true, ledger: refundedSelect },
    orderBy: { createdAt: "desc" },
  },
} as const satisfies Prisma.RegistrationSelect;

export type FoundPayer = Prisma.RegistrationGetPayload<{ select: typeof foundSelect }> & { shown: ShownStatus };

/**
 * Finds registrations of all exam sessions, with their orders, by a payment number or by the candidate's data. Returns
 * at most fifty, newest first.
 */
export async function searchPayments(search: PaymentSearch, now: Date): Promise<FoundPayer[]> {
  const rows = await db().registration.findMany({
    where: { ...searchWhere(search), status: { not: "DRAFT" } },
    select: foundSelect,
    orderBy: { id: "desc" },
    take: MAX_FOUND,
  });
  return rows.map((row) => ({ ...row, shown: shownStatus(row, now) }));
}

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
      return {
        documentIndex: {
          in: Object.values(IdType).map((idType) => blindIndex("document", documentIdentity(idType, value))),
        },
      };
    case "name":
      return { name: { contains: literally(value) } };
  }
}

/** What waits at the desk. */
export type DeskCounts = {
  openCases: number;
  /** Refund requests that wait for a second person. */
  awaiting: number;
  /** Waivers that wait for a second person. */
  awaitingWaivers: number;
  /** Refunds that are being processed. */
  running: number;
  /** Alerts that no member of staff has acknowledged. */
  alerts: number;
};

export async function paymentCounts(): Promise<DeskCounts> {
  const [openCases, awaiting, awaitingWaivers, running, alerts] = await Promise.all([
    db().paymentException.count({ where: { resolvedAt: null } }),
    db().refundRequest.count({ where: { needsSecond: true, confirmed: null } }),
    db().waiverRequest.count({ where: { needsSecond: true, confirmed: null } }),
    db().refund.count({ where: { status: { in: ["PENDING", "PROCESSING"] } } }),
    db().paymentAlert.count({ where: { seenAt: null } }),
  ]);
  return { openCases, awaiting, awaitingWaivers, running, alerts };
}

/** Alerts that no member of staff has acknowledged. */
export const openAlerts = () => db().paymentAlert.findMany({ where: { seenAt: null }, orderBy: { lastAt: "desc" } });

export type OpenAlert = Awaited<ReturnType<typeof openAlerts>>[number];

const payerSelect = {
  id: true,
  name: true,
  ...shownStatusColumns,
  documentMasked: true,
  registrationNumber: true,
  examSession: { select: { ...shownStatusColumns.examSession.select, feeFen: true } },
  language: { select: { feeFen: true } },
} as const satisfies Prisma.RegistrationSelect;

/** The registration whose fee staff want to waive. */
export const payerToWaive = (id: string) => db().registration.findUnique({ where: { id }, select: payerSelect });
