import { z } from "zod";
import { watchingStaffIn } from "@/lib/auth/session";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { claimsOf, countByStatus } from "@/lib/domain/review/queries/queue";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { reviewReaders } from "@/lib/domain/review/stages";

const shownIds = z.array(z.uuid()).max(200).catch([]);

/**
 * The changing parts of the queue page: the number of registrations in each status, and who has claimed the
 * registrations it shows (`ids`, separated by commas). `session`: the exam session of the page.
 */
export async function GET(request: Request): Promise<Response> {
  const staff = await watchingStaffIn(reviewReaders);
  if (!staff) return new Response(null, { status: 401 });
  const asked = new URL(request.url).searchParams;
  const examSession = await namedExamSession(asked.get("session"));
  if (!examSession) return new Response(null, { status: 404 });
  const ids = shownIds.parse(asked.get("ids")?.split(",").filter(Boolean) ?? []);
  const scope = await scopeOf(staff, reviewReaders);
  const now = new Date();
  const [counts, claims] = await Promise.all([countByStatus(examSession, scope, now), claimsOf(ids, scope, now)]);
  return Response.json({ counts, claims });
}
