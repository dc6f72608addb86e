import { ok, refuse } from "@/lib/core/result";
import { solvedProof } from "@/lib/crypto/proof-of-work";
import { db } from "@/lib/db/client";
import { violatedIndex } from "@/lib/db/transact";
import { type Limit, take } from "@/lib/rate-limit/limiter";

/** What a browser brings along when it is asked for more: a solved challenge, or the word that it could solve one. */
export type Effort = { proof: string | null; capable: boolean };

/** No proof, and none to be expected: the patience of `slow` decides. */
export const noEffort: Effort = { proof: null, capable: false };

/**
 * Above a threshold a solved challenge lets one act through. A browser that cannot solve one (no JavaScript, no secure context) is not
 * shut out: it goes at the pace of `slow`.
 */
export async function showEffort({ proof, capable }: Effort, slow: Limit, key: string) {
  if (proof) {
    const solved = await solvedProof(proof);
    if (!solved) return refuse("proof_not_valid");
    try {
      await db().solvedChallenge.create({ data: solved });
    } catch (error) {
      if (violatedIndex(error)) return refuse("proof_not_valid");
      throw error;
    }
    return ok(null);
  }
  if (capable) return refuse("proof_demanded");
  const { allowed } = await take(slow, key);
  return allowed ? ok(null) : refuse("slow_down");
}
