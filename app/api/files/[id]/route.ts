import { z } from "zod";
import { currentCandidate, currentStaff } from "@/lib/auth/session";
import type { StaffRole } from "@/lib/db/enums";
import { thumbnail } from "@/lib/image/document";
import { viewFile } from "@/lib/registration/commands/view-file";
import { ownFileContent } from "@/lib/registration/queries/own-files";

/** Who looks at candidates' pictures as part of the work. */
const viewers: readonly StaffRole[] = ["ADMINISTRATOR", "EXAM_OFFICER", "REVIEWER", "AUDITOR"];

const asked = z.object({
  id: z.uuid(),
  page: z.coerce.number().int().min(1).max(100).catch(1),
  size: z.literal("thumbnail").optional().catch(undefined),
});

/** A page of a file for its owner, or for staff whose look at it is recorded; for everybody else there is none. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const query = asked.safeParse({ ...Object.fromEntries(new URL(request.url).searchParams), ...(await params) });
  const picture = query.success ? await pictureFor(query.data, request) : null;
  if (!picture) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  const bytes = query.data?.size ? await thumbnail(picture) : picture;
  return new Response(new Uint8Array(bytes), { headers: { ...headers, "content-length": String(bytes.byteLength) } });
}

async function pictureFor({ id: fileId, page }: { id: string; page: number }, request: Request): Promise<Buffer | null> {
  const candidate = await currentCandidate();
  const own = candidate && (await ownFileContent({ fileId, accountId: candidate.id, page }));
  if (own) return own;
  const staff = await currentStaff();
  if (!staff || !viewers.includes(staff.role)) return null;
  return viewFile({ fileId, staffId: staff.id, page, shownOn: referringPage(request), now: new Date() });
}

/** The path of the page that shows the file, without its query. */
function referringPage(request: Request): string {
  const referer = request.headers.get("referer");
  return referer && URL.canParse(referer) ? new URL(referer).pathname.slice(0, 200) : "";
}

/** Every picture was drawn anew by us. */
const headers = {
  "content-type": "image/jpeg",
  "content-disposition": "inline",
  "cache-control": "private, no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};
