import { proofChallenge } from "@/lib/crypto/proof-of-work";

/** A challenge for the widget, as JSON. */
export const freshChallenge = (): Promise<string> => proofChallenge(new Date());
