import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { invitationEnd } from "../invitation";
import { demandAdministrator } from "./change-member";
import { isCommonPassword } from "./is-common-password";

/**
 * Adds a member of staff; one member for each phone. With a password (typed on the server's command line, for the first
 * administrator) he can sign in at once. Without one he is invited to set his own, which no colleague learns.
 */
export async function addStaff({
  phone,
  name,
  role,
  allSchools,
  password,
  actor,
  now,
}: {
  phone: string;
  name: string;
  role: StaffRole;
  /** true: a reviewer of every school. Otherwise he sees no candidate until an administrator assigns schools to him. */
  allSchools: boolean;
  password: string | null;
  actor: Actor;
  now: Date;
}): Promise<Result<{ id: string }, "password_common" | "no_longer_administrator" | "staff_phone_taken">> {
  if (password !== null && (await isCommonPassword(password, { phone, name }))) return refuse("password_common");
  const access =
    password === null ? { invitedUntil: invitationEnd(now) } : { passwordHash: await hashPassword(password) };
  try {
    return await transact(async (tx) => {
      const allowed = await demandAdministrator(tx, actor);
      if (!allowed.ok) return allowed;
      const id = uuidv7(now);
      await tx.staff.create({
        data: {
          id,
          phoneIndex: blindIndex("phone", phone),
          phoneEncrypted: encryptColumn("staff.phone_encrypted", id, phone),
          name,
          role,
          allSchools,
          ...access,
          createdAt: now,
        },
      });
      await recordAudit(tx, {
        actor,
        action: "staff.add",
        subject: { kind: "staff", id },
        detail: { role, invited: password === null },
        now,
      });
      return ok({ id });
    });
  } catch (error) {
    if (violatedIndex(error)) return refuse("staff_phone_taken");
    throw error;
  }
}
