import { verify, type KeyObject } from "node:crypto";

/**
 * `signature_probe`: WeChat tests us with a wrong signature that it marks as such; refused like any other, and no
 * reason for an alert. `key_unreadable`: the key's file cannot be read just now, so that nothing is known about the
 * message.
 */
export type SignatureProblem =
  | "signature_missing"
  | "signature_probe"
  | "signature_stale"
  | "serial_unknown"
  | "key_unreadable"
  | "signature_wrong";

/** Looks up WeChat's key by the serial a message names; undefined when no such key is known. */
export type KeyLookup = (serial: string) => Promise<KeyObject | "unreadable" | undefined>;

/** How the value of a deliberately wrong signature begins. */
const PROBE = "WECHATPAY/SIGNTEST/";

type HeaderSource = { get(name: string): string | null };

/** "防止重放攻击": WeChat asks that a message be refused when its timestamp is more than five minutes off. */
const FRESH_SECONDS = 300;

/**
 * Verifies a response or a notification over its raw bytes, in the documented order: headers, age, serial, signature.
 * null when it is WeChat's. The age comes before the serial, so that a recorded message cannot make us fetch
 * certificates.
 */
export async function findSignatureProblem(
  headers: HeaderSource,
  body: Uint8Array,
  keyOf: KeyLookup,
  now: Date,
): Promise<SignatureProblem | null> {
  const timestamp = headers.get("wechatpay-timestamp");
  const nonce = headers.get("wechatpay-nonce");
  const serial = headers.get("wechatpay-serial");
  const signature = headers.get("wechatpay-signature");
  if (!timestamp || !nonce || !serial || !signature) return "signature_missing";
  // No base64 text begins so: such a signature can never be right, whatever else the message says.
  if (signature.startsWith(PROBE)) return "signature_probe";
  if (!isFresh(timestamp, now)) return "signature_stale";

  const key = await keyOf(serial);
  if (!key) return "serial_unknown";
  if (key === "unreadable") return "key_unreadable";

  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from("\n")]);
  return verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64")) ? null : "signature_wrong";
}

function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(Math.floor(now.getTime() / 1000) - Number(timestamp)) <= FRESH_SECONDS;
}
