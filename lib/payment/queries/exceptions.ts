import { db, type Prisma } from "@/lib/db/client";

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
  order: { select: { id: true, registration: { select: { name: true, registrationNumber: true, documentMasked: true } } } },
} as const satisfies Prisma.PaymentExceptionSelect;

export type PaymentCase = Prisma.PaymentExceptionGetPayload<{ select: typeof caseSelect }>;

export const MOST_CASES = 200;

/** What waits for a person, oldest first; MOST_CASES at a time. */
export const openCases = (): Promise<PaymentCase[]> =>
  db().paymentException.findMany({ where: { resolvedAt: null }, select: caseSelect, orderBy: { createdAt: "asc" }, take: MOST_CASES });

/** What was answered last. */
export const resolvedCases = (): Promise<PaymentCase[]> =>
  db().paymentException.findMany({ where: { resolvedAt: { not: null } }, select: caseSelect, orderBy: { resolvedAt: "desc" }, take: 50 });

/** The cases, open or answered, of a number that finance typed: of an order, a payment or a refund. Money of nobody's registration is found here alone. */
export const casesOfNumber = (number: string): Promise<PaymentCase[]> =>
  db().paymentException.findMany({
    where: { OR: [{ reference: number }, { outTradeNo: number }, { transactionId: number }, { refund: { outRefundNo: number } }] },
    select: caseSelect,
    orderBy: { createdAt: "desc" },
    take: 50,
  });
