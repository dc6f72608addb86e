import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { logger } from "@/lib/adapter/log/logger";
import { tellOfSilence } from "./database-silence";
import { guard } from "./request-guard";
import { closeWhenEnding } from "./server-life";

/** The framework, or what stands for it in a test. */
type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Node's web server before `handle`. An idle connection is kept for `keepAliveMs`: were the server the first to close
 * it, a proxy might have sent the next request on it already, and would have to guess whether it was heard. Node's
 * limit for headers (a minute) counts from a request's first byte, so it need not be longer. `forwarded`: whether a
 * proxy of ours wrote X-Forwarded-For.
 */
export function createWebServer(
  handle: Handle,
  { keepAliveMs, forwarded }: { keepAliveMs: number; forwarded: boolean },
): Server {
  return createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    closeWhenEnding(response);
    tellOfSilence(response);
    guard(request, response, { forwarded })
      .then((passed) => (passed ? handle(request, response) : undefined))
      .catch((error: unknown) => fail(error, request, response));
  });
}

/** The framework answers its own errors; this one arose beside it. */
function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  logger.error({ event: "request_failed", method: request.method, err: error }, "request failed");
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end("Internal Server Error");
}
