import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { build } from "esbuild";
import { afterEach, describe, expect, it, vi } from "vitest";

/**
 * Answers with its process id; `/slow` only after half a second. Closes like Next: it answers what it was asked, and
 * goes.
 */
const server = `
import http from "node:http";
const server = http.createServer((request, response) => setTimeout(() => response.end(String(process.pid)), request.url === "/slow" ? 500 : 0));
server.listen(Number(process.argv[2]), "127.0.0.1");
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`;

let running: ChildProcess | undefined;
afterEach(() => {
  if (running?.pid && running.exitCode === null) process.kill(-running.pid, "SIGKILL");
});

async function start(program: string, processes = 2) {
  const file = path.join(await mkdtemp(path.join(tmpdir(), "web-processes-")), "server.mjs");
  await writeFile(file, program);
  return startFile(file, processes);
}

async function startFile(file: string, processes = 2) {
  const port = await freePort();
  const child = spawn(process.execPath, ["lib/http/cluster.mjs", String(processes), file, String(port)], {
    detached: true,
    stdio: "ignore",
  });
  running = child;
  return { child, port, group: -(child.pid ?? Number.NaN), ended: once(child, "exit") };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const hear = (port: number, url: string, agent: http.Agent | false = false) =>
  new Promise<{ text: string }>((resolve, reject) => {
    http
      .get({ port, path: url, host: "127.0.0.1", agent }, (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += String(chunk)));
        answer.on("end", () => resolve({ text }));
        answer.on("error", reject);
      })
      .on("error", reject);
  });

const ask = async (port: number, url = "/") => Number((await hear(port, url)).text);

/** The two processes that said this of themselves, in order. */
async function heardFrom(port: number, word: "serves" | "ends"): Promise<string[]> {
  return vi.waitFor(
    async () => {
      const seen = new Set<string>();
      for (let count = 0; count < 20; count++) {
        const [pid = "", said] = (await hear(port, "/")).text.split(" ");
        if (said === word) seen.add(pid);
      }
      expect(seen.size).toBe(2);
      return [...seen].toSorted();
    },
    { timeout: 10_000, interval: 100 },
  );
}

async function answering(port: number, processes: number): Promise<number[]> {
  return vi.waitFor(
    async () => {
      const seen = new Set<number>();
      for (let count = 0; count < 20; count++) seen.add(await ask(port));
      expect(seen.size).toBe(processes);
      return [...seen];
    },
    { timeout: 10_000, interval: 100 },
  );
}

describe("a web server in several processes", () => {
  it("shares one port, and replaces a process that died", async () => {
    const { port } = await start(server);
    const [first = 0, second = 0] = await answering(port, 2);
    process.kill(first, "SIGKILL");
    await setTimeout(100);
    expect(await ask(port)).toBe(second);
    const later = await answering(port, 2);
    expect(later).not.toContain(first);
  });

  it("answers what it was asked before it goes", async () => {
    const { port, group, ended } = await start(server);
    const known = await answering(port, 2);
    const slow = [ask(port, "/slow"), ask(port, "/slow"), ask(port, "/slow")];
    await setTimeout(100);
    process.kill(group, "SIGTERM");
    for (const pid of await Promise.all(slow)) expect(known).toContain(pid);
    expect(await ended).toEqual([0, null]);
  });

  it("says in every process that it ends, serves on for the pause, and answers to the end what was asked", async () => {
    // Below the packages that it leaves outside.
    await mkdir(".build", { recursive: true });
    const folder = await mkdtemp(path.join(process.cwd(), ".build", "web-"));
    await build({
      entryPoints: { "web-program": "tests/support/web-program.ts" },
      outdir: folder,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      logLevel: "error",
    });
    const { port, group, ended } = await startFile(path.join(folder, "web-program.mjs"));
    const known = await heardFrom(port, "serves");
    // Their heads were sent while nothing was to end, and a browser would keep the connections.
    const agent = new http.Agent({ keepAlive: true });
    const long = [hear(port, "/long", agent), hear(port, "/long", agent)];
    await vi.waitFor(() => expect(Object.values(agent.sockets).flat()).toHaveLength(2));
    await setTimeout(100);
    process.kill(group, "SIGTERM");
    expect(await heardFrom(port, "ends")).toEqual(known);
    for (const { text } of await Promise.all(long)) expect(text).toMatch(/^begun \d+ ends$/);
    expect(await ended).toEqual([0, null]);
    await expect(ask(port)).rejects.toThrow("ECONNREFUSED");
    agent.destroy();
    await rm(folder, { recursive: true });
  }, 60_000);

  it("gives up when its processes die at once, for the launcher to tell", async () => {
    const { ended } = await start("process.exit(3);");
    expect(await ended).toEqual([1, null]);
  });
});
