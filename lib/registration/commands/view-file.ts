import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/db/transact";
import { readSealedFile } from "@/lib/storage/sealed-file";
import { uploadItems } from "../items";
import type { FileContent } from "../queries/own-files";

/** A candidate's file for a staff member; null when there is none. That it was looked at, and from which page, is on record before a byte is read. */
export async function viewFile({
  fileId,
  staffId,
  page,
  now,
}: {
  fileId: string;
  staffId: string;
  /** The path of the page that shows it: why it was opened. */
  page: string;
  now: Date;
}): Promise<FileContent | null> {
  const found = await transact(async (tx) => {
    const file = await tx.storedFile.findFirst({
      where: { id: fileId, kind: { in: [...uploadItems] } },
      select: { storageKey: true, contentType: true, registrationId: true, kind: true },
    });
    if (!file) return refuse("file_not_found");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "file.view",
      subject: { kind: "file", id: fileId },
      detail: { registrationId: file.registrationId, kind: file.kind, page },
      now,
    });
    return ok(file);
  });
  return found.ok ? { bytes: await readSealedFile(found.value.storageKey), contentType: found.value.contentType } : null;
}
