import { once } from "node:events";
import { createServer } from "node:http";
import { constants } from "node:os";
import next from "next";
import { env, EnvironmentError } from "@/lib/env";
import { drain, endGently } from "@/lib/http/server-life";
import { createWebServer } from "@/lib/http/web-server";
import { logger } from "@/lib/adapter/log/logger";

// `server.mjs <port> [host]`: the web server, Next behind a server of our own. Several may run, on one machine or on
// many.

async function main(port: number, host: string | undefined): Promise<void> {
  const { KEEP_ALIVE_SECONDS, SHUTDOWN_PAUSE_SECONDS, TRUSTED_PROXIES } = env();
  // The variables that `next start` sets. A server action uses the address to fetch the next page from this server;
  // without it Next would combine the proxy's "https" with our own port.
  process.env["NEXT_RUNTIME"] = "nodejs";
  process.env["__NEXT_PRIVATE_ORIGIN"] = `http://${own(host)}:${port}`;

  // Next listens for upgrades on the server that it gets. This unused server has none, so Node answers upgrade requests
  // like any other instead of leaving the connection open.
  const app = next({ dev: false, port, httpServer: createServer(), ...(host === undefined ? {} : { hostname: host }) });
  await app.prepare();
  const server = createWebServer(app.getRequestHandler(), {
    keepAliveMs: KEEP_ALIVE_SECONDS * 1000,
    forwarded: TRUSTED_PROXIES > 0,
  });
  server.listen(port, host);
  await once(server, "listening");
  endGently(SHUTDOWN_PAUSE_SECONDS * 1000, async (signal) => {
    await drain(server);
    // Runs the work that pages deferred until after their responses.
    await app.close();
    process.exit(128 + constants.signals[signal]);
  });
  logger.info({ port, host }, "web server started");
}

/** The host name under which this process reaches itself. */
function own(host: string | undefined): string {
  if (host === undefined || host === "0.0.0.0") return "localhost";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

try {
  const [port, host] = process.argv.slice(2);
  await main(Number(port), host);
} catch (error) {
  if (error instanceof EnvironmentError) console.error(error.message);
  else logger.fatal({ err: error }, "web server failed");
  process.exit(1);
}
