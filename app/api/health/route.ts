import { readiness } from "@/lib/http/health";

export const dynamic = "force-dynamic";

/**
 * Says whether this process is ready for visitors: 200 when the database answers and nobody has asked it to end, else
 * 503.
 */
export async function GET() {
  const status = await readiness();
  return Response.json({ status }, { status: status === "ok" ? 200 : 503, headers: { "cache-control": "no-store" } });
}
