import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { readDay, shanghaiMidnight } from "@/lib/core/clock";
import type { Fen } from "@/lib/core/money";
import { db, Prisma } from "@/lib/adapter/db/client";
import { shownStatus, shownStatusColumns, type ShownStatus } from "@/lib/domain/registration/shown-status";
import { searchAmong } from "@/lib/domain/review/queries/search-where";
import { type DeskFilter, type DeskState, deskStates, narrowsTo } from "../desk-filter";
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
  registration: {
    select: {
      id: true,
      name: true,
      registrationNumber: true,
      documentMasked: true,
      examSession: { select: { title: true } },
    },
  },
} as const satisfies Prisma.PaymentOrderSelect;

export type DeskOrder = Prisma.PaymentOrderGetPayload<{ select: typeof deskOrderSelect }>;

/** Orders whose whole amount was refunded. A refund made outside this system counts once a correction records it. */
const wholeBack = Prisma.sql`SELECT e.order_id FROM ledger_entry e
  WHERE e.order_id IN (SELECT order_id FROM ledger_entry WHERE kind IN ('REFUND', 'CORRECTION'))
  GROUP BY e.order_id HAVING sum(e.amount_fen) <= 0`;

function narrowed({ session, status, channel, day }: DeskFilter): Prisma.Sql {
  const examSessionId = narrowsTo(session);
  const from = day && readDay(day);
  const conditions = [
    Prisma.sql`true`,
    ...(examSessionId
      ? [
          Prisma.sql`EXISTS (SELECT FROM registration r WHERE r.id = o.registration_id AND r.exam_session_id = ${examSessionId}::uuid)`,
        ]
      : []),
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

/** How the list of orders can be sorted: each by an index, and by id among equals. */
export type OrderSort = { key: "created" | "amount"; down: boolean };

/** A page of orders for staff. `after`: the last id of the page before. */
export async function deskOrders(
  filter: DeskFilter,
  { key, down }: OrderSort,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ orders: DeskOrder[]; next: string | null }> {
  // UUIDv7 grows with time, so sorting by id sorts by time of creation. An order's amount never changes, so the id of
  // the last row tells the whole place.
  const [by, beyond, way] = [
    key === "amount" ? Prisma.sql`(o.amount_fen, o.id)` : Prisma.sql`o.id`,
    down ? Prisma.sql`<` : Prisma.sql`>`,
    down ? Prisma.sql`DESC` : Prisma.sql`ASC`,
  ];
  const last =
    key === "amount"
      ? Prisma.sql`(SELECT last.amount_fen, last.id FROM payment_order last WHERE last.id = ${after}::uuid)`
      : Prisma.sql`${after}::uuid`;
  const order = key === "amount" ? Prisma.sql`o.amount_fen ${way}, o.id ${way}` : Prisma.sql`o.id ${way}`;
  const found = readRows(
    foundColumns,
    await db().$queryRaw`
    SELECT o.id FROM payment_order o WHERE ${narrowed(filter)} ${after ? Prisma.sql`AND ${by} ${beyond} ${last}` : Prisma.empty}
    ORDER BY ${order} LIMIT ${limit + 1}`,
  );
  const page = found.slice(0, limit).map(({ id }) => id);
  const orders = await db().paymentOrder.findMany({ where: { id: { in: page } }, select: deskOrderSelect });
  const place = new Map(page.map((id, index) => [id, index]));
  orders.sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
  return { orders, next: found.length > limit ? (page.at(-1) ?? null) : null };
}

const stateColumns = { state: z.enum(deskStates), count: z.number(), fen: z.number() };

/** The number and the sum of the orders in each state, with the rest of the filter applied. */
export async function ordersByState({
  session,
  channel,
  day,
}: DeskFilter): Promise<Partial<Record<DeskState, { count: number; fen: Fen }>>> {
  const groups = readRows(
    stateColumns,
    await db().$queryRaw`
    SELECT CASE WHEN o.status = 'SUCCEEDED' AND back.order_id IS NOT NULL THEN 'REFUNDED' ELSE o.status::text END AS state, count(*)::int AS count,
      sum(o.amount_fen)::float8 AS fen
    FROM payment_order o LEFT JOIN (${wholeBack}) back ON back.order_id = o.id
    WHERE ${narrowed({ session, channel, day })} GROUP BY 1`,
  );
  return Object.fromEntries(groups.map(({ state, count, fen }) => [state, { count, fen }]));
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
  const load = (where: Prisma.RegistrationWhereInput) =>
    db().registration.findMany({ where, select: foundSelect, orderBy: { id: "desc" }, take: MAX_FOUND });
  const within = { status: { not: "DRAFT" } } as const;
  const rows =
    search.kind === "number"
      ? await load({ AND: [within, ofNumber(search.value)] })
      : await searchAmong(within, { kind: search.kind, value: search.value }, load);
  return rows.map((row) => ({ ...row, shown: shownStatus(row, now) }));
}

/** Registrations with an order, a payment or a refund of this number. */
const ofNumber = (value: string): Prisma.RegistrationWhereInput => ({
  OR: [
    { orders: { some: { OR: [{ outTradeNo: value }, { transactionId: value }] } } },
    { ledger: { some: { OR: [{ transactionId: value }, { refunds: { some: { outRefundNo: value } } }] } } },
  ],
});

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
