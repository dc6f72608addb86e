import { z } from "zod";
import { formatStamp } from "@/app/_lib/format";
import { currentCandidate, currentStaff } from "@/lib/auth/session";
import { mayAs } from "@/lib/domain/account/roles";
import { thumbnail } from "@/lib/adapter/image/document";
import { watermark } from "@/lib/adapter/image/watermark";
import { ownFileContent } from "@/lib/domain/registration/queries/own-files";
import { viewFile } from "@/lib/domain/review/commands/view-file";
import { pictureHeaders, purposeOf, referringPage } from "../delivery";
import { reviewReaders } from "@/lib/domain/review/stages";

const asked = z.object({
  id: z.uuid(),
  page: z.coerce.number().int().min(1).max(100).catch(1),
  size: z.literal("thumbnail").optional().catch(undefined),
  /** The browser prefetches it before its page is open. */
  ahead: z.literal("1").optional().catch(undefined),
});

type Asked = z.output<typeof asked>;

/** A page of a file for its owner, or for staff, whose view is recorded. Any other visitor gets a 404. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const query = asked.safeParse({ ...Object.fromEntries(new URL(request.url).searchParams), ...(await params) });
  const picture = query.success ? await pictureFor(query.data, request) : null;
  if (!picture) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  const bytes = query.data?.size ? await thumbnail(picture) : picture;
  return new Response(new Uint8Array(bytes), {
    headers: { ...pictureHeaders, "content-length": String(bytes.byteLength) },
  });
}

async function pictureFor({ id: fileId, page, ahead }: Asked, request: Request): Promise<Buffer | null> {
  const candidate = await currentCandidate();
  const own = candidate && (await ownFileContent({ fileId, accountId: candidate.id, page }));
  if (own) return own;
  const staff = await currentStaff();
  if (!staff || !mayAs(staff.roles, reviewReaders)) return null;
  const now = new Date();
  const purpose = purposeOf(request, ahead !== undefined);
  const picture = await viewFile({ fileId, staff, page, purpose, shownOn: referringPage(request), now });
  if (!picture || purpose !== "download") return picture;
  return watermark(picture, `${staff.name} ${formatStamp(now)} 仅供报名审核`);
}
