import { randomInt } from "node:crypto";
import { createChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { blindIndex } from "./encryption";

// One unit of price is 128 derivations of 5,000 rounds on average: one second on one core of an old phone, 0.14 s on a
// desktop. The server picks the number, between 64 and 192 derivations a unit, so that no browser has to compute for
// minutes.
const work = { algorithm: "PBKDF2/SHA-256", cost: 5_000 } as const;
const DERIVATIONS = { min: 64, max: 192 };
const VALID_MS = 10 * 60_000;

// altcha needs a text as its secret. It is derived from the server's key and does not reveal that key.
const secret = () => blindIndex("proof-of-work", "secret");
const purposeIndex = (purpose: string) => blindIndex("proof-of-work-purpose", purpose);

/**
 * A signed challenge for the widget, as JSON. The browser can solve it for ten minutes. It is valid for one action of
 * `purpose` (the action and the account), so that a cheap proof cannot be used for an expensive action. It takes
 * `price` units of work.
 */
export async function proofChallenge(purpose: string, price: number, now: Date): Promise<string> {
  const challenge = await createChallenge({
    ...work,
    deriveKey,
    counter: randomInt(DERIVATIONS.min * price, DERIVATIONS.max * price),
    data: { purpose: purposeIndex(purpose), price },
    expiresAt: new Date(now.getTime() + VALID_MS),
    hmacSignatureSecret: secret(),
  });
  return JSON.stringify(challenge);
}

type Payload = Pick<Parameters<typeof verifySolution>[0], "challenge" | "solution">;

function readPayload(payload: string): Payload | null {
  try {
    const parsed = JSON.parse(Buffer.from(payload, "base64").toString("utf8")) as Partial<Payload> | null;
    return parsed?.challenge?.parameters && parsed.solution ? (parsed as Payload) : null;
  } catch {
    return null;
  }
}

/**
 * Checks the solution from the widget. Returns the challenge's identity and price when we issued it for this purpose,
 * and it was solved in time; otherwise null. The caller must check that it was not redeemed before, because a solution
 * is valid for one action.
 */
export async function solvedProof(
  payload: string,
  purpose: string,
): Promise<{ id: string; price: number; expiresAt: Date } | null> {
  const read = readPayload(payload);
  const { expiresAt, data } = read?.challenge.parameters ?? {};
  const price = data?.["price"];
  if (
    !read ||
    typeof expiresAt !== "number" ||
    typeof price !== "number" ||
    data?.["purpose"] !== purposeIndex(purpose)
  )
    return null;
  try {
    const { verified } = await verifySolution({ ...read, deriveKey, hmacSignatureSecret: secret() });
    return verified ? { id: String(read.challenge.signature), price, expiresAt: new Date(expiresAt * 1000) } : null;
  } catch {
    // Malformed numbers and hex strings make the library throw. They count as an invalid proof.
    return null;
  }
}
