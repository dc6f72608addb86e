import { createChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { blindIndex } from "./sealed";

// About 128 derivations of 5,000 rounds on average: a second or two on an old phone, nothing that a person must read or recognise.
const work = { algorithm: "PBKDF2/SHA-256", cost: 5_000, keyPrefix: "00" } as const;
const VALID_MS = 10 * 60_000;

// altcha wants a text as secret: one derived from the server's key, which it does not reveal.
const secret = () => blindIndex("proof-of-work", "secret");

/** A signed challenge for the widget, as JSON. It can be solved for ten minutes. */
export async function proofChallenge(now: Date): Promise<string> {
  const challenge = await createChallenge({
    ...work,
    deriveKey,
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
 * What the widget handed in: the challenge's identity when it is ours, in time and solved; else null. Whether it was redeemed before is
 * for the caller to ask (a solved challenge is worth one act).
 */
export async function solvedProof(payload: string): Promise<{ id: string; expiresAt: Date } | null> {
  const read = readPayload(payload);
  const expiresAt = read?.challenge.parameters.expiresAt;
  if (!read || typeof expiresAt !== "number") return null;
  try {
    const { verified } = await verifySolution({ ...read, deriveKey, hmacSignatureSecret: secret() });
    return verified ? { id: String(read.challenge.signature), expiresAt: new Date(expiresAt * 1000) } : null;
  } catch {
    // Malformed numbers and hex strings throw inside the library; they are no proof either.
    return null;
  }
}
