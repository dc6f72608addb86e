import { databaseAnswers } from "@/lib/auth/health";

/** Says whether this process can do its work: 200 when the database answers, else 503. */
export async function GET() {
  const healthy = await databaseAnswers();
  return Response.json(
    { status: healthy ? "ok" : "database_unreachable" },
    { status: healthy ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
