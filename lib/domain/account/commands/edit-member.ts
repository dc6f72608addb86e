import { recordAudit } from "@/lib/domain/audit/commands";
import { maskPhone } from "@/lib/core/phone";
import { ok, refuse, type Result } from "@/lib/core/result";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import type { Tx } from "@/lib/adapter/db/client";
import { decryptColumn, encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { hasRole, inOrder, isAdministrator } from "../roles";
import type { StaffChangeRefusal } from "../staff-refusals";
import { type MemberEdit, memberToChange } from "./change-member";

/**
 * Changes the name, phone or roles of a member of staff, in the transaction of
 * lib/domain/review/commands/change-staff.ts, which also releases his work. The last administrator who can sign in
 * stays one and keeps his phone. The audit row has the roles in full, the phones masked, and of the name only that it
 * changed.
 */
export async function editMember(tx: Tx, edit: MemberEdit): Promise<Result<{ lostRole: boolean }, StaffChangeRefusal>> {
  const { memberId, name, phone, reason, confirmed, actor, now } = edit;
  const found = await memberToChange(tx, edit);
  if (!found.ok) return found;
  const { before, isLastAdministrator } = found.value;
  const phoneIndex = phone === null ? before.phoneIndex : blindIndex("phone", phone);
  const newPhone = phone !== null && phoneIndex !== before.phoneIndex ? phone : null;
  const [roles, former] = [inOrder(edit.roles), inOrder(before.roles)];
  const newRoles = roles.join() !== former.join();
  const lostRole = former.some((role) => !roles.includes(role));
  const staysReviewer = [roles, former].every((each) => hasRole(each, ["REVIEWER"]));
  if (!newRoles && newPhone === null && name === before.name) return refuse("nothing_changed");
  // A name may be corrected without a reason. Roles and phone decide what the member may do and where he signs in, so
  // they need one.
  if ((newRoles || newPhone !== null) && !confirmed) return refuse("change_unconfirmed");
  if ((newRoles || newPhone !== null) && reason === "") return refuse("change_reason_missing");
  if (isLastAdministrator && (!isAdministrator(roles) || newPhone !== null)) return refuse("last_administrator");

  await tx.staff.update({
    where: { id: memberId },
    data: {
      name,
      roles,
      version: { increment: 1 },
      ...(newPhone === null
        ? {}
        : {
            phoneIndex,
            phoneEncrypted: encryptColumn("staff.phone_encrypted", memberId, newPhone),
            // The link went to the former phone.
            invitationHash: null,
            invitationSentAt: null,
          }),
      // Assigned schools belong to the role of reviewer. A member who becomes a reviewer again starts without schools,
      // like a new one.
      ...(newRoles && !staysReviewer ? { allSchools: false, scopes: { deleteMany: {} } } : {}),
    },
  });
  await recordAudit(tx, {
    actor,
    action: "staff.edit",
    subject: { kind: "staff", id: memberId },
    detail: {
      ...(name === before.name ? {} : { name: "changed" }),
      ...(newRoles ? { roles: { before: former, after: roles } } : {}),
      ...(newPhone === null
        ? {}
        : {
            phone: {
              before: maskPhone(decryptColumn("staff.phone_encrypted", memberId, before.phoneEncrypted)),
              after: maskPhone(newPhone),
            },
          }),
      ...(reason ? { reason } : {}),
    },
    now,
  });
  return ok({ lostRole });
}
