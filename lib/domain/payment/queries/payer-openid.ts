import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { Payer } from "../payer";

/** A payment inside WeChat. Whether money went back since does not matter. */
const paidInside = { channel: "JSAPI", status: "SUCCEEDED", payerEncrypted: { not: null } } as const;

/** The accounts that paid inside WeChat. */
export const paidInsideWeChat = {
  registrations: { some: { orders: { some: paidInside } } },
} as const satisfies Prisma.AccountWhereInput;

/** The openid with which an account last paid inside WeChat; null when it never did. */
export async function payerOpenid(accountId: string): Promise<string | null> {
  const order = await db().paymentOrder.findFirst({
    where: { ...paidInside, registration: { accountId } },
    orderBy: { successTime: "desc" },
    select: { id: true, payerEncrypted: true },
  });
  if (!order?.payerEncrypted) return null;
  const payer = JSON.parse(decryptColumn("payment_order.payer_encrypted", order.id, order.payerEncrypted)) as Payer;
  return payer.openid ?? null;
}
