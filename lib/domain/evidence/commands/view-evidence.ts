import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { hasRole, isExamOffice, type Roles } from "@/lib/domain/account/roles";
import { transact } from "@/lib/adapter/db/transact";
import { readFileIfKept } from "@/lib/adapter/storage/encrypted-file";

/**
 * A page of a file of evidence, a JPEG, for staff; null for whoever may not see it. The auditor sees what stands beside
 * a registration; what somebody sent who is not signed in is seen by those alone who decide it. The view is recorded
 * before any byte is read.
 */
export async function viewEvidence({
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
  purpose: "shown" | "ahead" | "download";
  /** The path of the page that shows it: the reason for the view. */
  shownOn: string;
  now: Date;
}): Promise<Buffer | null> {
  // The exam office decides about requests, appeals and corrections.
  const decides = isExamOffice(staff.roles);
  if (!decides && !hasRole(staff.roles, ["AUDITOR"])) return null;
  const found = await transact(async (tx) => {
    const row = await tx.evidencePage.findFirst({
      where: { number: page, file: { id: fileId, removedAt: null, ...(decides ? {} : { phoneAppealId: null }) } },
      select: {
        storageKey: true,
        file: { select: { correctionRequestId: true, phoneAppealId: true, correctionId: true, exchangeId: true } },
      },
    });
    if (!row) return refuse("file_not_found");
    // Whoever takes the file back meanwhile waits for this record, and is refused; or was faster, and it is gone.
    const held = await tx.$queryRaw<unknown[]>`
      SELECT id FROM evidence_file WHERE id = ${fileId}::uuid AND removed_at IS NULL FOR SHARE`;
    if (held.length === 0) return refuse("file_not_found");
    const beside = Object.entries(row.file).filter(([, id]) => id !== null);
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "evidence.view",
      subject: { kind: "evidence", id: fileId },
      detail: { ...Object.fromEntries(beside), page: shownOn, purpose },
      now,
    });
    return ok(row.storageKey);
  });
  return found.ok ? readFileIfKept(found.value) : null;
}
