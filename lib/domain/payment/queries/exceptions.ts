import { db, type Prisma } from "@/lib/adapter/db/client";

const caseSelect = {
  id: true,
  kind: true,
  reference: true,
  outTradeNo: true,
  transactionId: true,
  amountFen: true,
  expectedFen: true,
  happenedAt: true,
  billDate: true,
  createdAt: true,
  resolvedAt: true,
  resolution: true,
  note: true,
  resolvedBy: { select: { name: true } },
  refund: { select: { outRefundNo: true, failureCode: true } },
  order: {
    select: { id: true, registration: { select: { name: true, registrationNumber: true, documentMasked: true } } },
  },
} as const satisfies Prisma.PaymentExceptionSelect;

export type PaymentExceptionView = Prisma.PaymentExceptionGetPayload<{ select: typeof caseSelect }>;

export const MAX_LISTED_EXCEPTIONS = 200;

/** The facts of an exception that decide what staff type to confirm an action. null for an unknown id. */
export const exceptionToConfirm = (id: string) =>
  db().paymentException.findUnique({ where: { id }, select: { kind: true, amountFen: true, expectedFen: true } });

/** Unresolved exceptions, oldest first, at most MAX_CASES at a time. */
export const unresolvedExceptions = (): Promise<PaymentExceptionView[]> =>
  db().paymentException.findMany({
    where: { resolvedAt: null },
    select: caseSelect,
    orderBy: { createdAt: "asc" },
    take: MAX_LISTED_EXCEPTIONS,
  });

const RESOLVED_PAGE = 50;

/** A page of resolved exceptions, most recently resolved first. `before` is the last id of the previous page. */
export async function resolvedExceptions(
  before?: string,
): Promise<{ cases: PaymentExceptionView[]; next: string | null }> {
  const mark = before
    ? await db().paymentException.findUnique({ where: { id: before }, select: { id: true, resolvedAt: true } })
    : null;
  const older = mark?.resolvedAt && {
    OR: [{ resolvedAt: { lt: mark.resolvedAt } }, { resolvedAt: mark.resolvedAt, id: { lt: mark.id } }],
  };
  const found = await db().paymentException.findMany({
    where: { resolvedAt: { not: null }, ...older },
    select: caseSelect,
    orderBy: [{ resolvedAt: "desc" }, { id: "desc" }],
    take: RESOLVED_PAGE + 1,
  });
  const cases = found.slice(0, RESOLVED_PAGE);
  return { cases, next: found.length > RESOLVED_PAGE ? (cases.at(-1)?.id ?? null) : null };
}

/**
 * Finds exceptions, resolved or not, by the number of an order, a payment or a refund. This is the only search that
 * finds money without a registration.
 */
export const exceptionsOfNumber = (number: string): Promise<PaymentExceptionView[]> =>
  db().paymentException.findMany({
    where: {
      OR: [
        { reference: number },
        { outTradeNo: number },
        { transactionId: number },
        { refund: { outRefundNo: number } },
      ],
    },
    select: caseSelect,
    orderBy: { createdAt: "desc" },
    take: 50,
  });
