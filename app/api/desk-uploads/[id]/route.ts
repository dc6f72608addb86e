import { z } from "zod";
import { receiveMultipart } from "@/app/api/uploads/receive-multipart";
import { answerCrossOrigin } from "@/app/api/uploads/answer";
import { requireStaff } from "@/lib/auth/session";
import { fillUpload } from "@/lib/domain/registration/commands/desk-filling";
import { type UploadItem, uploadItems } from "@/lib/domain/registration/items";
import { uploadLimit } from "@/lib/domain/registration/uploads";
import { refuse } from "@/lib/core/result";
import { withNotice } from "@/lib/http/notice";
import { sameOriginPost } from "@/lib/http/same-origin-post";

const isKind = (field: string): field is UploadItem => (uploadItems as readonly string[]).includes(field);

/** 当面代填: a document or portrait that staff upload for the person who stands before them. A plain form post. */
export const POST = sameOriginPost(
  async (request, { params }: { params: Promise<{ id: string }> }) => {
    const staff = await requireStaff(["EXAM_OFFICER"], "/admin/in-person");
    const { id } = await params;
    const outcome = z.uuid().safeParse(id).success ? await receive(request, id, staff.id) : refuse("filling_over");
    const page = `/admin/registrations/${id}/fill`;
    const location =
      !outcome.ok && outcome.error === "filling_over"
        ? withNotice("/admin/in-person", "filling_over")
        : withNotice(page, outcome.ok ? "file_kept" : outcome.error);
    return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
  },
  () => answerCrossOrigin(false),
);

async function receive(request: Request, registrationId: string, staffId: string) {
  const received = await receiveMultipart(request, {
    totalBytes: uploadLimit("PORTRAIT") + 100_000,
    fileBytes: (field) => (isKind(field) ? uploadLimit(field) : 0),
  });
  if (!received.ok) return received;
  try {
    const { fields, files } = received.value;
    const [file] = files;
    if (!file) return refuse("file_missing");
    if (!isKind(file.field)) return refuse("upload_malformed");
    if (file.size === 0) return refuse("file_empty");
    return await fillUpload({
      registrationId,
      staffId,
      kind: file.field,
      source: file.path,
      faceConsent: fields["faceConsent"] === "on",
      now: new Date(),
    });
  } finally {
    await received.value.discard();
  }
}
