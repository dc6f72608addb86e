import { createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { PlatformCertificate } from "@/lib/adapter/wechat-pay/platform-certificates";

type Sources = {
  publicKey: { id: string; file: string } | undefined;
  /** Asks WeChat for its certificates; rejects when it cannot. */
  fetchCertificates: () => Promise<Map<string, PlatformCertificate>>;
};

export type KeyRing = {
  /**
   * WeChat's key of that serial, fetched when it is a certificate we have not seen; "unreadable" when the public key's
   * file cannot be read.
   */
  keyOf: (serial: string, now: Date) => Promise<KeyObject | "unreadable" | undefined>;
  /** The same, from memory only. */
  knownKeyOf: (serial: string, now: Date) => Promise<KeyObject | "unreadable" | undefined>;
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

  /**
   * Whether the last fetch is recent. A fetch in the future was made while this machine's clock was wrong, and counts
   * as old.
   */
  const isWithin = (ms: number, now: Date) => lastFetch <= now.getTime() && now.getTime() - lastFetch < ms;

  const certificateKey = (serial: string, now: Date) => {
    const certificate = certificates.get(serial.toUpperCase());
    return certificate && certificate.validFrom <= now && now <= certificate.validTo ? certificate.key : undefined;
  };

  const refresh = (now: Date): Promise<void> => {
    if (fetching) return fetching;
    if (isWithin(FETCH_PAUSE_MS, now)) return Promise.resolve();
    lastFetch = now.getTime();
    fetching = fetchCertificates()
      .then((fetched) => {
        if (fetched.size > 0) certificates = fetched;
      })
      // The caller then treats the serial as unknown.
      .catch(() => undefined)
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  };

  const knownKeyOf = async (serial: string, now: Date) =>
    serial === publicKey?.id ? publicKeyOfFile?.() : certificateKey(serial, now);

  return {
    knownKeyOf,
    keyOf: async (serial, now) => {
      // Only serials of certificates are fetched: a public key's id never appears in the list.
      if (!/^[0-9A-F]{16,40}$/i.test(serial)) return knownKeyOf(serial, now);
      const known = certificateKey(serial, now);
      if (known && isWithin(STALE_AFTER_MS, now)) return known;
      await refresh(now);
      return certificateKey(serial, now);
    },
  };
}

/**
 * Reads the key again when its file has changed, so that correcting it needs no restart. Asked for every message, and
 * so without a promise: the kernel answers in microseconds, the thread pool costs as much as the signature. A file that
 * is missing, closed to us or half written (while somebody replaces it) is no error of the caller's: the next message
 * asks again.
 */
function rereadKey(file: string): () => KeyObject | "unreadable" {
  let cached: { modified: number; key: KeyObject } | undefined;
  return () => {
    try {
      const { mtimeMs: modified } = statSync(file);
      if (cached?.modified !== modified) cached = { modified, key: createPublicKey(readFileSync(file)) };
      return cached.key;
    } catch {
      return "unreadable";
    }
  };
}
