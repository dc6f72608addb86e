import type { Demand } from "@/lib/domain/account/commands/check-proof-of-work";
import { proofChallenge } from "@/lib/adapter/crypto/proof-of-work";

/** The challenge that a refusal asks for, for the widget, as JSON; null when it asks for none. */
export async function challengeAfter(refusal: { error: string; demand?: Demand | null }): Promise<string | null> {
  const { demand } = refusal;
  return demand && demand.price > 0 ? await proofChallenge(demand.purpose, demand.price, new Date()) : null;
}
