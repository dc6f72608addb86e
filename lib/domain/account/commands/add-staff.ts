import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import { hashPassword } from "@/lib/adapter/crypto/password";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { inOrder, type Roles } from "../roles";
import { demandAdministrator } from "./change-member";
import { type StaffPasswordRefusal, staffPasswordRefusal } from "./judge-staff-password";
import { drawInvitation, sendInvitation } from "./send-invitation";

/**
 * Adds a member of staff; one member for each phone. With a password (typed on the server's command line, for the first
 * administrator) he can sign in at once. Without one he is invited, by an SMS with a link, to set his own, which no
 * colleague learns.
 */
export async function addStaff({
  phone,
  name,
  roles,
  allSchools,
  password,
  actor,
  now,
}: {
  phone: string;
  name: string;
  roles: Roles;
  /** true: a reviewer of every school. Otherwise he sees no candidate until an administrator assigns schools to him. */
  allSchools: boolean;
  password: string | null;
  actor: Actor;
  now: Date;
}): Promise<Result<{ id: string }, StaffPasswordRefusal | "no_longer_administrator" | "staff_phone_taken">> {
  const unfit = password !== null && (await staffPasswordRefusal(password, { phone, name, staffId: null }));
  if (unfit) return refuse(unfit);
  const invitation = password === null ? drawInvitation(now) : null;
  const access =
    password === null ? invitation?.columns : { passwordHash: await hashPassword(password), passwordSetAt: now };
  try {
    const added = await transact(async (tx) => {
      const allowed = await demandAdministrator(tx, actor);
      if (!allowed.ok) return allowed;
      const id = uuidv7(now);
      await tx.staff.create({
        data: {
          id,
          phoneIndex: blindIndex("phone", phone),
          phoneEncrypted: encryptColumn("staff.phone_encrypted", id, phone),
          name,
          roles: inOrder(roles),
          allSchools,
          ...access,
          createdAt: now,
        },
      });
      await recordAudit(tx, {
        actor,
        action: "staff.add",
        subject: { kind: "staff", id },
        detail: { roles: inOrder(roles), invited: password === null },
        now,
      });
      return ok({ id });
    });
    if (added.ok && invitation) {
      await sendInvitation({ memberId: added.value.id, phone, token: invitation.token, now });
    }
    return added;
  } catch (error) {
    if (violatedIndex(error)) return refuse("staff_phone_taken");
    throw error;
  }
}
