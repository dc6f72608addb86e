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

/** What waits for a person, oldest first. */
export const openCases = (): Promise<PaymentCase[]> =>
  db().paymentException.findMany({ where: { resolvedAt: null }, select: caseSelect, orderBy: { createdAt: "asc" }, take: 200 });

/** What was answered last. */
export const resolvedCases = (): Promise<PaymentCase[]> =>
  db().paymentException.findMany({ where: { resolvedAt: { not: null } }, select: caseSelect, orderBy: { resolvedAt: "desc" }, take: 50 });
