import { db } from "@/lib/adapter/db/client";

/** Ends one signed-in browser at once: the next request that carries its cookie finds nobody. */
export async function endLoginSession({ loginSessionId, now }: { loginSessionId: string; now: Date }): Promise<void> {
  await db().loginSession.updateMany({ where: { id: loginSessionId, revokedAt: null }, data: { revokedAt: now } });
}
