import { chooseDeskExamSession } from "@/lib/auth/desk-exam-session";
import { requireStaff } from "@/lib/auth/session";
import { readBounded } from "@/lib/core/read-bounded";
import { withNotice } from "@/lib/http/notice";
import { postedFrom } from "@/lib/http/own-path";
import { sameOriginPost } from "@/lib/http/same-origin-post";

const MAX_BYTES = 1000;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/**
 * Chooses the exam session that the desk shows. It is a plain form post, so that the whole page is loaded again. A list
 * is shown again, without its filters, because they may name schools of the other exam session; a page about one row is
 * left, because the row may belong to the other exam session.
 */
export const POST = sameOriginPost(async (request) => {
  const staff = await requireStaff(["EXAM_OFFICER", "REVIEWER", "FINANCE", "AUDITOR"], "/admin");
  const body = await readBounded(request, MAX_BYTES);
  const examSessionId = new URLSearchParams(new TextDecoder().decode(body ?? new Uint8Array())).get("examSession");
  const chosen = await chooseDeskExamSession(staff.id, examSessionId ?? "");
  const page = await postedFrom();
  const back = page?.startsWith("/admin") && !UUID.test(page) ? page : "/admin";
  // It may have been taken back since the page was shown.
  const location = chosen ? back : withNotice("/admin", "exam_session_not_shown");
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
});
