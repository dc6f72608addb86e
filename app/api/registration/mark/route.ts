import { readPhoneTicket } from "@/lib/auth/phone-ticket";
import { namedExamSessionId } from "@/lib/auth/chosen-exam-session";
import { candidateLoginSession } from "@/lib/auth/session";
import { watchedAppeals } from "@/lib/domain/appeal/queries/document-appeals";
import { ownPhoneAppeals, phoneAppealsMark } from "@/lib/domain/appeal/queries/phone-appeals";
import { watchedStanding } from "@/lib/domain/registration/queries/standing";
import { standingMark } from "@/lib/domain/registration/standing-mark";

const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };

/**
 * A candidate's open page compares this mark with the one it was rendered with, to decide whether to reload. One query,
 * no personal data, and it does not count as use of the login session. `session`: the exam session that the page shows.
 * `of=appeals`: the mark of his appeals. `of=phone-appeals`: that of the appeals of the phone that this browser has
 * just proven, without signing in. 401 when the visitor is not signed in, the proof is too old, or the exam session
 * was taken back.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const mark = asked.get("of") === "phone-appeals" ? await markOfPhone() : await markOf(asked);
  return mark ? new Response(mark, { headers }) : new Response(null, { status: 401, headers });
}

async function markOfPhone(): Promise<string | null> {
  const smsCodeId = await readPhoneTicket("appeal");
  const appeals = smsCodeId && (await ownPhoneAppeals(smsCodeId));
  return appeals ? phoneAppealsMark(appeals) : null;
}

async function markOf(asked: URLSearchParams): Promise<string | null> {
  const loginSessionId = await candidateLoginSession();
  if (!loginSessionId) return null;
  const now = new Date();
  if (asked.get("of") === "appeals") return watchedAppeals(loginSessionId, now);
  const examSessionId = namedExamSessionId(asked.get("session"));
  const facts = examSessionId && (await watchedStanding(loginSessionId, examSessionId, now));
  return facts && standingMark(facts, now);
}
