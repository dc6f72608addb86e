export const dynamic = "force-dynamic";

/**
 * Reports that this process responds, whatever the state of the database. A process that does not respond should be
 * restarted.
 */
export function GET() {
  return Response.json({ status: "alive" }, { headers: { "cache-control": "no-store" } });
}
