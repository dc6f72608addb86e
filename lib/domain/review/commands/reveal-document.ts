import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";

/** Returns the whole document number to a member of staff, and records that he saw it. */
export async function revealDocument({
  registrationId,
  staff,
  now,
}: {
  registrationId: string;
  staff: { id: string; role: StaffRole };
  now: Date;
}) {
  const scope = scopeWhere(await scopeOf(staff));
  return transact<{ number: string }, "registration_not_found">(async (tx) => {
    const registration = await tx.registration.findFirst({
      where: { id: registrationId, AND: [scope] },
      select: { id: true, documentEncrypted: true },
    });
    if (!registration?.documentEncrypted) return refuse("registration_not_found");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "registration.reveal_document",
      subject: { kind: "registration", id: registrationId },
      now,
    });
    return ok({
      number: decryptColumn("registration.document_encrypted", registration.id, registration.documentEncrypted),
    });
  });
}
