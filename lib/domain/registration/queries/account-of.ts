import { db } from "@/lib/adapter/db/client";

/** The account of a registration; null when there is no such registration. */
export async function accountOf(registrationId: string): Promise<string | null> {
  const row = await db().registration.findUnique({ where: { id: registrationId }, select: { accountId: true } });
  return row?.accountId ?? null;
}
