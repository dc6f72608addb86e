import { execFile } from "node:child_process";
import { request } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { startSimulator } from "@/lib/wechat-pay-simulator/server";
import { openSimulator, type OpenSimulator } from "../../support/wechat-pay";

const run = promisify(execFile);

describe("the simulator's control", () => {
  let opened: OpenSimulator;
  beforeAll(async () => {
    opened = await openSimulator();
  });
  afterAll(() => opened.close());

  const routes = [
    "GET orders",
    "GET requests",
    "POST pay",
    "POST notify",
    "POST refund",
    "POST faults",
    "DELETE faults",
    "POST settings",
  ];
  const statuses = (ask: (method: string, route: string) => Promise<number | undefined>) =>
    Promise.all(routes.map((route) => ask(...(route.split(" ") as [string, string]))));
  const none = routes.map(() => 404);

  it("is not there unless it was asked for", async () => {
    const closed = await startSimulator({ port: 0, dir: opened.dir });
    const ask = async (method: string, route: string) =>
      (await fetch(`${closed.url}/control/${route}`, { method })).status;
    expect(await statuses(ask)).toEqual(none);
    await closed.close();
  });

  it("is not there for whoever comes from another address than this machine's own", async () => {
    const { port } = new URL(opened.url());
    const ask = (localAddress: string) => (method: string, route: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asking = request(
          { host: "127.0.0.1", port, localAddress, method, path: `/control/${route}` },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        );
        asking.on("error", reject).end();
      });
    // Any address that is not in the list stands for all of them.
    expect(await statuses(ask("127.0.0.2"))).toEqual(none);
    expect(await ask("127.0.0.1")("GET", "orders")).toBe(200);
  });
});

describe("beside a live system", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("the simulator does not start, whoever starts it", async () => {
    vi.stubEnv("APP_MODE", "live");
    await expect(import("@/lib/wechat-pay-simulator/main")).rejects.toThrow("no place beside a live system");
  });

  it.each([
    ["live", false],
    ["demo", true],
  ])("the launcher wants one in %s mode: %s", async (mode, wanted) => {
    const settings = path.resolve("lib/launch/settings.mjs");
    const env = JSON.stringify({ APP_MODE: mode, SIMULATOR_CONTROL: "1", SIMULATOR_PORT: "3901" });
    const text = `const { readSettings } = await import(${JSON.stringify(settings)}); console.log(readSettings("/nowhere", ${env}).simulated);`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", text]);
    expect(stdout.trim()).toBe(String(wanted));
  });
});
