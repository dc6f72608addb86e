import { readiness } from "@/lib/http/health";

export const dynamic = "force-dynamic";

/**
 * Reports whether this process accepts visitors: 200 when the database answers and the process has not been told to
 * stop, otherwise 503.
 */
export async function GET() {
  const status = await readiness();
  return Response.json({ status }, { status: status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } });
}
