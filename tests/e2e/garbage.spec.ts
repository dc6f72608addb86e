import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "playwright/test";
import { openSession } from "./support/world";

// Garbage at every page and route of this system: whatever is sent, the fault is never the server's.

const app = path.resolve(import.meta.dirname, "../../app");
const id = "019a0000-0000-7000-8000-00000000dead";

/** The address of every page and route, with `word` for each part that an address may vary. */
const addresses = (word: string): string[] =>
  readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)(?:page\.tsx|route\.ts)$/.test(file))
    .map((file) => `/${path.dirname(file)}`.replaceAll(/\/\([^)]*\)/g, "").replace(/^\/\.$/, "/"))
    .map((address) => address.replaceAll(/\[[^\]]+\]/g, word) || "/");

const bodies: [string, string | undefined, string | Buffer][] = [
  ["bad JSON", "application/json", '{"a":'],
  ["JSON of another shape", "application/json", "[null]"],
  ["no form", "application/x-www-form-urlencoded", "%%%=%zz&&&=="],
  ["an unknown type", "application/x-nothing", Buffer.from([0, 255, 254, 0])],
  ["no type", undefined, "x"],
  [
    "a multipart post cut off",
    "multipart/form-data; boundary=XX",
    '--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
  ],
  ["a multipart post without a boundary", "multipart/form-data", "x"],
  ["an overlong value", "application/x-www-form-urlencoded", `search=${"长".repeat(30_000)}`],
];

test("every page and route answers garbage without an error of the server", async ({ request, baseURL }) => {
  test.setTimeout(300_000);
  await openSession();
  const failures: string[] = [];
  const ask = async (name: string, address: string, options: Parameters<typeof request.fetch>[1]) => {
    const answer = await request.fetch(address, { maxRedirects: 0, ...options });
    if (answer.status() >= 500) failures.push(`${options?.method} ${address} ${name}: ${answer.status()}`);
  };
  for (const address of addresses(id)) {
    for (const [name, type, data] of bodies) {
      const headers = { origin: baseURL ?? "", ...(type ? { "content-type": type } : {}) };
      await ask(name, address, { method: "POST", data, headers });
    }
    const action = { "next-action": "40".padEnd(42, "a"), "content-type": "text/plain", origin: baseURL ?? "" };
    await ask("an unknown action", address, { method: "POST", data: "[]", headers: action });
    await ask("a foreign origin", address, {
      method: "POST",
      data: "[]",
      headers: { ...action, origin: "https://evil.example" },
    });
    await ask("a broken origin", address, { method: "POST", data: "[]", headers: { ...action, origin: "nonsense" } });
    await ask("bad cookies", address, {
      method: "GET",
      headers: { cookie: "next-auth.session-token=a.b.c; payer-openid=%%%; next-auth.staff-token=" },
    });
    await ask("a bad query", address, {
      method: "GET",
      params: { id: "%00", next: "\\\\x", page: "-1", size: "1e99", ids: "x,y" },
    });
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]) await ask("method", address, { method });
  }
  for (const word of ["%00", "%ff", "x".repeat(3_000), "..%2f..%2fetc", "'", "null"])
    for (const address of new Set(addresses(word))) await ask("a wrong id", address, { method: "GET" });
  for (const address of ["/", "/admin", "/api/health"])
    await ask("a huge cookie", address, { method: "GET", headers: { cookie: `x=${"y".repeat(12_000)}` } });
  await ask("headers beyond the server's limit", "/", { method: "GET", headers: { "x-padding": "z".repeat(40_000) } });
  expect(failures).toEqual([]);
});
