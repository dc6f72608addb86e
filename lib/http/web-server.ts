import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { logger } from "@/lib/adapter/log/logger";
import { answerSilence } from "./database-silence";
import { guard } from "./request-guard";
import { closeWhenEnding } from "./server-life";

/** The framework's request handler, or a test's. */
type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Creates Node's web server in front of `handle`. Idle connections are kept for `keepAliveMs`, longer than proxies keep
 * them: if the server closed first, a proxy might just have sent the next request and could not know whether it
 * arrived. Node's limit for headers (one minute) counts from a request's first byte, so it need not be longer.
 * `forwarded`: whether a proxy of ours sets X-Forwarded-For.
 */
export function createWebServer(
  handle: Handle,
  { keepAliveMs, forwarded }: { keepAliveMs: number; forwarded: boolean },
): Server {
  return createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    closeWhenEnding(response);
    answerSilence(response);
    guard(request, response, { forwarded })
      .then((passed) => (passed ? handle(request, response) : undefined))
      .catch((error: unknown) => fail(error, request, response));
  });
}

/** The framework handles its own errors; this one occurred outside of it. */
function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  logger.error({ event: "request_failed", method: request.method, err: error }, "request failed");
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end("Internal Server Error");
}
