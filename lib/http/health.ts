import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/adapter/db/client";
import { isEnding } from "@/lib/http/server-life";

/** Longer than a short peak of load, shorter than the timeout of load balancers. */
const LIMIT_MS = 5_000;

/**
 * Whether this process should get requests: not when it is ending, and not while the database does not answer.
 */
export async function readiness(): Promise<"ok" | "stopping" | "database_unreachable"> {
  if (isEnding()) return "stopping";
  return (await databaseAnswers()) ? "ok" : "database_unreachable";
}

async function databaseAnswers(): Promise<boolean> {
  const asked = db().$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  return await Promise.race([asked, sleep(LIMIT_MS, false, { ref: false })]);
}
