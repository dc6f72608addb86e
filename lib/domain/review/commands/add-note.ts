import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Roles } from "@/lib/domain/account/roles";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { noteWriters } from "../stages";

/** Writes a note about a registration for colleagues. The audit row says that it was written, not what. */
export const addNote = ({
  registrationId,
  text,
  staff,
  now,
}: {
  registrationId: string;
  text: string;
  staff: { id: string; roles: Roles };
  now: Date;
}) =>
  transact<null, "registration_not_found">(async (tx) => {
    const scope = scopeWhere(await scopeOf(staff, noteWriters, tx));
    const found = await tx.registration.findFirst({
      where: { id: registrationId, AND: [scope] },
      select: { id: true },
    });
    if (!found) return refuse("registration_not_found");
    const id = uuidv7(now);
    const textEncrypted = encryptColumn("staff_note.text_encrypted", id, text);
    await tx.staffNote.create({ data: { id, registrationId, staffId: staff.id, textEncrypted, createdAt: now } });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staff.id },
      action: "registration.note",
      subject: { kind: "registration", id: registrationId },
      detail: { noteId: id },
      now,
    });
    return ok(null);
  });
