export const dynamic = "force-dynamic";

/**
 * Says that this process runs and answers, whatever becomes of the database: one that does not is to be started anew.
 */
export function GET() {
  return Response.json({ status: "alive" }, { headers: { "cache-control": "no-store" } });
}
