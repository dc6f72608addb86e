import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { uploadItems } from "@/lib/domain/registration/items";
import { pageKey, pageSelect } from "@/lib/domain/registration/queries/own-files";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";

/** How a picture left the store: to be seen on a page, fetched before its page is open, or to be kept. */
export type ViewPurpose = "shown" | "ahead" | "download";

/**
 * A page of a candidate's file, a JPEG, for a staff member; null when there is none within his scope. That it was
 * looked at, for what and from which page, is on record before a byte is read.
 */
export async function viewFile({
  fileId,
  staff,
  page,
  purpose,
  shownOn,
  now,
}: {
  fileId: string;
  staff: { id: string; role: StaffRole };
  page: number;
  purpose: ViewPurpose;
  /** The path of the page that shows it: why it was opened. */
  shownOn: string;
  now: Date;
}): Promise<Buffer | null> {
  const scope = scopeWhere(await scopeOf(staff));
  const found = await transact(async (tx) => {
    const file = await tx.storedFile.findFirst({
      where: { id: fileId, kind: { in: [...uploadItems] }, registration: scope },
      select: { ...pageSelect(page), registrationId: true, kind: true },
    });
    const key = file && pageKey(file, page);
    if (!key) return refuse("file_not_found");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "file.view",
      subject: { kind: "file", id: fileId },
      detail: { registrationId: file.registrationId, kind: file.kind, page: shownOn, purpose },
      now,
    });
    return ok(key);
  });
  return found.ok ? readEncryptedFile(found.value) : null;
}
