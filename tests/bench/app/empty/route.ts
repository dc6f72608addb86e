/** The measure for the payment poll: a route handler that does nothing. */
export function GET() {
  return Response.json({ status: "OPEN" }, { headers: { "cache-control": "no-store" } });
}
