"use server";

import { redirect } from "next/navigation";
import { changeStaffPassword } from "@/lib/domain/account/commands/change-staff-password";
import { endMemberLogins } from "@/lib/domain/account/commands/end-member-logins";
import { changeStaffPasswordSchema, endOwnLoginsSchema } from "@/lib/domain/account/schema";
import { staffAction } from "@/lib/auth/actions";
import { clientAddress } from "@/lib/http/client-address";
import { challengeAfter } from "@/lib/http/challenge";
import { currentDevice, rememberDevice } from "@/lib/auth/device";
import { byField, formIn } from "@/lib/auth/form-state";
import { requireStaff } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";
import { StaffRole } from "@/lib/adapter/db/enums";
import type { PasswordState } from "./password-state";

const everybody = Object.values(StaffRole);

export async function changePasswordAction(_previous: PasswordState, given: FormData): Promise<PasswordState> {
  const staff = await requireStaff(everybody, "/admin/account");
  const form = formIn(given);
  const input = changeStaffPasswordSchema.safeParse(Object.fromEntries(form));
  // Passwords are never returned to the form, and it has no other field.
  if (!input.success)
    return { form: { status: "invalid", fieldErrors: byField(input.error), values: {} }, challenge: null };

  const proof = form.get("altcha");
  const result = await changeStaffPassword({
    staffId: staff.id,
    loginSessionId: staff.loginSessionId,
    ...input.data,
    address: await clientAddress(),
    device: await currentDevice(),
    effort: { proof: typeof proof === "string" && proof !== "" ? proof : null, capable: form.get("capable") === "1" },
    now: new Date(),
  });
  if (!result.ok)
    return { form: { status: "refused", error: result.error, values: {} }, challenge: await challengeAfter(result) };
  await rememberDevice(staff.id);
  redirect(withNotice("/admin/account", "own_password_changed"));
}

export const endOwnLoginsAction = staffAction(
  everybody,
  endOwnLoginsSchema,
  (staff, { login = null }, now) =>
    endMemberLogins({
      memberId: staff.id,
      only: login,
      keep: staff.loginSessionId,
      actor: { kind: "STAFF", id: staff.id },
      now,
    }),
  { path: "/admin/account", notice: "logins_ended" },
);
