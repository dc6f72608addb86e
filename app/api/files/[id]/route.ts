import { z } from "zod";
import { currentCandidate, currentStaff } from "@/lib/auth/session";
import type { StaffRole } from "@/lib/db/enums";
import { viewFile } from "@/lib/registration/commands/view-file";
import { type FileContent, ownFileContent } from "@/lib/registration/queries/own-files";

/** Who looks at candidates' pictures as part of the work. */
const viewers: readonly StaffRole[] = ["ADMINISTRATOR", "EXAM_OFFICER", "REVIEWER", "AUDITOR"];

/** A file for its owner, or for staff whose look at it is recorded; for everybody else there is none. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const content = z.uuid().safeParse(id).success ? await contentFor(id, request) : null;
  if (!content) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(new Uint8Array(content.bytes), { headers: headersFor(content, id) });
}

async function contentFor(fileId: string, request: Request): Promise<FileContent | null> {
  const candidate = await currentCandidate();
  const own = candidate && (await ownFileContent({ fileId, accountId: candidate.id }));
  if (own) return own;
  const staff = await currentStaff();
  if (!staff || !viewers.includes(staff.role)) return null;
  return viewFile({ fileId, staffId: staff.id, page: referringPage(request), now: new Date() });
}

/** The path of the page that shows the file, without its query. */
function referringPage(request: Request): string {
  const referer = request.headers.get("referer");
  return referer && URL.canParse(referer) ? new URL(referer).pathname.slice(0, 200) : "";
}

/** Pictures were drawn anew and may be shown; anything else is only handed out, and opened it may do nothing. */
const headersFor = ({ bytes, contentType }: FileContent, id: string) => ({
  "content-type": contentType,
  "content-length": String(bytes.byteLength),
  "content-disposition": contentType.startsWith("image/") ? "inline" : `attachment; filename="${id}.pdf"`,
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
});
