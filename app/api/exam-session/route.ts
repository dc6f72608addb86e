import { chooseExamSession, EXAM_SESSION_FIELD } from "@/lib/auth/chosen-exam-session";
import { currentVisitor, namedEntry } from "@/lib/auth/step";
import { readBounded } from "@/lib/core/read-bounded";
import { withNotice } from "@/lib/http/notice";
import { sameOriginPost } from "@/lib/http/same-origin-post";

const MAX_BYTES = 1000;

/**
 * Chooses the exam session whose pages this visitor sees. It is a plain form post, so that the whole page is loaded
 * again, in the colours of the other school. A candidate goes on to his registration there, others to its home page.
 */
export const POST = sameOriginPost(async (request) => {
  const body = await readBounded(request, MAX_BYTES);
  const named = new URLSearchParams(new TextDecoder().decode(body ?? new Uint8Array())).get(EXAM_SESSION_FIELD);
  const visitor = await currentVisitor();
  const to = (location: string) =>
    new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
  // It may have been taken back since the page was shown.
  const entry = named ? namedEntry(visitor, named) : null;
  if (!entry || entry.examSession.id !== named) return to(withNotice("/", "exam_session_gone"));
  await chooseExamSession(named);
  return to(visitor.candidate ? "/registration" : "/");
});
