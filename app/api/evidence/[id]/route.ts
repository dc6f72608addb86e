import { z } from "zod";
import { formatStamp } from "@/app/_lib/format";
import { currentCandidate, currentStaff } from "@/lib/auth/session";
import { thumbnail } from "@/lib/adapter/image/document";
import { watermark } from "@/lib/adapter/image/watermark";
import { ownEvidence } from "@/lib/domain/correction/queries/own-evidence";
import { viewEvidence } from "@/lib/domain/evidence/commands/view-evidence";
import { pictureHeaders, purposeOf, referringPage } from "../../files/delivery";

const asked = z.object({
  id: z.uuid(),
  page: z.coerce.number().int().min(1).max(100).catch(1),
  size: z.literal("thumbnail").optional().catch(undefined),
});

/** A page of evidence for the candidate whose request it is, or for staff, whose view is recorded. Else a 404. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const query = asked.safeParse({ ...Object.fromEntries(new URL(request.url).searchParams), ...(await params) });
  const picture = query.success ? await pictureFor(query.data, request) : null;
  if (!picture) return new Response("Not found", { status: 404, headers: { "cache-control": "no-store" } });
  const bytes = query.data?.size ? await thumbnail(picture) : picture;
  return new Response(new Uint8Array(bytes), {
    headers: { ...pictureHeaders, "content-length": String(bytes.byteLength) },
  });
}

async function pictureFor({ id: fileId, page }: z.output<typeof asked>, request: Request): Promise<Buffer | null> {
  const candidate = await currentCandidate();
  const own = candidate && (await ownEvidence({ fileId, accountId: candidate.id, page }));
  if (own) return own;
  const staff = await currentStaff();
  if (!staff) return null;
  const now = new Date();
  const purpose = purposeOf(request, false);
  const picture = await viewEvidence({ fileId, staff, page, purpose, shownOn: referringPage(request), now });
  if (!picture || purpose !== "download") return picture;
  return watermark(picture, `${staff.name} ${formatStamp(now)} 仅供报名审核`);
}
