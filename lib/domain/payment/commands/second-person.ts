import { shanghaiMidnight } from "@/lib/core/clock";
import type { Fen } from "@/lib/core/money";
import type { Tx } from "@/lib/adapter/db/client";

type Wish = {
  staffId: string;
  /** The candidate's registration; null for money that belongs to no registration. */
  examSessions: readonly (string | null)[];
  amountFen: Fen;
};

/**
 * Whether a second person must confirm what a member of staff wants to refund or waive. His limit counts everything
 * that he alone refunded and waived on this Shanghai day, in whatever exam session, so that many small sums pass no
 * easier than a large one. What a second person decides does not count. Money of several exam sessions, or of none, has
 * no limit of its own and always needs a second person.
 *
 * Holds a lock of this person until the transaction ends: of two requests that he sends at once, the second one sees
 * the first.
 */
export async function needsSecondPerson(
  tx: Tx,
  { staffId, examSessions, amountFen }: Wish,
  now: Date,
): Promise<boolean> {
  const [only] = new Set(examSessions);
  if (new Set(examSessions).size !== 1 || !only) return true;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('second-person ' || ${staffId}, 0))::text`;
  const alone = { staffId, needsSecond: false, createdAt: { gte: shanghaiMidnight(now) } };
  const { refundLimitFen } = await tx.examSession.findUniqueOrThrow({
    where: { id: only },
    select: { refundLimitFen: true },
  });
  const refunded = await tx.refundRequest.aggregate({ where: alone, _sum: { totalFen: true } });
  const waived = await tx.waiverRequest.aggregate({ where: alone, _sum: { waivedFen: true } });
  return (refunded._sum.totalFen ?? 0) + (waived._sum.waivedFen ?? 0) + amountFen > refundLimitFen;
}
