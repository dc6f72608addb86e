import { setTimeout as sleep } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import type { ObjectStore } from "./object-store";

const TIMEOUT_MS = 10_000;
const MAX_TRIES = 3;

/**
 * Keeps objects in a bucket that speaks S3, addressed by path (`https://endpoint/bucket/prefix/key`), which every
 * vendor understands.
 */
export function s3Store(address: URL, keys: { accessKeyId: string; secretAccessKey: string }): ObjectStore {
  const base = `${address.origin}${address.pathname.replace(/\/$/, "")}`;
  const client = new AwsClient({
    ...keys,
    service: "s3",
    region: address.searchParams.get("region") ?? "us-east-1",
    retries: 0,
  });
  const send = async (method: string, key: string, body?: Uint8Array) => {
    const response = await client.fetch(`${base}/${key}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: "no-store",
      redirect: "error",
      // A copy on a plain ArrayBuffer: what the signer hashes and fetch sends.
      ...(body ? { body: Uint8Array.from(body), headers: { "content-type": "application/octet-stream" } } : {}),
    });
    // Read to its end before it is judged: a connection may break in the midst of an object too.
    return { status: response.status, ok: response.ok, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  return {
    async put(key, bytes) {
      expectOk(await untilAnswered(() => send("PUT", key, bytes)), "put");
    },
    async get(key) {
      const answer = await untilAnswered(() => send("GET", key));
      if (answer.status === 404) return null;
      expectOk(answer, "get");
      return answer.bytes;
    },
    async delete(key) {
      const answer = await untilAnswered(() => send("DELETE", key));
      if (answer.status !== 404) expectOk(answer, "delete");
    },
  };
}

type Answer = { status: number; ok: boolean; bytes: Buffer };

/**
 * Asks again when the connection broke (a store closes idle ones just as they are used again) or the store is busy:
 * each of our three calls says the same when it is said twice. What took its whole time is not asked again: somebody is
 * waiting.
 */
async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await ask();
      if ((answer.status < 500 && answer.status !== 429) || tried === MAX_TRIES) return answer;
    } catch (error) {
      if (tried === MAX_TRIES || (error as Error).name === "TimeoutError") throw error;
    }
    await sleep(100 * tried * (0.5 + Math.random()));
  }
}

/** The store's own words stay out of the error: they may repeat signed headers. */
function expectOk({ ok, status }: Answer, act: string): void {
  if (!ok) throw new Error(`object store: ${act} answered ${status}`);
}
