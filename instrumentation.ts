import type { Instrumentation } from "next";

const isNode = () => process.env["NEXT_RUNTIME"] === "nodejs";

/** Runs once in each server process before the first request. */
export async function register(): Promise<void> {
  if (!isNode()) return;
  const [{ env }, { guardRequests }, { captureConsole }, { endGently, tellOfSilence, tendConnections }] = await Promise.all([
    import("@/lib/env"),
    import("@/lib/http/request-guard"),
    import("@/lib/log/console"),
    import("@/lib/auth/server-life"),
  ]);
  captureConsole();
  tendConnections(env().KEEP_ALIVE_SECONDS * 1000);
  tellOfSilence();
  endGently(env().SHUTDOWN_PAUSE_SECONDS * 1000);
  guardRequests({ forwarded: env().TRUSTED_PROXIES > 0 });
}

/** What no page foresaw: the log's line bears the reference number that the visitor reads, and none of his data. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath, routeType }) => {
  if (!isNode()) return;
  const { logger } = await import("@/lib/log/logger");
  const { digest } = error as { digest?: string };
  logger.error({ event: "request_failed", reference: digest, method, route: routePath, kind: routeType, err: error }, "request failed");
};
