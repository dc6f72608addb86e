import { db, type Prisma } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import type { RefundStatus } from "@/lib/adapter/db/enums";
import { narrowsTo, type SessionFilter } from "../desk-filter";
import { refundableFen } from "../refund-status";
import { correctionsOf } from "./corrections";

/** Creates the id of a refund request before the form is shown, so that a second submit creates no second request. */
export const newRequestId = (now: Date): string => uuidv7(now);

const requestSelect = {
  id: true,
  cause: true,
  reason: true,
  count: true,
  totalFen: true,
  createdAt: true,
  needsSecond: true,
  confirmed: true,
  decidedAt: true,
  staff: { select: { id: true, name: true } },
  decidedBy: { select: { id: true, name: true } },
  examSession: { select: { title: true } },
} as const satisfies Prisma.RefundRequestSelect;

type Progress = Partial<Record<RefundStatus, number>>;

export type ListedRequest = Prisma.RefundRequestGetPayload<{ select: typeof requestSelect }> & { progress: Progress };

/** Requests with a payment of the exam session. One request may have payments of several. */
const ofSession = (examSessionId: string | undefined): Prisma.RefundRequestWhereInput =>
  examSessionId
    ? {
        OR: [
          { examSessionId },
          { examSessionId: null, refunds: { some: { charge: { registration: { examSessionId } } } } },
        ],
      }
    : {};

/**
 * All requests that wait for a second person, whatever their exam session, because waiting work is never hidden; and a
 * page of the others, newest first. `after` is the last id of the page before.
 */
export async function refundRequests({
  session,
  after,
  limit,
}: {
  session?: SessionFilter;
  after?: string | undefined;
  limit: number;
}): Promise<{ waiting: ListedRequest[]; others: ListedRequest[]; next: string | null }> {
  const waits = { needsSecond: true, confirmed: null };
  const [waiting, found] = await Promise.all([
    db().refundRequest.findMany({ where: waits, select: requestSelect, orderBy: { createdAt: "asc" } }),
    db().refundRequest.findMany({
      where: { ...ofSession(narrowsTo(session)), NOT: waits, ...(after && { id: { lt: after } }) },
      select: requestSelect,
      orderBy: { id: "desc" },
      take: limit + 1,
    }),
  ]);
  const others = await withProgress(found.slice(0, limit));
  return {
    waiting: await withProgress(waiting),
    others,
    next: found.length > limit ? (others.at(-1)?.id ?? null) : null,
  };
}

async function withProgress(rows: readonly Omit<ListedRequest, "progress">[]): Promise<ListedRequest[]> {
  const counted = await db().refund.groupBy({
    by: ["requestId", "status"],
    where: { requestId: { in: rows.map(({ id }) => id) } },
    _count: true,
  });
  return rows.map((row) => ({
    ...row,
    progress: Object.fromEntries(
      counted.filter(({ requestId }) => requestId === row.id).map(({ status, _count }) => [status, _count]),
    ),
  }));
}

const refundSelect = {
  id: true,
  outRefundNo: true,
  status: true,
  cause: true,
  amountFen: true,
  cancels: true,
  failureCode: true,
  createdAt: true,
  nextTryAt: true,
  successTime: true,
  charge: {
    select: {
      orderId: true,
      registration: { select: { name: true, documentMasked: true, registrationNumber: true } },
    },
  },
} as const satisfies Prisma.RefundSelect;

export type ListedRefund = Prisma.RefundGetPayload<{ select: typeof refundSelect }>;

/** The maximum number of rows on a page that reloads every two seconds. */
const ROWS_WHILE_RUNNING = 200;

/**
 * A request with its refunds; those that need a person come first. While the request runs only the first two hundred
 * are returned, because a whole exam session has thousands. `done`, `running` and `ended` count all of them; `ended`
 * counts the registrations that end with it.
 */
export async function refundRequest(id: string) {
  const request = await db().refundRequest.findUnique({ where: { id }, select: requestSelect });
  if (!request) return null;
  const groups = await db().refund.groupBy({ by: ["status", "cancels"], where: { requestId: id }, _count: true });
  const count = (some: typeof groups) => some.reduce((sum, { _count }) => sum + _count, 0);
  const running = count(groups.filter(({ status }) => status === "PENDING" || status === "PROCESSING"));
  const refunds = await db().refund.findMany({
    where: { requestId: id },
    select: refundSelect,
    // The vocabulary lists the states that need a person last, so this sort order puts them first.
    orderBy: [{ status: "desc" }, { id: "asc" }],
    ...(running > 0 && { take: ROWS_WHILE_RUNNING }),
  });
  return {
    ...request,
    refunds,
    running,
    done: count(groups.filter(({ status }) => status === "SUCCEEDED")),
    ended: count(groups.filter(({ cancels }) => cancels)),
  };
}

/** Refunds that the system started by itself and that have not finished, oldest first. */
export const automaticRefunds = (): Promise<ListedRefund[]> =>
  db().refund.findMany({
    where: { cause: "SURPLUS", status: { in: ["PENDING", "PROCESSING", "ABNORMAL", "CLOSED", "REFUSED"] } },
    select: refundSelect,
    orderBy: { createdAt: "asc" },
    take: 200,
  });

export type Refundable = {
  chargeId: string;
  orderId: string | null;
  name: string | null;
  documentMasked: string | null;
  registrationNumber: string | null;
  paidFen: number;
  leftFen: number;
};

type Which = { orderIds: readonly string[] } | { chargeIds: readonly string[] } | { examSessionId: string };

function which(wanted: Which): Prisma.LedgerEntryWhereInput {
  if ("orderIds" in wanted) return { orderId: { in: [...wanted.orderIds] } };
  if ("chargeIds" in wanted) return { id: { in: [...wanted.chargeIds] } };
  return { order: { status: "SUCCEEDED", registration: { examSessionId: wanted.examSessionId } } };
}

/** What is left of the charges of these orders, of these charges, or of every settled charge of an exam session. */
export async function refundable(wanted: Which): Promise<Refundable[]> {
  const rows = await db().ledgerEntry.findMany({
    where: { kind: "CHARGE", ...which(wanted) },
    select: {
      id: true,
      orderId: true,
      transactionId: true,
      amountFen: true,
      registration: { select: { name: true, documentMasked: true, registrationNumber: true } },
      refunds: { select: { status: true, cause: true, amountFen: true } },
    },
    orderBy: { id: "asc" },
  });
  const corrections = await correctionsOf(rows);
  return rows.map(({ id, orderId, transactionId, amountFen, registration, refunds }) => ({
    chargeId: id,
    orderId,
    name: registration?.name ?? null,
    documentMasked: registration?.documentMasked ?? null,
    registrationNumber: registration?.registrationNumber ?? null,
    paidFen: amountFen,
    leftFen: refundableFen({ amountFen, refunds, correctionsFen: corrections.get(transactionId) ?? 0 }),
  }));
}

/** When the next refund is due to be sent or queried; null when none is in progress. */
export async function nextRefundAt(): Promise<Date | null> {
  const next = await db().refund.findFirst({
    where: { status: { in: ["PENDING", "PROCESSING"] } },
    select: { nextTryAt: true },
    orderBy: { nextTryAt: "asc" },
  });
  return next?.nextTryAt ?? null;
}
