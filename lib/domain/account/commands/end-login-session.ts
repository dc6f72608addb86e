import { db } from "@/lib/adapter/db/client";

/** Revokes one login session. The next request with its cookie is signed out. */
export async function endLoginSession({ loginSessionId, now }: { loginSessionId: string; now: Date }): Promise<void> {
  await db().loginSession.updateMany({ where: { id: loginSessionId, revokedAt: null }, data: { revokedAt: now } });
}
