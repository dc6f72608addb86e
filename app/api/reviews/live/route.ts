import { z } from "zod";
import { watchingStaffIn } from "@/lib/auth/session";
import { publishedExamSession } from "@/lib/auth/step";
import { claimsOf, countByStatus } from "@/lib/domain/review/queries/queue";
import { scopeOf } from "@/lib/domain/review/queries/scope";

const shownIds = z.array(z.uuid()).max(100).catch([]);

/**
 * The changing parts of the queue page: the number of registrations in each status, and who has claimed the
 * registrations it shows (`ids`, separated by commas).
 */
export async function GET(request: Request): Promise<Response> {
  const staff = await watchingStaffIn(["REVIEWER", "EXAM_OFFICER", "AUDITOR"]);
  if (!staff) return new Response(null, { status: 401 });
  const examSession = await publishedExamSession();
  if (!examSession) return new Response(null, { status: 404 });
  const ids = shownIds.parse(new URL(request.url).searchParams.get("ids")?.split(",").filter(Boolean) ?? []);
  const scope = await scopeOf(staff);
  const now = new Date();
  const [counts, claims] = await Promise.all([countByStatus(examSession, scope, now), claimsOf(ids, scope, now)]);
  return Response.json({ counts, claims });
}
