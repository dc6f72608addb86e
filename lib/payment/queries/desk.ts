import { db, type Prisma } from "@/lib/db/client";
import type { PaymentOrderStatus } from "@/lib/db/enums";

const deskOrderSelect = {
  id: true,
  outTradeNo: true,
  status: true,
  amountFen: true,
  transactionId: true,
  successTime: true,
  createdAt: true,
  queriedAt: true,
  registration: { select: { name: true, registrationNumber: true, documentMasked: true } },
} as const satisfies Prisma.PaymentOrderSelect;

export type DeskOrder = Prisma.PaymentOrderGetPayload<{ select: typeof deskOrderSelect }>;

const DESK_PAGE = 50;

/** A page of orders for staff, newest first; `before` is the last id of the page before. `search` is a whole 报名号 or order number. */
export async function deskOrders({
  status,
  search,
  before,
}: {
  status?: PaymentOrderStatus | undefined;
  search?: string | undefined;
  before?: string | undefined;
}): Promise<{ orders: DeskOrder[]; next: string | null }> {
  const rows = await db().paymentOrder.findMany({
    where: {
      ...(status ? { status } : {}),
      ...(search ? { OR: [{ outTradeNo: search }, { transactionId: search }, { registration: { registrationNumber: search } }] } : {}),
      // UUIDv7 grows with time, so the key is also the order of the list.
      ...(before ? { id: { lt: before } } : {}),
    },
    select: deskOrderSelect,
    orderBy: { id: "desc" },
    take: DESK_PAGE + 1,
  });
  const orders = rows.slice(0, DESK_PAGE);
  return { orders, next: rows.length > DESK_PAGE ? (orders.at(-1)?.id ?? null) : null };
}

/** Orders by status and open cases, for the head of the desk's page. */
export async function paymentCounts(): Promise<{ byStatus: Partial<Record<PaymentOrderStatus, number>>; openCases: number }> {
  const [groups, openCases] = await Promise.all([
    db().paymentOrder.groupBy({ by: ["status"], _count: true }),
    db().paymentException.count({ where: { resolvedAt: null } }),
  ]);
  return { byStatus: Object.fromEntries(groups.map(({ status, _count }) => [status, _count])), openCases };
}

const caseSelect = {
  id: true,
  kind: true,
  outTradeNo: true,
  transactionId: true,
  amountFen: true,
  createdAt: true,
  order: { select: { amountFen: true, registration: { select: { registrationNumber: true } } } },
} as const satisfies Prisma.PaymentExceptionSelect;

export type OpenCase = Prisma.PaymentExceptionGetPayload<{ select: typeof caseSelect }>;

/** What waits for a person, oldest first. */
export const openCases = (): Promise<OpenCase[]> =>
  db().paymentException.findMany({ where: { resolvedAt: null }, select: caseSelect, orderBy: { createdAt: "asc" }, take: 200 });
