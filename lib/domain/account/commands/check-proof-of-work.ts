import { ok, refuse } from "@/lib/core/result";
import { solvedProof } from "@/lib/adapter/crypto/proof-of-work";
import { db } from "@/lib/adapter/db/client";
import { violatedIndex } from "@/lib/adapter/db/transact";
import { type Key, type Limit, consume } from "@/lib/adapter/rate-limit/limiter";

/** What a browser sends when a proof is required: a solved challenge, or the statement whether it could solve one. */
export type ProofOfWork = { proof: string | null; capable: boolean };

/** No proof, and the browser cannot produce one: the slow limit applies. */
export const noProofOfWork: ProofOfWork = { proof: null, capable: false };

/** The challenge for the next try: for which action, and how much work. */
export type Demand = { purpose: string; price: number };

/** The refusals after which the page shows a challenge. */
export const refuseAndDemand = <E extends string>(error: E, demand: Demand | null) =>
  ({ ok: false, error, demand }) as const;

/**
 * Lets an action with a price pass when the challenge was solved. Other visitors may have raised the price in the
 * meantime, so half of it is enough. A browser that cannot solve a challenge (no JavaScript, no secure context) is not
 * locked out: the slower limit `slow` applies to it.
 */
export async function checkProofOfWork(
  { proof, capable }: ProofOfWork,
  demand: Demand,
  slow: { limit: Limit; key: Key },
) {
  if (demand.price === 0) return ok(null);
  if (proof) {
    const solved = await solvedProof(proof, demand.purpose);
    if (!solved || solved.price * 2 < demand.price) return refuseAndDemand("proof_not_valid", demand);
    try {
      await db().solvedChallenge.create({ data: { id: solved.id, expiresAt: solved.expiresAt } });
    } catch (error) {
      if (violatedIndex(error)) return refuseAndDemand("proof_not_valid", demand);
      throw error;
    }
    return ok(null);
  }
  if (capable) return refuseAndDemand("proof_demanded", demand);
  const { allowed } = await consume(slow.limit, slow.key);
  return allowed ? ok(null) : refuse("slow_down");
}
