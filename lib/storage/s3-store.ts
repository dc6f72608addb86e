import { AwsClient } from "aws4fetch";
import type { ObjectStore } from "./object-store";

const TIMEOUT_MS = 10_000;

/** Keeps objects in a bucket that speaks S3, addressed by path (`https://endpoint/bucket/prefix/key`), which every vendor understands. */
export function s3Store(address: URL, keys: { accessKeyId: string; secretAccessKey: string }): ObjectStore {
  const base = `${address.origin}${address.pathname.replace(/\/$/, "")}`;
  const client = new AwsClient({ ...keys, service: "s3", region: address.searchParams.get("region") ?? "us-east-1", retries: 1 });
  const send = (method: string, key: string, body?: Uint8Array) =>
    client.fetch(`${base}/${key}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: "no-store",
      redirect: "error",
      // A copy on a plain ArrayBuffer: what the signer hashes and fetch sends.
      ...(body ? { body: Uint8Array.from(body), headers: { "content-type": "application/octet-stream" } } : {}),
    });

  return {
    async put(key, bytes) {
      await expectOk(await send("PUT", key, bytes), "put");
    },
    async get(key) {
      const response = await send("GET", key);
      if (response.status === 404) return null;
      await expectOk(response, "get");
      return Buffer.from(await response.arrayBuffer());
    },
    async delete(key) {
      const response = await send("DELETE", key);
      if (response.status !== 404) await expectOk(response, "delete");
    },
  };
}

/** The store's own words stay out of the error: they may repeat signed headers. */
async function expectOk(response: Response, act: string): Promise<void> {
  if (response.ok) return;
  await response.body?.cancel();
  throw new Error(`object store: ${act} answered ${response.status}`);
}
