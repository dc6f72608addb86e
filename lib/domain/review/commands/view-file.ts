import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Roles } from "@/lib/domain/account/roles";
import { transact } from "@/lib/adapter/db/transact";
import { uploadKinds } from "@/lib/domain/registration/items";
import { pageKey, pageSelect } from "@/lib/domain/registration/queries/own-files";
import { readEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { reviewReaders } from "../stages";

/** How a picture is delivered: shown on a page, prefetched before its page is open, or saved. */
export type ViewPurpose = "shown" | "ahead" | "download";

/**
 * Returns a page of a candidate's file, a JPEG, to a member of staff; null when his scope has no such page. The view is
 * recorded before any byte is read: who, which file, and from which page.
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
  staff: { id: string; roles: Roles };
  page: number;
  purpose: ViewPurpose;
  /** The path of the page that shows it: the reason for the view. */
  shownOn: string;
  now: Date;
}): Promise<Buffer | null> {
  const scope = scopeWhere(await scopeOf(staff, reviewReaders));
  const found = await transact(async (tx) => {
    const file = await tx.storedFile.findFirst({
      where: {
        id: fileId,
        kind: { in: [...uploadKinds] },
        registration: scope,
        // A proof of 合理便利 that was taken back, or never handed in, is nobody's any more.
        OR: [{ kind: { not: "ACCOMMODATION_PROOF" } }, { removedAt: null, registration: { status: { not: "DRAFT" } } }],
      },
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
