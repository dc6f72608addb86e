import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

// An authenticator for passkeys as WebAuthn Level 3 describes it, with a key in memory. It answers as a browser hands
// its answers on (base64url), so that the server's side is tried with right and with wrong ones.

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** CBOR (RFC 8949), as far as an attestation needs it: a head of a major type, and lengths below 65,536. */
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
const cborText = (text: string) => Buffer.concat([head(3, Buffer.byteLength(text)), Buffer.from(text)]);
const cborBytes = (bytes: Uint8Array) => Buffer.concat([head(2, bytes.length), bytes]);
const cborNumber = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const cborMap = (pairs: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_KEY = 0x40;

/** `verifies`: whether it asks its owner for a finger or a PIN. */
export function newAuthenticator({ origin, verifies = true }: { origin: string; verifies?: boolean }) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(16);
  const flags = PRESENT | (verifies ? VERIFIED : 0);
  const data = (more: number, counter: number) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags | more]), count]);
  };
  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const named = { id: base64url(id), rawId: base64url(id), type: "public-key", clientExtensionResults: {} };

  return {
    credentialId: base64url(id),

    /** What the browser posts after it made the key for these options. */
    make(options: string): string {
      const { challenge } = JSON.parse(options) as { challenge: string };
      const coseKey = cborMap([
        [cborNumber(1), cborNumber(2)],
        [cborNumber(3), cborNumber(-7)],
        [cborNumber(-1), cborNumber(1)],
        [cborNumber(-2), cborBytes(Buffer.from(x, "base64url"))],
        [cborNumber(-3), cborBytes(Buffer.from(y, "base64url"))],
      ]);
      const authData = Buffer.concat([data(WITH_KEY, 0), Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey]);
      const attestationObject = cborMap([
        [cborText("fmt"), cborText("none")],
        [cborText("attStmt"), cborMap([])],
        [cborText("authData"), cborBytes(authData)],
      ]);
      return JSON.stringify({
        ...named,
        response: {
          clientDataJSON: base64url(clientData("webauthn.create", challenge)),
          attestationObject: base64url(attestationObject),
          transports: ["internal"],
        },
      });
    },

    /** What the browser posts after the key signed for these options. */
    sign(options: string, counter = 0): string {
      const { challenge } = JSON.parse(options) as { challenge: string };
      const client = clientData("webauthn.get", challenge);
      const authenticatorData = data(0, counter);
      const hash = createHash("sha256").update(client).digest();
      return JSON.stringify({
        ...named,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(authenticatorData),
          signature: base64url(sign("sha256", Buffer.concat([authenticatorData, hash]), privateKey)),
        },
      });
    },
  };
}
