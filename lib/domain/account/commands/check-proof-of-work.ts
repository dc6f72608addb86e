import { ok, refuse } from "@/lib/core/result";
import { solvedProof } from "@/lib/adapter/crypto/proof-of-work";
import { db } from "@/lib/adapter/db/client";
import { violatedIndex } from "@/lib/adapter/db/transact";
import { type Key, type Limit, take } from "@/lib/adapter/rate-limit/limiter";

/** What a browser brings along when it is asked for more: a solved challenge, or the word that it could solve one. */
export type ProofOfWork = { proof: string | null; capable: boolean };

/** No proof, and none to be expected: the patience of the slow limit decides. */
export const noProofOfWork: ProofOfWork = { proof: null, capable: false };

/** The challenge that the next try needs: for which act, and how much work. */
export type Demand = { purpose: string; price: number };

/** A refusal after which the page sets a challenge. */
export const refuseAndDemand = <E extends string>(error: E, demand: Demand | null) =>
  ({ ok: false, error, demand }) as const;

/**
 * A solved challenge lets one act through that has a price. Somebody else may have raised the price while it was being
 * solved, so half of it is enough. A browser that cannot solve one (no JavaScript, no secure context) is not shut out:
 * it goes at the pace of `slow`.
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
  const { allowed } = await take(slow.limit, slow.key);
  return allowed ? ok(null) : refuse("slow_down");
}
