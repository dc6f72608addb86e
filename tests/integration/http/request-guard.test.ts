import type { IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWebServer } from "@/lib/http/web-server";

// The guard before a server that stands for the framework: it answers some posts before it has read them, and destroys
// others half read.

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.startsWith("/api/uploads?read")) {
    let size = 0;
    for await (const chunk of request) if ((size += (chunk as Buffer).length) > 100_000) break;
  }
  if (request.url === "/old-unsent") {
    response.setHeader("x-nextjs-action-not-found", "1");
    response.setHeader("content-length", "26");
    // As the framework's compression does.
    response.writeHead(409);
  }
  if (request.url === "/echo") {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end(
      JSON.stringify({ body: Buffer.concat(chunks).toString(), from: request.headers["x-forwarded-for"] ?? "nobody" }),
    );
    return;
  }
  response.end("Server Action unavailable.");
}

const server = createWebServer(answer, { keepAliveMs: 5_000, forwarded: false });
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/**
 * Sends a post and, when it has been answered, a second request on the same connection; returns the statuses that came.
 */
const twoOnOneConnection = (path: string, body: Buffer, headers: Record<string, string>) =>
  new Promise<string[]>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status = ""]) => status);
    let asked = false;
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (statuses().length === 1 && !asked) {
        asked = true;
        socket.write("GET /next HTTP/1.1\r\nHost: own\r\nConnection: close\r\n\r\n");
      }
    });
    socket.on("close", () => resolve(statuses()));
    socket.on("error", reject);
    const lines = Object.entries({ host: "own", "content-length": String(body.length), ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    socket.write(body);
  });

const large = Buffer.alloc(11_000_000, "a");
const multipart = { "content-type": "multipart/form-data; boundary=XX" };
const field = (name: string, value: string) =>
  `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

describe("a connection goes on behind a refused body", () => {
  it.each([
    ["answered unread", "/api/uploads", "200"],
    ["left half read", "/api/uploads?read", "200"],
    ["too long for a route", "/api/anything", "413"],
    ["too long for a page", "/login", "413"],
  ])("%s", async (_name, path, status) => {
    expect(await twoOnOneConnection(path, large, multipart)).toEqual([status, "200"]);
  });
});

const post = (path: string, body: string | Buffer, headers: Record<string, string>) =>
  fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: new Uint8Array(Buffer.from(body)), headers });

describe("a post that the framework could not read", () => {
  const action = { "next-action": "40".padEnd(42, "a") };
  it.each([
    ["of another type", "{}", { ...action, "content-type": "application/json" }, 415],
    ["without a type", "{}", { ...action, "content-type": "" }, 415],
    ["that is no JSON", "nonsense", { ...action, "content-type": "text/plain;charset=UTF-8" }, 400],
    ["that is no list", '{"a":1}', { ...action, "content-type": "text/plain;charset=UTF-8" }, 400],
    ["without a boundary", "x", { ...action, "content-type": "multipart/form-data" }, 400],
    ["cut off", field("0", '["$K1"]'), { ...action, ...multipart }, 400],
    ["without arguments", `${field("1_phone", "1")}--XX--\r\n`, { ...action, ...multipart }, 400],
    ["whose arguments are no JSON", `${field("0", "nonsense")}--XX--\r\n`, { ...action, ...multipart }, 400],
    ["of a plain form with a bad binding", `${field("$ACTION_1:1", "nonsense")}--XX--\r\n`, multipart, 400],
    [
      "from elsewhere",
      `${field("0", '["$K1"]')}--XX--\r\n`,
      { ...action, ...multipart, origin: "https://evil.example" },
      403,
    ],
    ["from nowhere", `${field("0", '["$K1"]')}--XX--\r\n`, { ...action, ...multipart, origin: "nonsense" }, 403],
  ])("%s is refused in its own right", async (_name, body, headers, status) => {
    expect((await post("/login", body, headers)).status).toBe(status);
  });

  it("passes when it is sound, whole and unchanged", async () => {
    const body = `${field("0", '["$K1"]')}${field("1_phone", "13800000000")}--XX--\r\n`;
    const sent = await post("/echo", body, { ...action, ...multipart, origin: `http://127.0.0.1:${port}` });
    expect(await sent.json()).toEqual({ body, from: "nobody" });
  });
});

it("answers the form of an older build with a page of ours where no script reads the answer", async () => {
  const body = `${field("$ACTION_ID_40", "")}--XX--\r\n`;
  const page = await post("/old-unsent", body, { ...multipart, accept: "text/html" });
  expect(page.status).toBe(409);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(await page.text()).toContain('href="/old-unsent"');
  const script = await post("/old-unsent", `${field("0", "[]")}--XX--\r\n`, {
    ...multipart,
    "next-action": "40",
    accept: "text/x-component",
  });
  expect(await script.text()).toBe("Server Action unavailable.");
});

it("puts the security headers on every answer, and hears nothing of an address that the caller wrote himself", async () => {
  const answered = await fetch(`http://127.0.0.1:${port}/anything`);
  expect(answered.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answered.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  const told = (await (
    await fetch(`http://127.0.0.1:${port}/echo`, { headers: { "x-forwarded-for": "6.6.6.6" } })
  ).json()) as {
    from: string;
  };
  expect(told.from).toBe("nobody");
});

it("refuses a path that cannot be decoded, and lets an odd query pass", async () => {
  expect((await fetch(`http://127.0.0.1:${port}/api/files/%ff`)).status).toBe(400);
  expect((await fetch(`http://127.0.0.1:${port}/api/files/%E5%90%8D?next=%ff`)).status).toBe(200);
});

/**
 * The status that a bare request line with these headers is answered with; null when the connection ends without an
 * answer.
 */
const statusOf = (line: string, more = "") =>
  new Promise<string | null>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.on("close", () => resolve(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? null));
    socket.on("error", () => undefined);
    socket.write(`${line} HTTP/1.1\r\nHost: own\r\nAccept: text/html\r\nConnection: close\r\n${more}\r\n`);
  });

it.each([
  ["GET //%zz", "400"],
  ["GET //[", "400"],
  ["GET http://[/", "400"],
  ["OPTIONS *", "400"],
  ["TRACE /", "405"],
  ["GET //other.example/x", "200"],
])("answers the odd request line %s with %s, and goes on serving", async (line, status) => {
  expect(await statusOf(line)).toBe(status);
  expect(await statusOf("GET /next")).toBe("200");
});

it("answers a body too long for an address that cannot be read", async () => {
  expect(
    await statusOf("POST //[", `Content-Length: 3\r\nContent-Type: multipart/form-data; boundary=X\r\n\r\nabc`),
  ).toBe("400");
});
