import { receiveMultipart, type ReceiveRefusal } from "@/app/api/uploads/receive-multipart";
import { messages } from "@/app/_lib/messages/all";
import { sameOriginPost } from "@/lib/http/same-origin-post";
import { requireStaff } from "@/lib/auth/session";
import { deskExamSession } from "@/lib/auth/desk-exam-session";
import { refuse } from "@/lib/core/result";
import { startImport } from "@/lib/domain/roster/commands/start-import";
import { withNotice } from "@/lib/http/notice";

const CSV_BYTES = 100_000_000;
/** For all formats but CSV: a workbook of this size unpacks to hundreds of megabytes. */
const XLSX_BYTES = 20_000_000;

/**
 * Receives a roster as a plain form post. The file goes to disk and then into the store. The browser is redirected to
 * the import's page.
 */
export const POST = sameOriginPost(async (request) => {
  const staff = await requireStaff(["EXAM_OFFICER"], "/admin/roster");
  const examSession = await deskExamSession();
  const outcome = examSession
    ? await receive(request, { examSessionId: examSession.id, staffId: staff.id })
    : refuse("no_session");
  // 303: the browser continues with a GET, so that a reload does not post again.
  const location = outcome.ok ? `/admin/roster/${outcome.value.id}` : withNotice("/admin/roster", outcome.error);
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}, refuseCrossOrigin);

/** The browser shows this as a page. */
function refuseCrossOrigin(): Response {
  return new Response(messages.cross_origin, { status: 403 });
}

async function receive(request: Request, owner: { examSessionId: string; staffId: string }) {
  const received = await receiveMultipart(request, {
    totalBytes: CSV_BYTES + 10_000,
    fileBytes: (field) => (field === "roster" ? CSV_BYTES : 0),
  });
  if (!received.ok) return refuse(tooLarge(received.error));
  try {
    const [file, ...more] = received.value.files;
    if (!file) return refuse("file_missing");
    if (more.length > 0) return refuse("upload_malformed");
    if (!/\.(?:csv|txt|tsv)$/i.test(file.name) && file.size > XLSX_BYTES) return refuse("roster_file_too_large");
    // He may have switched to another exam session in another tab: the roster must not go into that one.
    if (received.value.fields["examSession"] !== owner.examSessionId) return refuse("roster_session_switched");
    return await startImport({ ...owner, fileName: file.name, path: file.path, size: file.size, now: new Date() });
  } finally {
    await received.value.discard();
  }
}

/** The sentence for pictures names another limit. */
const tooLarge = (error: ReceiveRefusal) => (error === "file_too_large" ? "roster_file_too_large" : error);
