import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { noteAnswer, recordTrouble } from "@/lib/adapter/db/liveness";
import { endGently, isEnding } from "@/lib/http/server-life";
import { createWebServer } from "@/lib/http/web-server";

const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
  const [, status, kind] = request.url?.split("/") ?? [];
  response.statusCode = Number(status);
  if (kind === "page") {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-length", 9);
    response.write("half");
    response.write("-made");
  }
  response.end();
};
const server = createWebServer(answer, { keepAliveMs: 650_000, forwarded: false });
const agent = new http.Agent({ keepAlive: true });

/** The answer's status and headers, and whether the connection had served before. */
const ask = (status: number, kind = "") =>
  new Promise<{ status: number | undefined; headers: http.IncomingHttpHeaders; reused: boolean; text: string }>(
    (resolve, reject) => {
      const request = http.get(
        { port: (server.address() as AddressInfo).port, path: `/${status}/${kind}`, agent },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part: string) => (text += part));
          response.on("end", () =>
            resolve({ status: response.statusCode, headers: response.headers, reused: request.reusedSocket, text }),
          );
        },
      );
      request.on("error", reject);
    },
  );

beforeAll(async () => {
  server.listen(0);
  await once(server, "listening");
});
afterAll(() => {
  agent.destroy();
  server.close();
});

describe("the web server", () => {
  it("keeps a connection for longer than a proxy does", async () => {
    await ask(200);
    expect(await ask(200)).toMatchObject({ reused: true, headers: { "keep-alive": "timeout=650" } });
    expect(server.keepAliveTimeout).toBe(650_000);
  });

  it("calls an error 503 while the database is silent, and 500 otherwise", async () => {
    expect((await ask(500)).status).toBe(500);
    recordTrouble();
    expect(await ask(500)).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
    expect((await ask(404)).status).toBe(404);
    expect(await ask(200, "page")).toMatchObject({ status: 200, text: "half-made" });
    expect(await ask(500, "page")).toMatchObject({
      status: 503,
      text: expect.stringMatching(/系统暂时没有应答[^]*<\/html>\s*$/) as string,
    });
    vi.useFakeTimers({ toFake: ["performance"], now: 0 });
    vi.advanceTimersByTime(1e9);
    noteAnswer();
    expect((await ask(500)).status).toBe(500);
    expect(await ask(500, "page")).toMatchObject({ status: 500, text: "half-made" });
    vi.useRealTimers();
  });

  it("says first that it ends, closes every connection with its answer, and ends once", async () => {
    const others = process.listeners("SIGTERM");
    process.removeAllListeners("SIGTERM");
    const end = vi.fn<(signal: string) => Promise<void>>(async () => undefined);
    endGently(300, end);
    expect(isEnding()).toBe(false);
    process.emit("SIGTERM", "SIGTERM");
    process.emit("SIGTERM", "SIGTERM");
    expect(isEnding()).toBe(true);
    expect((await ask(200)).headers.connection).toBe("close");
    expect(end).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(end).toHaveBeenCalledWith("SIGTERM"));
    expect(end).toHaveBeenCalledTimes(1);
    process.removeAllListeners("SIGTERM");
    for (const other of others) process.on("SIGTERM", other as NodeJS.SignalsListener);
  });
});
