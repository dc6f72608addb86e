import { SmsError, SmsUnanswered } from "./message";

/** Vendors answer in well under a second; a person waits behind this. */
const TIMEOUT_MS = 10_000;

/** What Node says when no connection came about: then nothing was asked. */
const neverReached = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * Posts to a vendor and reads the JSON of his answer. Throws SmsError when he was not reached, SmsUnanswered when he
 * was and no readable answer came within ten seconds.
 */
export async function askVendor(
  vendor: string,
  url: string,
  init: { headers: Record<string, string>; body?: string },
): Promise<{ status: number; answer: unknown }> {
  let status: number | undefined;
  try {
    const response = await fetch(url, { method: "POST", ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    status = response.status;
    return { status, answer: (await response.json()) as unknown };
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    if (code !== undefined && neverReached.has(code)) throw new SmsError(`${vendor} ${code}`);
    throw new SmsUnanswered(`${vendor} ${status ?? code ?? (error as Error).name}`);
  }
}
