import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/db/transact";
import { readSealedFile } from "@/lib/storage/sealed-file";
import { uploadItems } from "../items";
import { pageKey, pageSelect } from "../queries/own-files";

/** A page of a candidate's file, a JPEG, for a staff member; null when there is none. That it was looked at, and from which page, is on record before a byte is read. */
export async function viewFile({
  fileId,
  staffId,
  page,
  shownOn,
  now,
}: {
  fileId: string;
  staffId: string;
  page: number;
  /** The path of the page that shows it: why it was opened. */
  shownOn: string;
  now: Date;
}): Promise<Buffer | null> {
  const found = await transact(async (tx) => {
    const file = await tx.storedFile.findFirst({
      where: { id: fileId, kind: { in: [...uploadItems] } },
      select: { ...pageSelect(page), registrationId: true, kind: true },
    });
    const key = file && pageKey(file, page);
    if (!key) return refuse("file_not_found");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "file.view",
      subject: { kind: "file", id: fileId },
      detail: { registrationId: file.registrationId, kind: file.kind, page: shownOn },
      now,
    });
    return ok(key);
  });
  return found.ok ? readSealedFile(found.value) : null;
}
