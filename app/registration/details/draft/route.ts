import { messages } from "@/app/_lib/messages";
import { forgetKeptTyped } from "@/lib/auth/kept-typed";
import { isSameOrigin } from "@/lib/http/origin";
import { currentVisitor } from "@/lib/auth/step";
import { refuse } from "@/lib/core/result";
import { env } from "@/lib/env";
import { saveDraft } from "@/lib/domain/registration/commands/save-draft";
import { draftSchema, readBasis } from "@/lib/domain/registration/schema";

const MAX_BYTES = 100_000;

/** Keeps the half-typed form; asked by the page itself while one types. */
export async function POST(request: Request): Promise<Response> {
  const result = await keep(request);
  const headers = { "cache-control": "no-store" };
  if (result.ok) return Response.json({ savedAt: result.value.savedAt }, { headers });
  const status = result.error === "signed_out" ? 401 : result.error === "cross_origin" ? 403 : 422;
  return Response.json({ message: messages[result.error] }, { status, headers });
}

async function keep(request: Request) {
  if (!isSameOrigin(request.headers, env().APP_URL)) return refuse("cross_origin");
  const { candidate, session } = await currentVisitor();
  if (!candidate) return refuse("signed_out");
  if (!session) return refuse("no_session");
  if (Number(request.headers.get("content-length") ?? Infinity) > MAX_BYTES) return refuse("text_too_long");
  const fields = Object.fromEntries(new URLSearchParams(await request.text()));
  const typed = draftSchema.safeParse(fields);
  if (!typed.success) return refuse("text_too_long");
  const basis = readBasis(fields["basis"]);
  const kept = await saveDraft({
    accountId: candidate.id,
    examSessionId: session.id,
    typed: typed.data,
    basis,
    now: new Date(),
  });
  // What was kept through a sign-in is older than this.
  if (kept.ok) await forgetKeptTyped();
  return kept;
}
