import { createServer, type IncomingMessage, type Server } from "node:http";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "@/lib/adapter/storage/open-store";

const key = "ab/abcdef0123456789";
const bytes = Buffer.from([0, 1, 2, 250, 251, 252]);

describe("a folder", () => {
  let folder = "";
  beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), "store-"))));
  afterAll(() => rm(folder, { recursive: true }));

  it("gives back what it was given, and forgets it", async () => {
    const store = openStore({ STORAGE_URL: `file:${folder}` });
    expect(await store.get(key)).toBeNull();
    await store.put(key, bytes);
    expect(await store.get(key)).toEqual(bytes);
    await store.put(key, Buffer.from("second"));
    expect((await store.get(key))?.toString()).toBe("second");
    await store.delete(key);
    await store.delete(key);
    expect(await store.get(key)).toBeNull();
  });

  it("is readable by nobody else, and leaves nothing half written", async () => {
    const store = openStore({ STORAGE_URL: `file://${folder}` });
    await Promise.all(Array.from({ length: 10 }, (_, index) => store.put(key, Buffer.from(`${index}`))));
    expect((await stat(path.join(folder, key))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(folder, "ab"))).mode & 0o777).toBe(0o700);
    expect(await readdir(path.join(folder, "ab"))).toEqual(["abcdef0123456789"]);
  });

  it.each(["../etc/passwd", "/etc/passwd", "ab/../../x", "ab", ""])("takes no key like %j", async (bad) => {
    const store = openStore({ STORAGE_URL: `file:${folder}` });
    await expect(async () => store.get(bad)).rejects.toThrow("not a storage key");
  });
});

describe("a bucket", () => {
  const objects = new Map<string, Buffer>();
  const requests: IncomingMessage[] = [];
  let server: Server;
  let failing = false;
  /**
   * How the next requests are answered before the store does as it should: a broken connection, half an object, "busy".
   */
  let faults: ("reset" | "half" | "busy")[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      requests.push(request);
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const name = request.url ?? "";
        const fault = faults.shift();
        if (fault === "reset") return request.socket.resetAndDestroy();
        if (fault === "half") {
          response.writeHead(200, { "content-length": 10 }).write("half");
          return setTimeout(() => request.socket.resetAndDestroy(), 20);
        }
        if (fault === "busy") return response.writeHead(503).end("<Error/>");
        if (failing) return response.writeHead(403).end("<Error><SecretWords/></Error>");
        if (request.method === "PUT") objects.set(name, Buffer.concat(parts));
        if (request.method === "DELETE") objects.delete(name);
        const found = objects.get(name);
        if (request.method === "GET" && !found) return response.writeHead(404).end();
        return response
          .writeHead(request.method === "DELETE" ? 204 : 200)
          .end(request.method === "GET" ? found : undefined);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void server.close());

  const bucket = () =>
    openStore({
      STORAGE_URL: `s3+http://127.0.0.1:${(server.address() as AddressInfo).port}/exam/files?region=cn-east-1`,
      STORAGE_ACCESS_KEY_ID: "id",
      STORAGE_SECRET_ACCESS_KEY: "secret",
    });

  it("gives back what it was given, by path, signed for its region", async () => {
    await bucket().put(key, bytes);
    expect([...objects.keys()]).toEqual([`/exam/files/${key}`]);
    expect(requests.at(-1)?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/cn-east-1\/s3\/aws4_request/,
    );
    expect(await bucket().get(key)).toEqual(bytes);
    await bucket().delete(key);
    expect(await bucket().get(key)).toBeNull();
  });

  it.each([
    ["a connection that was closed as it was used again", ["reset", "reset"]],
    ["an object that broke off", ["half"]],
    ["a busy moment", ["busy", "reset"]],
  ] as const)("survives %s, whatever is asked", async (_name, seen) => {
    faults = [...seen];
    await bucket().put(key, bytes);
    faults = [...seen];
    expect(await bucket().get(key)).toEqual(bytes);
    faults = [...seen];
    await bucket().delete(key);
    expect(await bucket().get(key)).toBeNull();
  });

  it("gives up after the third time", async () => {
    faults = ["reset", "reset", "reset", "reset"];
    await expect(bucket().get(key)).rejects.toThrow("fetch failed");
    expect(faults).toEqual(["reset"]);
    faults = ["busy", "busy", "busy"];
    await expect(bucket().get(key)).rejects.toThrow(/^object store: get answered 503$/);
  });

  it("throws without repeating the vendor's words", async () => {
    failing = true;
    await expect(bucket().put(key, bytes)).rejects.toThrow(/^object store: put answered 403$/);
    failing = false;
  });
});
