import { readFile } from "node:fs/promises";
import { z } from "zod";
import { receiveMultipart } from "@/app/api/uploads/receive-multipart";
import { messages } from "@/app/_lib/messages/all";
import { requireStaff } from "@/lib/auth/session";
import { SCHOOL_PICTURE_BYTES } from "@/lib/adapter/image/school-picture";
import { refuse } from "@/lib/core/result";
import { setSchoolPicture } from "@/lib/domain/exam-session/commands/set-picture";
import { withNotice } from "@/lib/http/notice";
import { sameOriginPost } from "@/lib/http/same-origin-post";

const posted = z.object({ kind: z.enum(["emblem", "banner"]), remove: z.literal("1").optional() });

/** Receives an emblem or banner as a plain form post, or the wish to return to the drawn one. */
export const POST = sameOriginPost(
  async (request, { params }: { params: Promise<{ id: string }> }) => {
    const { id } = await params;
    const staff = await requireStaff(["EXAM_OFFICER"], "/admin/sessions");
    const outcome = z.uuid().safeParse(id).success
      ? await receive(request, { examSessionId: id, staffId: staff.id })
      : refuse("session_not_found");
    const code = outcome.ok ? "school_picture_set" : outcome.error;
    return new Response(null, {
      status: 303,
      headers: {
        location: withNotice(code === "session_not_found" ? "/admin/sessions" : `/admin/sessions/${id}`, code),
        "cache-control": "no-store",
      },
    });
  },
  () => new Response(messages.cross_origin, { status: 403 }),
);

async function receive(request: Request, owner: { examSessionId: string; staffId: string }) {
  const received = await receiveMultipart(request, {
    totalBytes: SCHOOL_PICTURE_BYTES + 10_000,
    fileBytes: (field) => (field === "picture" ? SCHOOL_PICTURE_BYTES : 0),
  });
  if (!received.ok)
    return refuse(received.error === "file_too_large" ? "school_picture_too_large" : "upload_malformed");
  const { fields, files, discard } = received.value;
  try {
    const wish = posted.safeParse(fields);
    if (!wish.success) return refuse("upload_malformed");
    const [file] = files;
    if (!wish.data.remove && !file) return refuse("file_missing");
    const upload = wish.data.remove || !file ? null : await readFile(file.path);
    return await setSchoolPicture({ ...owner, kind: wish.data.kind, upload, now: new Date() });
  } finally {
    await discard();
  }
}
