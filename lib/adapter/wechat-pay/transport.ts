import { z } from "zod";
import { readBounded } from "@/lib/core/read-bounded";
import { CallFailed, type Failure, type UnknownReason } from "@/lib/adapter/wechat-pay/answer";
import { findSignatureProblem, type KeyLookup } from "@/lib/adapter/wechat-pay/signature";

/**
 * The only host the library signs for. It cuts exactly this prefix, so we cut the same one and send the path elsewhere.
 */
export const CANONICAL_ORIGIN = "https://api.mch.weixin.qq.com";

const BILL_FILE = `${CANONICAL_ORIGIN}/v3/billdownload/file?`;

/** WeChat's answers are a few kB, the bill of a day some hundred bytes a payment. */
const MAX_BYTES = 1_000_000;
const MAX_BILL_BYTES = 100_000_000;

/** Refusals that mean "later": WeChat may have accepted the request, and the same one may be sent again. */
const BUSY_CODES = new Set([
  "SYSTEM_ERROR",
  "SYSTEMERROR",
  "BANK_ERROR",
  "FREQUENCY_LIMITED",
  "FREQUENCY_LIMIT_EXCEED",
  "RATELIMIT_EXCEEDED",
  "RATELIMIT_EXCEED",
  "RULELIMIT",
  "USERPAYING",
  "USER_PAYING",
]);

/** As older pages spell them. */
const OLD_SPELLINGS = new Map([
  ["NOTENOUGH", "NOT_ENOUGH"],
  ["NOAUTH", "NO_AUTH"],
  ["SIGNERROR", "SIGN_ERROR"],
  ["REFUNDNOTEXIST", "RESOURCE_NOT_EXISTS"],
]);

export type TransportSettings = {
  baseUrl: string;
  timeoutMs: number;
  /** Sent as Wechatpay-Serial: tells WeChat which of its keys we can verify with. */
  acceptSerial: string | undefined;
  keyOf: (serial: string, body: Uint8Array) => ReturnType<KeyLookup>;
};

type SentHeaders = Record<string, string>;
export type Delivered = { status: number; data: unknown };

/**
 * Replaces the library's own HTTP: limited in time and length, without redirects and caching, and every 2xx response is
 * verified before it is read. Throws CallFailed for everything else. It does not retry: a request arrives here signed,
 * and WeChat refuses a second use of its nonce.
 */
export function createTransport(settings: TransportSettings) {
  return {
    get: (url: string, headers: SentHeaders) => send(settings, "GET", url, headers),
    // The library signed JSON.stringify(params); any other serialisation would not match its signature.
    post: (url: string, params: object, headers: SentHeaders) =>
      send(settings, "POST", url, headers, JSON.stringify(params)),
    upload: (): Promise<never> => Promise.reject(new Error("uploads are not supported by this adapter")),
  };
}

async function send(
  settings: TransportSettings,
  method: string,
  url: string,
  headers: SentHeaders,
  body?: string,
): Promise<Delivered> {
  const { status, responseHeaders, bytes } = await exchange(settings, method, url, headers, body);
  const problem = await findSignatureProblem(
    responseHeaders,
    bytes,
    (serial) => settings.keyOf(serial, bytes),
    new Date(),
  );
  if (status < 200 || status > 299) throw new CallFailed(readRefusal(status, bytes, problem === null));
  // The one answer WeChat does not sign: the file's hash was announced in one that it did.
  if (url.startsWith(BILL_FILE)) return { status, data: bytes };
  if (problem) throw unknownOutcome(problem, status);
  // 202: accepted, not done. Its body has the reason (USERPAYING and others).
  if (status === 202) throw new CallFailed({ kind: "unknown", reason: "busy", status, ...codeOf(bytes) });
  return { status, data: bytes.length === 0 ? undefined : parseJson(bytes, status) };
}

async function exchange(
  { baseUrl, timeoutMs, acceptSerial }: TransportSettings,
  method: string,
  url: string,
  headers: SentHeaders,
  body?: string,
) {
  if (!url.startsWith(`${CANONICAL_ORIGIN}/`)) throw new Error("the library asked for a host it does not sign for");
  const isBill = url.startsWith(BILL_FILE);
  let response: Response;
  let bytes: Uint8Array | null;
  try {
    response = await fetch(baseUrl + url.slice(CANONICAL_ORIGIN.length), {
      method,
      headers: {
        Accept: isBill ? "*/*" : "application/json",
        "User-Agent": "degree-english-registration",
        Authorization: headers["Authorization"] ?? "",
        ...(acceptSerial !== undefined && { "Wechatpay-Serial": acceptSerial }),
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body }),
      redirect: "error",
      // The framework caches fetch by default; a cached query would be a wrong statement about money.
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    bytes = await readBounded(response, isBill ? MAX_BILL_BYTES : MAX_BYTES);
    if (!bytes) await response.body?.cancel();
  } catch (error) {
    throw unknownOutcome(error instanceof DOMException && error.name === "TimeoutError" ? "timeout" : "network");
  }
  if (!bytes) throw unknownOutcome("unreadable", response.status);
  return { status: response.status, responseHeaders: response.headers, bytes };
}

const refusal = z.object({
  code: z
    .string()
    .min(1)
    .transform((code) => OLD_SPELLINGS.get(code) ?? code),
  message: z.string().default(""),
});

function readRefusal(status: number, bytes: Uint8Array, signed: boolean): Failure {
  const { code, message } = readRefusalBody(bytes) ?? {};
  if (status >= 500) return { kind: "unknown", reason: "server_error", status, ...(code !== undefined && { code }) };
  if (status === 429 || (code !== undefined && BUSY_CODES.has(code))) {
    return { kind: "unknown", reason: "busy", status, ...(code !== undefined && { code }) };
  }
  if (code === undefined) return { kind: "unknown", reason: "unreadable", status };
  return { kind: "api", code, status, message: message ?? "", signed };
}

function readRefusalBody(bytes: Uint8Array) {
  try {
    return refusal.safeParse(JSON.parse(Buffer.from(bytes).toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

function codeOf(bytes: Uint8Array): { code?: string } {
  const code = readRefusalBody(bytes)?.code;
  return code === undefined ? {} : { code };
}

function parseJson(bytes: Uint8Array, status: number): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    throw unknownOutcome("unreadable", status);
  }
}

const unknownOutcome = (reason: UnknownReason, status?: number) =>
  new CallFailed({ kind: "unknown", reason, ...(status !== undefined && { status }) });
