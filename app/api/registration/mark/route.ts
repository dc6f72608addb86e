import { candidateLoginSession } from "@/lib/auth/session";
import { watchedAppeals } from "@/lib/domain/appeal/queries/document-appeals";
import { watchedStanding } from "@/lib/domain/registration/queries/standing";
import { standingMark } from "@/lib/domain/registration/standing-mark";

const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };

/**
 * A candidate's open page compares this mark with the one it was rendered with, to decide whether to reload. One query,
 * no personal data, and it does not count as use of the login session. `of=appeals`: the mark of his appeals. 401 when
 * the visitor is not signed in.
 */
export async function GET(request: Request): Promise<Response> {
  const id = await candidateLoginSession();
  const mark = id && (await markOf(id, new URL(request.url).searchParams.get("of")));
  return mark ? new Response(mark, { headers }) : new Response(null, { status: 401, headers });
}

async function markOf(loginSessionId: string, of: string | null): Promise<string | null> {
  const now = new Date();
  if (of === "appeals") return watchedAppeals(loginSessionId, now);
  const facts = await watchedStanding(loginSessionId, now);
  return facts && standingMark(facts, now);
}
