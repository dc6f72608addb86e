import { db } from "@/lib/adapter/db/client";
import { deleteExpiredLimits } from "@/lib/adapter/rate-limit/limiter";

const DAY = 24 * 60 * 60_000;

export type Deleted = { codes: number; challenges: number; limits: number; sessions: number };

/**
 * Deletes rows that are no longer needed: used codes and challenges, expired limit buckets, and login sessions that
 * ended a month ago.
 */
export async function deleteExpired(now: Date): Promise<Deleted> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY);
  // The limits count the codes of a whole day, so codes are kept for two.
  const codes = await db().smsCode.deleteMany({ where: { expiresAt: { lt: ago(2) } } });
  const challenges = await db().solvedChallenge.deleteMany({ where: { expiresAt: { lt: now } } });
  const limits = await deleteExpiredLimits(now);
  const sessions = await db().loginSession.deleteMany({
    where: { OR: [{ expiresAt: { lt: ago(30) } }, { revokedAt: { lt: ago(30) } }] },
  });
  return { codes: codes.count, challenges: challenges.count, limits, sessions: sessions.count };
}
