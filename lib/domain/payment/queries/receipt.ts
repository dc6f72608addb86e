import { db, type Prisma } from "@/lib/adapter/db/client";

const receiptSelect = {
  outTradeNo: true,
  transactionId: true,
  amountFen: true,
  successTime: true,
  ledger: { where: { kind: { in: ["REFUND", "CORRECTION"] } }, select: { amountFen: true } },
  registration: {
    select: {
      name: true,
      documentMasked: true,
      registrationNumber: true,
      language: { select: { name: true } },
      examSession: {
        select: {
          id: true,
          title: true,
          schoolName: true,
          contactPhone: true,
          contactHours: true,
          brandColour: true,
          emblemHash: true,
        },
      },
    },
  },
} as const satisfies Prisma.PaymentOrderSelect;

export type ReceiptOrder = Prisma.PaymentOrderGetPayload<{ select: typeof receiptSelect }>;

/** Loads a settled order for its receipt: a candidate's own, or any order for staff. */
export const receiptOrder = (orderId: string, owner: { accountId: string } | "staff"): Promise<ReceiptOrder | null> =>
  db().paymentOrder.findFirst({
    where: {
      id: orderId,
      status: "SUCCEEDED",
      ...(owner === "staff" ? {} : { registration: { accountId: owner.accountId } }),
    },
    select: receiptSelect,
  });
