import { messages } from "@/app/_lib/messages/all";
import { deleteTyped } from "@/lib/auth/kept-typed";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { EXAM_SESSION_FIELD } from "@/lib/auth/chosen-exam-session";
import { currentVisitor, postedEntry } from "@/lib/auth/step";
import { refuse } from "@/lib/core/result";
import { ACCOMMODATION_FIELD, joinPosted } from "@/lib/domain/registration/accommodation";
import { saveDraft } from "@/lib/domain/registration/commands/save-draft";
import { draftSchema, readBasis } from "@/lib/domain/registration/schema";

const MAX_BYTES = 100_000;

/** Saves the incomplete form. The page calls this while the candidate types. */
export const POST = sameOriginPost(
  async (request) => {
    const result = await keep(request);
    if (result.ok) return Response.json({ savedAt: result.value.savedAt }, { headers });
    return refusal(result.error, result.error === "signed_out" ? 401 : 422);
  },
  () => refusal("cross_origin", 403),
);

const headers = { "cache-control": "no-store" };

const refusal = (error: keyof typeof messages, status: number): Response =>
  Response.json({ message: messages[error] }, { status, headers });

async function keep(request: Request) {
  const visitor = await currentVisitor();
  const { candidate } = visitor;
  if (!candidate) return refuse("signed_out");
  if (Number(request.headers.get("content-length") ?? Infinity) > MAX_BYTES) return refuse("text_too_long");
  const posted = new URLSearchParams(await request.text());
  const fields = Object.fromEntries(posted);
  // This field alone has several controls of one name.
  if (posted.has(ACCOMMODATION_FIELD)) fields[ACCOMMODATION_FIELD] = joinPosted(posted.getAll(ACCOMMODATION_FIELD));
  const entry = postedEntry(visitor, fields[EXAM_SESSION_FIELD]);
  if (!entry) return refuse(visitor.current.length > 0 ? "exam_session_gone" : "no_session");
  const typed = draftSchema.safeParse(fields);
  if (!typed.success) return refuse("text_too_long");
  const basis = readBasis(fields["basis"]);
  const kept = await saveDraft({
    accountId: candidate.id,
    examSessionId: entry.examSession.id,
    typed: typed.data,
    basis,
    now: new Date(),
  });
  // The values that were kept during a sign-in are older than this draft.
  if (kept.ok) await deleteTyped();
  return kept;
}
