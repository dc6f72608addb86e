import type { Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

// Whether this process is ending. It is a global, because the server's program and the pages are bundled separately.
const holder = globalThis as typeof globalThis & { serverEnds?: boolean };

/** Whether this process is shutting down. */
export const isEnding = (): boolean => holder.serverEnds === true;

/**
 * While the process is ending, every response closes its connection: an open connection would keep the process alive.
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
 * On SIGTERM the process reports "not ready" for `pauseMs` and closes after that, so that the load balancer has stopped
 * sending requests. SIGINT (Ctrl-C) closes at once, also during the pause. `close` is called once.
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
 * Accepts no new connection, and returns when all open requests are answered and all connections are closed.
 */
export const drain = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
