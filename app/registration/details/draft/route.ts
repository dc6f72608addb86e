import { messages } from "@/app/_lib/messages/all";
import { deleteTyped } from "@/lib/auth/kept-typed";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { currentVisitor } from "@/lib/auth/step";
import { refuse } from "@/lib/core/result";
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
  const { candidate, examSession } = await currentVisitor();
  if (!candidate) return refuse("signed_out");
  if (!examSession) return refuse("no_session");
  if (Number(request.headers.get("content-length") ?? Infinity) > MAX_BYTES) return refuse("text_too_long");
  const fields = Object.fromEntries(new URLSearchParams(await request.text()));
  const typed = draftSchema.safeParse(fields);
  if (!typed.success) return refuse("text_too_long");
  const basis = readBasis(fields["basis"]);
  const kept = await saveDraft({
    accountId: candidate.id,
    examSessionId: examSession.id,
    typed: typed.data,
    basis,
    now: new Date(),
  });
  // The values that were kept during a sign-in are older than this draft.
  if (kept.ok) await deleteTyped();
  return kept;
}
