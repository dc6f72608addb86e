import { db, type Prisma } from "@/lib/db/client";
import type { PaymentOrderStatus } from "@/lib/db/enums";

const payingSelect = {
  id: true,
  status: true,
  name: true,
  documentMasked: true,
  idType: true,
  category: true,
  registrationNumber: true,
  paidAt: true,
  overrides: { select: { step: true, until: true } },
  school: { select: { name: true } },
  language: { select: { name: true, feeFen: true } },
  examSession: {
    select: {
      title: true,
      schoolName: true,
      feeFen: true,
      registrationOpensAt: true,
      registrationClosesAt: true,
      reviewOpensAt: true,
      reviewClosesAt: true,
      paymentOpensAt: true,
      paymentClosesAt: true,
      printingOpensAt: true,
      printingClosesAt: true,
    },
  },
} as const satisfies Prisma.RegistrationSelect;

export type PayingRegistration = Prisma.RegistrationGetPayload<{ select: typeof payingSelect }>;

/** A registration of this account with what its payment depends on. */
export const payingRegistration = ({
  accountId,
  registrationId,
}: {
  accountId: string;
  registrationId: string;
}): Promise<PayingRegistration | null> => db().registration.findFirst({ where: { id: registrationId, accountId }, select: payingSelect });

const ownOrderSelect = {
  id: true,
  outTradeNo: true,
  status: true,
  amountFen: true,
  codeUrl: true,
  codeUrlAt: true,
  timeExpire: true,
  transactionId: true,
  successTime: true,
  exceptions: { where: { resolvedAt: null }, select: { kind: true } },
} as const satisfies Prisma.PaymentOrderSelect;

export type OwnOrder = Prisma.PaymentOrderGetPayload<{ select: typeof ownOrderSelect }>;

/** The orders of a registration of this account, newest first. */
export const ownOrders = ({ accountId, registrationId }: { accountId: string; registrationId: string }): Promise<OwnOrder[]> =>
  db().paymentOrder.findMany({
    where: { registrationId, registration: { accountId } },
    select: ownOrderSelect,
    orderBy: { createdAt: "desc" },
  });

/** How an order stands, and whether a person must look at its money first. */
export type WaitingOrder = { status: PaymentOrderStatus; checking: boolean };

/**
 * The state of an order for the browser that waits for it: one statement from the login session to the order, because every waiting
 * page asks every two seconds. null when the session has ended or the order is somebody else's. Does not count as use of the session.
 */
export async function waitingOrderStatus(
  { loginSessionId, orderId }: { loginSessionId: string; orderId: string },
  now: Date,
): Promise<WaitingOrder | null> {
  const rows = await db().$queryRaw<WaitingOrder[]>`
    SELECT o.status::text AS status, EXISTS (SELECT FROM payment_exception e WHERE e.order_id = o.id AND e.resolved_at IS NULL) AS checking
    FROM login_session s
    JOIN registration r ON r.account_id = s.account_id
    JOIN payment_order o ON o.registration_id = r.id
    WHERE s.id = ${loginSessionId}::uuid AND s.revoked_at IS NULL AND s.expires_at > ${now}::timestamptz AND o.id = ${orderId}::uuid`;
  return rows[0] ?? null;
}

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
