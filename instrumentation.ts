import type { Instrumentation } from "next";

const isNode = () => process.env["NEXT_RUNTIME"] === "nodejs";

/** Runs once in each server process before the first request. */
export async function register(): Promise<void> {
  if (!isNode()) return;
  const [{ env }, { captureConsole }] = await Promise.all([import("@/lib/env"), import("@/lib/adapter/log/console")]);
  env();
  captureConsole();
}

/** What no page foresaw: the log's line bears the reference number that the visitor reads, and none of his data. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath, routeType }) => {
  if (!isNode()) return;
  const { logger } = await import("@/lib/adapter/log/logger");
  const { digest } = error as { digest?: string };
  logger.error(
    { event: "request_failed", reference: digest, method, route: routePath, kind: routeType, err: error },
    "request failed",
  );
};
