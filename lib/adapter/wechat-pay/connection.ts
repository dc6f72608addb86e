import { createSign } from "node:crypto";
import { CallFailed, type Answer, unknown } from "@/lib/adapter/wechat-pay/answer";
import type { WeChatPayConfig } from "@/lib/adapter/wechat-pay/config";
import { createKeyRing, type KeyRing } from "@/lib/adapter/wechat-pay/key-ring";
import { Library } from "@/lib/adapter/wechat-pay/library";
import type { Delivered } from "@/lib/adapter/wechat-pay/transport";
import { readCertificates, type PlatformCertificate } from "@/lib/adapter/wechat-pay/platform-certificates";

const DEFAULT_TIMEOUT_MS = 10_000;
/** A notification may have to wait for the list and must still be answered within five seconds. */
const CERTIFICATES_TIMEOUT_MS = 4000;

export type Connection = {
  keyRing: KeyRing;
  timeoutMs: number;
  /** The merchant's signature over a text: RSA with SHA-256, base64; null while the key cannot be read. */
  sign(text: string): string | null;
  /** One signed request, its answer verified. Every failure comes back as a value. */
  call(
    run: (library: Library) => Promise<{ status: number; data?: unknown }>,
    timeoutMs?: number,
  ): Promise<Answer<Delivered>>;
};

/** Ties requests and WeChat's keys together; each needs the other when a certificate is new. */
export function connect(config: WeChatPayConfig): Connection {
  const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const keyRing: KeyRing = createKeyRing({
    publicKey: config.publicKey,
    fetchCertificates: () => fetchCertificates(config, keyRing),
  });

  return {
    keyRing,
    timeoutMs,
    sign: (text) =>
      config.merchantKey === null ? null : createSign("RSA-SHA256").update(text).sign(config.merchantKey, "base64"),
    async call(run, limitMs = timeoutMs) {
      if (config.merchantKey === null) return unknown("key_unreadable");
      const library = new Library(config, {
        ...destination(config, limitMs),
        keyOf: (serial) => keyRing.keyOf(serial, new Date()),
      });
      try {
        const { status, data } = await run(library);
        return { ok: true, value: { status, data } };
      } catch (error) {
        if (error instanceof CallFailed) return { ok: false, error: error.failure };
        throw error;
      }
    },
  };
}

/**
 * The list of certificates proves itself: its entries are encrypted with the APIv3 key, and the response must be signed
 * by one of them or by a known key. A normal lookup in the key ring would wait for this same response.
 */
async function fetchCertificates(config: WeChatPayConfig, keyRing: KeyRing): Promise<Map<string, PlatformCertificate>> {
  let listed = new Map<string, PlatformCertificate>();
  const library = new Library(config, {
    ...destination(config, CERTIFICATES_TIMEOUT_MS),
    keyOf: async (serial, body) => {
      listed = readCertificates(JSON.parse(Buffer.from(body).toString("utf8")), config.apiV3Key);
      return (await keyRing.knownKeyOf(serial, new Date())) ?? listed.get(serial.toUpperCase())?.key;
    },
  });
  try {
    await library.certificates();
  } catch (error) {
    // A probe of WeChat is no answer. Without a second try every message would count as unknown for a minute.
    if (
      !(error instanceof CallFailed && error.failure.kind === "unknown" && error.failure.reason === "signature_probe")
    )
      throw error;
    await library.certificates();
  }
  return listed;
}

const destination = (config: WeChatPayConfig, timeoutMs: number) => ({
  baseUrl: config.baseUrl,
  timeoutMs,
  acceptSerial: config.publicKey?.id,
});
