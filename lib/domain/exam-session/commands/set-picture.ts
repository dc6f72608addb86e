import { createHash } from "node:crypto";
import { schoolPicture } from "@/lib/adapter/image/school-picture";
import { transact } from "@/lib/adapter/db/transact";
import { ok, refuse, type Result } from "@/lib/core/result";
import { recordAudit } from "@/lib/domain/audit/commands";

export type PictureKind = "emblem" | "banner";

export type SetPictureRefusal = "session_not_found" | "school_picture_unreadable";

const columns = { emblem: "emblemHash", banner: "bannerHash" } as const;

/**
 * Makes an upload the emblem or banner of an exam session; `upload: null` returns to the drawn one. Everything that
 * candidates see changes at once. The row's version stays, so that a colleague's open form can still be saved.
 */
export async function setSchoolPicture({
  examSessionId,
  kind,
  upload,
  staffId,
  now,
}: {
  examSessionId: string;
  kind: PictureKind;
  upload: Uint8Array | null;
  staffId: string;
  now: Date;
}): Promise<Result<{ id: string }, SetPictureRefusal>> {
  const picture = upload && (await schoolPicture(kind, upload));
  if (upload && !picture) return refuse("school_picture_unreadable");
  const hash = picture ? createHash("sha256").update(picture.bytes).digest("hex") : null;
  return transact<{ id: string }, SetPictureRefusal>(async (tx) => {
    await tx.$queryRaw`SELECT id FROM exam_session WHERE id = ${examSessionId}::uuid FOR UPDATE`;
    const before = await tx.examSession.findUnique({ where: { id: examSessionId } });
    if (!before) return refuse("session_not_found");
    if (picture && hash)
      await tx.schoolPicture.createMany({ data: [{ hash, ...picture, createdAt: now }], skipDuplicates: true });
    const column = columns[kind];
    await tx.examSession.update({
      where: { id: examSessionId },
      data: { [column]: hash, updatedAt: before.updatedAt },
    });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "exam_session.set_picture",
      subject: { kind: "exam_session", id: examSessionId },
      detail: { picture: kind, before: before[column], after: hash },
      now,
    });
    return ok({ id: examSessionId });
  });
}
