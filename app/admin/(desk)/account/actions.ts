"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { ok, refuse } from "@/lib/core/result";
import { changeStaffPassword } from "@/lib/domain/account/commands/change-staff-password";
import { endMemberLogins } from "@/lib/domain/account/commands/end-member-logins";
import { changePasswordSchema, endOwnLoginsSchema, removePasskeySchema } from "@/lib/domain/account/schema";
import { addPasskey, beginPasskey, removePasskey } from "@/lib/domain/account/commands/passkeys";
import { bindIdentity, unbindIdentity } from "@/lib/domain/account/commands/sso";
import { graveStaffAction, staffAction } from "@/lib/auth/actions";
import { clientAddress } from "@/lib/http/client-address";
import { loginOrigin } from "@/lib/http/login-origin";
import { challengeAfter } from "@/lib/http/challenge";
import { currentDevice, rememberDevice } from "@/lib/auth/device";
import { byField, formIn, type FormState } from "@/lib/auth/form-state";
import { identityRefusal } from "@/lib/auth/identity";
import { requireStaff } from "@/lib/auth/session";
import { ssoBinding } from "@/lib/auth/staff-sso";
import { withNotice } from "@/lib/http/notice";
import { everyRole } from "@/lib/domain/account/roles";
import type { PasskeyAsked } from "../../_components/passkey-form";
import type { PasswordState } from "./password-state";

export async function changePasswordAction(_previous: PasswordState, given: FormData): Promise<PasswordState> {
  const staff = await requireStaff(everyRole, "/admin/account");
  const form = formIn(given);
  const input = changePasswordSchema.safeParse(Object.fromEntries(form));
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
  everyRole,
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

/** Leads to the page that sets up a new authenticator app. The former one counts until the new one is confirmed. */
export const replaceSecondFactorAction = graveStaffAction(everyRole, z.object({}), () => Promise.resolve(ok(null)), {
  path: "/admin/second-factor?step=replace&next=%2Fadmin%2Faccount",
  notice: "second_factor_replacing",
});

/** Asks the browser to make a passkey. A code of the second factor must be fresh: the key will stand in for it. */
export async function beginPasskeyAction(_previous: PasskeyAsked, given: FormData): Promise<PasskeyAsked> {
  const staff = await requireStaff(everyRole, "/admin/account");
  const now = new Date();
  const due = await identityRefusal(staff, formIn(given), now);
  if (due) return { status: "invalid", fieldErrors: { identityCode: [due] }, values: {} };
  const begun = await beginPasskey({ loginSessionId: staff.loginSessionId, now });
  return begun.ok ? { status: "asked", options: begun.value } : { status: "refused", error: begun.error, values: {} };
}

/** Keeps the key that the browser has made; the command demands the code of a moment ago once more. */
export async function addPasskeyAction(_previous: FormState, given: FormData): Promise<FormState> {
  const { loginSessionId } = await requireStaff(everyRole, "/admin/account");
  const answer = formIn(given).get("answer");
  const added = await addPasskey({
    loginSessionId,
    answer: typeof answer === "string" ? answer : "",
    name: (await loginOrigin()).device ?? "未知设备",
    now: new Date(),
  });
  if (!added.ok) return { status: "refused", error: added.error, values: {} };
  redirect(withNotice("/admin/account", "passkey_added"));
}

export const removePasskeyAction = graveStaffAction(
  everyRole,
  removePasskeySchema,
  (staff, { passkey: passkeyId }, now) => removePasskey({ staffId: staff.id, passkeyId, now }),
  { path: "/admin/account", notice: "passkey_removed" },
);

/** Binds whom the provider has just named to this login's browser. A code of the second factor must be fresh. */
export const bindSsoAction = graveStaffAction(
  everyRole,
  z.object({}),
  async (staff, _given, now) => {
    const binding = await ssoBinding.read(now);
    if (binding?.loginSessionId !== staff.loginSessionId) return refuse("sso_binding_over");
    const done = await bindIdentity({ staffId: staff.id, identity: binding.identity, now });
    if (done.ok) await ssoBinding.drop();
    return done;
  },
  { path: "/admin/account", notice: "sso_bound" },
);

export const unbindSsoAction = graveStaffAction(
  everyRole,
  z.object({}),
  ({ id: staffId, loginSessionId }, _given, now) => unbindIdentity({ staffId, loginSessionId, now }),
  { path: "/admin/account", notice: "sso_unbound" },
);
