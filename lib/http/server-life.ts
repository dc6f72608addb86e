import type { Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

// Whether this process has been told to end. Kept beside all modules: the server's program and the pages' modules are
// bundled apart.
const holder = globalThis as typeof globalThis & { serverEnds?: boolean };

/** Whether this process has been told to end. */
export const isEnding = (): boolean => holder.serverEnds === true;

/**
 * Once the process is to end, every answer closes its connection, whenever it began: a kept one would keep the process.
 */
export function closeWhenEnding(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((...given: unknown[]) => {
    if (isEnding()) response.setHeader("connection", "close");
    return Reflect.apply(writeHead, response, given) as ServerResponse;
  }) as typeof writeHead;
  const { socket } = response.req;
  response.once("finish", () => isEnding() && socket.destroySoon());
}

/**
 * On SIGTERM the process first says that it is not ready, for `pauseMs`, and only then closes: a load balancer has sent
 * nobody to a closed door then. SIGINT (Ctrl-C, a person who waits) closes at once, also within the pause. `close` is
 * called once.
 */
export function endGently(pauseMs: number, close: (signal: NodeJS.Signals) => Promise<void>): void {
  let closing = false;
  const closeOnce = (signal: NodeJS.Signals) => {
    holder.serverEnds = true;
    if (closing) return;
    closing = true;
    void close(signal);
  };
  process.on("SIGINT", closeOnce);
  process.on("SIGTERM", (signal) => {
    if (isEnding()) return;
    holder.serverEnds = true;
    void sleep(pauseMs).then(() => closeOnce(signal));
  });
}

/**
 * Takes no new connection, and returns when everything asked before has been answered and every connection is closed.
 */
export const drain = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
