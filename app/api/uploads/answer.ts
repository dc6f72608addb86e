import { messages } from "@/app/_lib/messages/all";
import { loginAddress } from "@/lib/auth/session";
import type { Result } from "@/lib/core/result";
import type { StoreUploadRefusal } from "@/lib/domain/registration/commands/store-upload";
import type { RemoveUploadRefusal } from "@/lib/domain/registration/commands/remove-upload";
import type { RotateUploadRefusal } from "@/lib/domain/registration/commands/rotate-upload";
import type { StoredUpload } from "@/lib/domain/registration/commands/store-pages";
import { withNotice } from "@/lib/http/notice";
import type { StoreEvidenceRefusal } from "@/lib/domain/evidence/commands/store-evidence";
import type { RequestEvidenceRefusal } from "@/lib/domain/correction/commands/request-evidence";
import type { RemoveEvidenceRefusal } from "@/lib/domain/evidence/commands/remove-evidence";
import type { ScanRefusal } from "@/lib/domain/correction/commands/add-scan";
import type { ReceiveRefusal } from "./receive-multipart";

export type SignedOut = "signed_out" | "signed_out_text_kept" | "signed_out_file_lost";

export type Refusal =
  | StoreUploadRefusal
  | RemoveUploadRefusal
  | RotateUploadRefusal
  | ReceiveRefusal
  | StoreEvidenceRefusal
  | RequestEvidenceRefusal
  | RemoveEvidenceRefusal
  | ScanRefusal
  | SignedOut
  | "phone_not_proven"
  | "exchange_closed"
  | "no_session"
  | "exam_session_gone"
  | "step_comes_later"
  | "file_missing"
  | "draft_outdated";

/** `news`: the notice after a post without JavaScript. `to`: the address to go to instead. */
export type Outcome = Result<{ file: StoredUpload | null; news: UploadNews; to?: string }, Refusal>;

export type UploadNews = "file_kept" | "file_rotated" | "file_removed" | "exchange_handed_in";

const isSignedOut = (error: Refusal): error is SignedOut => error.startsWith("signed_out");

const noStore = { "cache-control": "no-store" };

export function answerJson(outcome: Outcome): Response {
  if (outcome.ok) return Response.json({ file: outcome.value.file }, { headers: noStore });
  const { error } = outcome;
  return Response.json({ error, message: messages[error] }, { status: statusOf(error), headers: noStore });
}

function statusOf(error: Refusal): number {
  if (isSignedOut(error)) return 401;
  if (error === "file_not_found") return 404;
  return error === "file_too_large" ? 413 : 422;
}

/** A post from another site: answered in the same two ways. */
export function answerCrossOrigin(json: boolean): Response {
  const message = messages.cross_origin;
  const answer = { status: 403, headers: noStore };
  return json ? Response.json({ error: "cross_origin", message }, answer) : new Response(message, answer);
}

/** 303: the browser continues with a GET, so that a reload does not post again. */
export function answerPage(outcome: Outcome, page: string): Response {
  const to = (location: string) => new Response(null, { status: 303, headers: { ...noStore, location } });
  if (!outcome.ok && isSignedOut(outcome.error)) return to(loginAddress("candidate", outcome.error, page));
  if (!outcome.ok) return to(withNotice(page, outcome.error));
  if (outcome.value.to) return to(outcome.value.to);
  return to(withNotice(page, outcome.value.news));
}
