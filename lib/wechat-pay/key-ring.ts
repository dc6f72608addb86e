import { createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { PlatformCertificate } from "@/lib/wechat-pay/platform-certificates";

type Sources = {
  publicKey: { id: string; file: string } | undefined;
  /** Asks WeChat for its certificates; rejects when it cannot. */
  fetchCertificates: () => Promise<Map<string, PlatformCertificate>>;
};

export type KeyRing = {
  /** WeChat's key of that serial, fetched when it is a certificate we have not seen. */
  keyOf: (serial: string, now: Date) => Promise<KeyObject | undefined>;
  /** The same, from memory only. */
  knownKeyOf: (serial: string, now: Date) => Promise<KeyObject | undefined>;
};

const FETCH_PAUSE_MS = 60_000;
/** WeChat lists a new certificate 24 hours before it signs with it and asks merchants to look every 12. */
const STALE_AFTER_MS = 12 * 60 * 60 * 1000;

/**
 * WeChat's keys: the public key from its file and the platform certificates, side by side, because during a migration
 * messages come signed by either. However many forged serials arrive, certificates are asked for once a minute at most,
 * by one caller at a time, successful or not.
 */
export function createKeyRing({ publicKey, fetchCertificates }: Sources): KeyRing {
  const publicKeyOfFile = publicKey ? rereadKey(publicKey.file) : undefined;
  let certificates = new Map<string, PlatformCertificate>();
  let lastFetch = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  const certificateKey = (serial: string, now: Date) => {
    const certificate = certificates.get(serial.toUpperCase());
    return certificate && certificate.validFrom <= now && now <= certificate.validTo ? certificate.key : undefined;
  };

  const refresh = (now: Date): Promise<void> => {
    if (fetching) return fetching;
    if (now.getTime() - lastFetch < FETCH_PAUSE_MS) return Promise.resolve();
    lastFetch = now.getTime();
    fetching = fetchCertificates()
      .then((fetched) => {
        if (fetched.size > 0) certificates = fetched;
      })
      // The caller sees an unknown serial, which is what an unreachable list amounts to.
      .catch(() => undefined)
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };

  const knownKeyOf = async (serial: string, now: Date) => (serial === publicKey?.id ? publicKeyOfFile?.() : certificateKey(serial, now));

  return {
    knownKeyOf,
    keyOf: async (serial, now) => {
      // Only a certificate's serial is worth a question; a public key's id never appears in the list.
      if (!/^[0-9A-F]{16,40}$/i.test(serial)) return knownKeyOf(serial, now);
      const known = certificateKey(serial, now);
      if (known && now.getTime() - lastFetch < STALE_AFTER_MS) return known;
      await refresh(now);
      return certificateKey(serial, now);
    },
  };
}

/**
 * Reads the key again when its file has changed, so that correcting it needs no restart. Asked for every message, and so without a
 * promise: the kernel answers in microseconds, the thread pool costs as much as the signature.
 */
function rereadKey(file: string): () => KeyObject {
  let cached: { modified: number; key: KeyObject } | undefined;
  return () => {
    const { mtimeMs: modified } = statSync(file);
    if (cached?.modified !== modified) cached = { modified, key: createPublicKey(readFileSync(file)) };
    return cached.key;
  };
}
