import type { Demand } from "@/lib/domain/account/commands/check-proof-of-work";
import { proofChallenge } from "@/lib/adapter/crypto/proof-of-work";

/** The challenge that a refusal demands, as JSON for the widget; null when it demands none. */
export async function challengeAfter(refusal: { error: string; demand?: Demand | null }): Promise<string | null> {
  const { demand } = refusal;
  return demand && demand.price > 0 ? await proofChallenge(demand.purpose, demand.price, new Date()) : null;
}
