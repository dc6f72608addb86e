import { Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { wasInTrouble } from "@/lib/db/liveness";
import { unavailablePage } from "./unavailable-page";

// What Next leaves to whoever runs it: how long connections live, how the server ends, and what an error means to a proxy. Kept beside
// all modules, for Next loads this one for the pages and for the server.
const holder = globalThis as typeof globalThis & { serverEnds?: boolean };

/** Whether this process has been told to end. */
export const isEnding = (): boolean => holder.serverEnds === true;

/**
 * An idle connection is kept for `keepAliveMs`: were the server the first to close it, a proxy might have sent the next request on it
 * already, and would have to guess whether it was heard. Node's limit for headers (a minute) counts from a request's first byte, so it
 * need not be longer. Once the process is to end, every answer closes its connection.
 */
export function tendConnections(keepAliveMs: number): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...rest: unknown[]) {
    if (event === "request") {
      this.keepAliveTimeout = keepAliveMs;
      if (isEnding()) (rest[1] as ServerResponse).setHeader("connection", "close");
    }
    return Reflect.apply(emit, this, [event, ...rest]) as boolean;
  };
}

/**
 * An error while the database does not answer is no fault of the request: 503 tells a proxy, and WeChat, to come again. A page that
 * failed half-made needs a script to say a word; one in words is sent in its place.
 */
export function tellOfSilence(): void {
  const { writeHead, write, end } = ServerResponse.prototype as Original;
  const replaced = new WeakSet<ServerResponse>();
  const fails = (response: ServerResponse, status: number) => status === 500 && !response.headersSent && wasInTrouble();

  const changed: Original = {
    writeHead(status, ...rest) {
      if (!fails(this, status)) return writeHead.call(this, status, ...rest);
      this.setHeader("retry-after", "5");
      if (String(this.getHeader("content-type")).startsWith("text/html")) {
        replaced.add(this);
        for (const name of ["content-length", "content-encoding", "etag"]) this.removeHeader(name);
      }
      return writeHead.call(this, 503, ...rest);
    },
    write(...rest) {
      if (fails(this, this.statusCode)) this.flushHeaders();
      if (!replaced.has(this)) return write.apply(this, rest);
      rest.find((word) => typeof word === "function")?.();
      return true;
    },
    end(...rest) {
      if (fails(this, this.statusCode)) this.flushHeaders();
      if (!replaced.has(this)) return end.apply(this, rest);
      return end.call(this, unavailablePage(this.req.method), ...rest.filter((word) => typeof word === "function"));
    },
  };
  Object.assign(ServerResponse.prototype, changed);
}

type Words = (string | Uint8Array | (() => void))[];
type Original = {
  writeHead: (this: ServerResponse, status: number, ...rest: unknown[]) => ServerResponse;
  write: (this: ServerResponse, ...rest: Words) => boolean;
  end: (this: ServerResponse, ...rest: Words) => ServerResponse;
};

/**
 * On SIGTERM the process first says that it is not ready, for `pauseMs`, and only then lets Next close the door and answer what it was
 * asked before: a load balancer has sent nobody to a closed door then. To be called after Next has laid its own handlers.
 */
export function endGently(pauseMs: number): void {
  const handlers = process.listeners("SIGTERM") as NodeJS.SignalsListener[];
  process.removeAllListeners("SIGTERM");
  process.on("SIGTERM", (signal) => {
    if (isEnding()) return;
    holder.serverEnds = true;
    void sleep(pauseMs).then(() => {
      for (const handle of handlers) handle(signal);
    });
  });
}
