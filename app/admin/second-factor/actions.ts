"use server";

import { redirect } from "next/navigation";
import { beginSecondFactor, confirmSecondFactor } from "@/lib/domain/account/commands/set-up-second-factor";
import { askForPasskey, givePasskey } from "@/lib/domain/account/commands/passkeys";
import { changeStaffPassword } from "@/lib/domain/account/commands/change-staff-password";
import { giveSecondFactor } from "@/lib/domain/account/commands/give-second-factor";
import { changePasswordSchema, confirmSecondFactorSchema, secondFactorSchema } from "@/lib/domain/account/schema";
import type { SecondFactorRefusal } from "@/lib/domain/account/second-factor";
import { currentDevice, rememberDevice } from "@/lib/auth/device";
import { byField, type FormState, formIn, typedValues } from "@/lib/auth/form-state";
import { currentSecondFactor, loginAddress, secondFactorAddress } from "@/lib/auth/session";
import { challengeAfter } from "@/lib/http/challenge";
import { clientAddress } from "@/lib/http/client-address";
import { withNotice } from "@/lib/http/notice";
import { deskPath } from "@/lib/http/own-path";
import type { PasswordState } from "../(desk)/account/password-state";
import type { PasskeyAsked } from "../_components/passkey-form";

export type FactorFormState = FormState<SecondFactorRefusal>;

// These actions are open to whoever typed his password and nothing more: each works on the login session of the cookie
// alone, and the commands refuse what its state does not allow.

async function half() {
  const state = await currentSecondFactor();
  if (!state) redirect(loginAddress("staff", "signed_out"));
  return state;
}

const visitor = async () => ({ device: await currentDevice(), address: await clientAddress(), now: new Date() });

export async function beginSecondFactorAction(_previous: FactorFormState, given: FormData): Promise<FactorFormState> {
  const { loginSessionId } = await half();
  const next = deskPath(formIn(given).get("next"));
  const begun = await beginSecondFactor({ loginSessionId, now: new Date() });
  if (!begun.ok) return { status: "refused", error: begun.error, values: {} };
  // Another address than the gate's own, which sends whoever may not pass.
  redirect(`/admin/second-factor?step=set-up&next=${encodeURIComponent(next)}`);
}

export async function confirmSecondFactorAction(_previous: FactorFormState, given: FormData): Promise<FactorFormState> {
  const { loginSessionId } = await half();
  const form = formIn(given);
  const values = typedValues(form);
  const input = confirmSecondFactorSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "invalid", fieldErrors: byField(input.error), values };
  const done = await confirmSecondFactor({ loginSessionId, code: input.data.code, ...(await visitor()) });
  if (!done.ok) return { status: "refused", error: done.error, values };
  await rememberDevice(done.value.staffId);
  redirect(withNotice(deskPath(form.get("next")), "second_factor_set"));
}

export async function giveSecondFactorAction(_previous: FactorFormState, given: FormData): Promise<FactorFormState> {
  const state = await half();
  const form = formIn(given);
  const next = deskPath(form.get("next"));
  // The same post again, after its answer was lost.
  if (state.opensDesk) redirect(next);
  const input = secondFactorSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return { status: "invalid", fieldErrors: byField(input.error), values: {} };
  const { loginSessionId } = state;
  const done = await giveSecondFactor({ loginSessionId, code: input.data.code, ...(await visitor()) });
  if (!done.ok) return { status: "refused", error: done.error, values: {} };
  await rememberDevice(done.value.staffId);
  redirect(done.value.by === "recovery" ? withNotice(next, "recovery_code_used") : next);
}

/**
 * A new password where the strict rules ask for one (STAFF_PASSWORD_POLICY), after the second factor and before the
 * desk. The old one is typed again, so that an unattended browser is not enough.
 */
export async function renewPasswordAction(_previous: PasswordState, given: FormData): Promise<PasswordState> {
  const { staffId, loginSessionId, opensDesk, passwordDue } = await half();
  const form = formIn(given);
  const next = deskPath(form.get("next"));
  if (!opensDesk || !passwordDue) redirect(opensDesk ? next : secondFactorAddress(next));
  const input = changePasswordSchema.safeParse(Object.fromEntries(form));
  if (!input.success)
    return { form: { status: "invalid", fieldErrors: byField(input.error), values: {} }, challenge: null };
  const proof = form.get("altcha");
  const { device, address, now } = await visitor();
  const result = await changeStaffPassword({
    staffId,
    loginSessionId,
    ...input.data,
    address,
    device,
    effort: { proof: typeof proof === "string" && proof !== "" ? proof : null, capable: form.get("capable") === "1" },
    now,
  });
  if (!result.ok)
    return { form: { status: "refused", error: result.error, values: {} }, challenge: await challengeAfter(result) };
  await rememberDevice(staffId);
  redirect(withNotice(next, "own_password_changed"));
}

/** Asks for a passkey instead of the code: of whoever gave his password, or is at the desk already. */
export async function askPasskeyAction(_previous: PasskeyAsked, _given: FormData): Promise<PasskeyAsked> {
  const { loginSessionId } = await half();
  const asked = await askForPasskey({ loginSessionId, now: new Date() });
  return asked.ok ? { status: "asked", options: asked.value } : { status: "refused", error: asked.error, values: {} };
}

export async function givePasskeyAction(_previous: FormState, given: FormData): Promise<FormState> {
  const { loginSessionId, opensDesk } = await half();
  const form = formIn(given);
  const answer = form.get("answer");
  const done = await givePasskey({
    loginSessionId,
    answer: typeof answer === "string" ? answer : "",
    now: new Date(),
  });
  if (!done.ok) return { status: "refused", error: done.error, values: {} };
  await rememberDevice(done.value.staffId);
  const next = deskPath(form.get("next"));
  redirect(opensDesk ? withNotice(next, "identity_confirmed") : next);
}
