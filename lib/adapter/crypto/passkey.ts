import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import { env } from "@/lib/env";

// Passkeys (WebAuthn Level 3): an authenticator signs a challenge for this site alone. User verification (fingerprint,
// face, PIN) is always demanded, so a found key is worth nothing.

const site = () => {
  const { origin, hostname } = new URL(env().APP_URL);
  return { origin, rpId: hostname };
};

/** A passkey as the database keeps it. */
export type StoredKey = { credentialId: string; publicKey: Uint8Array; counter: bigint; transports: readonly string[] };

/** What a browser is asked to make a key with. `challenge` must be kept for the answer. */
export const newKeyOptions = ({
  userId,
  userName,
  present,
}: {
  userId: string;
  userName: string;
  present: readonly StoredKey[];
}) =>
  generateRegistrationOptions({
    rpName: "学士学位外语报名系统",
    rpID: site().rpId,
    userName,
    userID: new TextEncoder().encode(userId),
    attestationType: "none",
    excludeCredentials: present.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
  });

/** What a browser is asked to sign with one of these keys. `challenge` must be kept for the answer. */
export const signOptions = (keys: readonly StoredKey[]) =>
  generateAuthenticationOptions({
    rpID: site().rpId,
    allowCredentials: keys.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
    userVerification: "required",
  });

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);
const answered = z.object({ id: base64url, rawId: base64url, type: z.literal("public-key") });
const newKeyAnswer = answered.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});
const signedAnswer = answered.extend({
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
});

/** The posted text as JSON of one shape; null for anything else. */
function parsed<T>(shape: z.ZodType<T>, text: string): T | null {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The id of the key that an answer was signed with; null when it is no such answer. It proves nothing yet. */
export const answeringKey = (answer: string): string | null => parsed(signedAnswer, answer)?.id ?? null;

/** The key that a browser has made for this challenge; null when the answer is malformed or not right. */
export async function madeKey(answer: string, challenge: string): Promise<StoredKey | null> {
  const given = parsed(newKeyAnswer, answer);
  if (!given) return null;
  const { origin, rpId } = site();
  const result = await verifyRegistrationResponse({
    response: { ...given, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified) return null;
  const { id, publicKey, counter } = result.registrationInfo.credential;
  return { credentialId: id, publicKey, counter: BigInt(counter), transports: given.response.transports };
}

/**
 * The counter of the key after it has signed this challenge; null when the answer is malformed or not right, also when
 * the key's counter went back, as a copied key's does.
 */
export async function signedCounter(answer: string, challenge: string, key: StoredKey): Promise<bigint | null> {
  const given = parsed(signedAnswer, answer);
  if (!given || given.id !== key.credentialId) return null;
  const { origin, rpId } = site();
  const result = await verifyAuthenticationResponse({
    response: { ...given, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    credential: {
      id: key.credentialId,
      publicKey: new Uint8Array(key.publicKey),
      counter: Number(key.counter),
      transports: [...key.transports],
    },
    requireUserVerification: true,
  }).catch(() => null);
  return result?.verified ? BigInt(result.authenticationInfo.newCounter) : null;
}
