import { z } from "zod";
import { readRows } from "@/lib/adapter/db/read-rows";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { PaymentOrderStatus, type RefundCause, type RefundStatus } from "@/lib/adapter/db/enums";
import { windowColumns } from "@/lib/domain/exam-session/windows";

const payingSelect = {
  id: true,
  status: true,
  name: true,
  documentMasked: true,
  documentEncrypted: true,
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
      payerIdentity: true,
      ...windowColumns,
    },
  },
} as const satisfies Prisma.RegistrationSelect;

export type PayingRegistration = Prisma.RegistrationGetPayload<{ select: typeof payingSelect }>;

/** A registration of this account with the data that its payment depends on. */
export const payingRegistration = ({
  accountId,
  registrationId,
}: {
  accountId: string;
  registrationId: string;
}): Promise<PayingRegistration | null> =>
  db().registration.findFirst({ where: { id: registrationId, accountId }, select: payingSelect });

const ownOrderSelect = {
  id: true,
  outTradeNo: true,
  status: true,
  amountFen: true,
  channel: true,
  prepay: true,
  prepayAt: true,
  timeExpire: true,
  transactionId: true,
  successTime: true,
  exceptions: { where: { resolvedAt: null }, select: { kind: true } },
  ledger: {
    where: { kind: "CHARGE" },
    select: {
      refunds: {
        select: { status: true, cause: true, amountFen: true, successTime: true },
        orderBy: { createdAt: "desc" },
      },
    },
  },
} as const satisfies Prisma.PaymentOrderSelect;

type OwnRefund = { status: RefundStatus; cause: RefundCause; amountFen: number; successTime: Date | null };

export type OwnOrder = Omit<Prisma.PaymentOrderGetPayload<{ select: typeof ownOrderSelect }>, "ledger"> & {
  /** Refunds of the order, finished or in progress, newest first. */
  refunds: OwnRefund[];
};

/** The orders of a registration of this account, newest first. */
export async function ownOrders({
  accountId,
  registrationId,
}: {
  accountId: string;
  registrationId: string;
}): Promise<OwnOrder[]> {
  const rows = await db().paymentOrder.findMany({
    where: { registrationId, registration: { accountId } },
    select: ownOrderSelect,
    orderBy: { createdAt: "desc" },
  });
  return rows.map(({ ledger, ...order }) => ({ ...order, refunds: ledger.flatMap((entry) => entry.refunds) }));
}

/** The status of an order, and whether a person must check its money first. */
const waitingColumns = { status: z.enum(PaymentOrderStatus), checking: z.boolean() };
export type WaitingOrder = { status: PaymentOrderStatus; checking: boolean };

/**
 * The state of an order for the browser that waits for its payment. It is one statement from the login session to the
 * order, because every waiting page requests it every two seconds. Returns null when the login session has ended or the
 * order belongs to another account. The request does not extend the login session.
 */
export async function waitingOrderStatus(
  { loginSessionId, orderId }: { loginSessionId: string; orderId: string },
  now: Date,
): Promise<WaitingOrder | null> {
  const rows = readRows(
    waitingColumns,
    await db().$queryRaw`
    SELECT o.status::text AS status, EXISTS (SELECT FROM payment_exception e WHERE e.order_id = o.id AND e.resolved_at IS NULL) AS checking
    FROM login_session s
    JOIN registration r ON r.account_id = s.account_id
    JOIN payment_order o ON o.registration_id = r.id
    WHERE s.id = ${loginSessionId}::uuid AND s.revoked_at IS NULL AND s.expires_at > ${now}::timestamptz AND o.id = ${orderId}::uuid`,
  );
  return rows[0] ?? null;
}
