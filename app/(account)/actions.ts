"use server";

import { redirect } from "next/navigation";
import { after } from "next/server";
import type { z } from "zod";
import type { AccountRefusal } from "@/lib/domain/account/refusals";
import { changeOwnPhone } from "@/lib/domain/account/commands/change-own-phone";
import { changePassword } from "@/lib/domain/account/commands/change-password";
import { endOwnLogins } from "@/lib/domain/account/commands/end-own-logins";
import { register } from "@/lib/domain/account/commands/register";
import { leaveAccount } from "@/lib/domain/account/commands/leave-account";
import { sendSmsCode } from "@/lib/domain/account/commands/send-sms-code";
import type { Demand, ProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { acceptInvitation, setStaffPassword } from "@/lib/domain/account/commands/set-staff-password";
import { signIn } from "@/lib/domain/account/commands/sign-in";
import { trySmsCode } from "@/lib/domain/account/commands/try-sms-code";
import {
  acceptInvitationSchema,
  changePasswordSchema,
  confirmPhoneSchema,
  endOwnLoginsSchema,
  formerPhoneSchema,
  leaveAccountSchema,
  newPasswordSchema,
  phoneAppealSchema,
  phoneSchema,
  registerSchema,
  setStaffPasswordSchema,
  signInSchema,
} from "@/lib/domain/account/schema";
import { loginOrigin } from "@/lib/http/login-origin";
import { clientAddress } from "@/lib/http/client-address";
import { byField, typedValues, formIn } from "@/lib/auth/form-state";
import { showsSmsCodes } from "@/lib/http/installation";
import { ownPath } from "@/lib/http/own-path";
import { clearPhoneTicket, readPhoneTicket, setPhoneTicket } from "@/lib/auth/phone-ticket";
import { forgetInvitation, keptInvitation } from "@/lib/auth/invitation-link";
import { currentCandidate, secondFactorAddress, setSessionCookie, toLogin } from "@/lib/auth/session";
import { invitationBehind, ownPhone, signedInStaff } from "@/lib/domain/account/queries";
import { challengeAfter } from "@/lib/http/challenge";
import { currentDevice, ensureDevice, rememberDevice } from "@/lib/auth/device";
import { filePhoneAppeal } from "@/lib/domain/appeal/commands/file-phone-appeal";
import { withNotice } from "@/lib/http/notice";
import { resetByOwner } from "@/lib/domain/registration/commands/reset-by-owner";
import type { SmsPurpose } from "@/lib/adapter/db/enums";
import { type AccountState, untouched } from "./account-state";

export async function registerAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  if (wantsCode(form)) return await sendCode("REGISTER", form);
  // An earlier press, or another tab, has already created the account.
  if (await currentCandidate()) redirect("/registration");
  const input = registerSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const result = await register({ ...input.data, device: await currentDevice(), now: new Date() });
  if (!result.ok) return await refused(form, result);
  await rememberDevice(result.value.accountId);
  await setSessionCookie("candidate", result.value.session);
  redirect("/registration");
}

/**
 * Where to redirect without a ticket. A candidate who has just set his password and opens the form again is signed in;
 * any other visitor starts again.
 */
const afterTicket = async (): Promise<string> =>
  (await currentCandidate()) ? "/registration" : withNotice("/reset-password", "reset_expired");

export async function signInAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  const input = signInSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const visitor = { address: await clientAddress(), device: await currentDevice(), effort: effortIn(form) };
  const result = await signIn({ ...input.data, ...visitor, now: new Date() });
  if (!result.ok) return await refused(form, result);
  await rememberDevice(result.value.accountId);
  await setSessionCookie("candidate", result.value.session);
  redirect(ownPath(form.get("next"), "/registration"));
}

/** The first page of 找回密码: proves the phone. */
export async function confirmPhoneAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  if (wantsCode(form)) return await sendCode("RESET_PASSWORD", form);
  const input = confirmPhoneSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const { phone, smsCode: code } = input.data;
  const result = await trySmsCode({
    purpose: "RESET_PASSWORD",
    phone,
    code,
    device: await currentDevice(),
    now: new Date(),
  });
  if (!result.ok) return await refused(form, result);
  await setPhoneTicket("reset", result.value.smsCodeId);
  redirect("/reset-password/new");
}

/** The second page of 找回密码: what only the owner knows, and the new password. */
export async function newPasswordAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  const smsCodeId = await readPhoneTicket("reset");
  if (!smsCodeId) redirect(await afterTicket());
  const input = newPasswordSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const { documentNumber, password } = input.data;
  const result = await resetByOwner({ smsCodeId, documentNumber, password, now: new Date() });
  if (!result.ok && result.error !== "reset_expired") return await refused(form, result);
  await clearPhoneTicket("reset");
  if (!result.ok) redirect(withNotice("/reset-password", result.error));
  await rememberDevice(result.value.accountId);
  await setSessionCookie("candidate", result.value.session);
  redirect("/registration");
}

/** 这不是我的账号: creates a new account for the present holder of the number. */
export async function leaveAccountAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  const smsCodeId = await readPhoneTicket("reset");
  if (!smsCodeId) redirect(await afterTicket());
  const input = leaveAccountSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const result = await leaveAccount({ smsCodeId, password: input.data.password, now: new Date() });
  if (!result.ok && result.error === "password_common") return await refused(form, result);
  await clearPhoneTicket("reset");
  if (!result.ok) redirect(withNotice("/reset-password", result.error));
  await rememberDevice(result.value.accountId);
  await setSessionCookie("candidate", result.value.session);
  redirect("/registration");
}

/** 找回账号: the appeal of an owner who has lost his old number. */
export async function filePhoneAppealAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  if (wantsCode(form)) return await sendCode("APPEAL", form);
  const input = phoneAppealSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const result = await filePhoneAppeal({ ...input.data, device: await currentDevice(), now: new Date() });
  if (!result.ok) return await refused(form, result);
  await setPhoneTicket("appeal", result.value.smsCodeId);
  redirect(withNotice("/appeal/status", "phone_appeal_filed"));
}

/** 查看处理结果: shows the outcome to the holder of the number in the appeal. */
export async function openPhoneAppealsAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  if (wantsCode(form)) return await sendCode("APPEAL", form);
  const input = confirmPhoneSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const { phone, smsCode: code } = input.data;
  const result = await trySmsCode({ purpose: "APPEAL", phone, code, device: await currentDevice(), now: new Date() });
  if (!result.ok) return await refused(form, result);
  await setPhoneTicket("appeal", result.value.smsCodeId);
  redirect("/appeal/status");
}

/** /admin/set-password: an invited member of staff proves his phone and sets his own password. */
export async function setStaffPasswordAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  if (wantsCode(form)) return await sendCode("STAFF_PASSWORD", form);
  const input = setStaffPasswordSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const result = await setStaffPassword({
    ...input.data,
    device: await currentDevice(),
    origin: await loginOrigin(),
    now: new Date(),
  });
  if (!result.ok) return await refused(form, result);
  const { staffId, session } = result.value;
  await setSessionCookie("staff", session);
  // As at the sign-in: a code by SMS makes no browser a known one where a second factor is still to be asked for.
  if (await signedInStaff(session.id, new Date())) await rememberDevice(staffId);
  redirect("/admin");
}

/** /admin/invitation: the same by the link that this browser opened, on to the second factor. */
export async function acceptInvitationAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  const now = new Date();
  const token = await keptInvitation();
  const invitation = token === null ? null : await invitationBehind(token, now);
  // The page says what became of the link.
  if (token === null || !invitation || invitation.state === "over") redirect("/admin/invitation");
  if (wantsCode(form)) {
    if (invitation.state !== "open") redirect("/admin/invitation");
    return await sendCode("STAFF_PASSWORD", form, invitation.phone);
  }
  const input = acceptInvitationSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const visitor = { device: await currentDevice(), origin: await loginOrigin() };
  const result = await acceptInvitation({ ...input.data, ...visitor, token, now });
  if (!result.ok) return await refused(form, result);
  const { staffId, session } = result.value;
  await forgetInvitation();
  await setSessionCookie("staff", session);
  if (await signedInStaff(session.id, now)) await rememberDevice(staffId);
  redirect(secondFactorAddress("/admin"));
}

/** 账号与安全: the signed-in candidate. */
async function ownAccountOr(returnTo: string) {
  const candidate = await currentCandidate();
  if (!candidate) toLogin(returnTo);
  return candidate;
}

export async function changeOwnPasswordAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  const { id: accountId, loginSessionId } = await ownAccountOr("/account");
  const input = changePasswordSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const visitor = { address: await clientAddress(), device: await currentDevice(), effort: effortIn(form) };
  const result = await changePassword({ accountId, loginSessionId, ...input.data, ...visitor, now: new Date() });
  if (!result.ok) return await refused(form, result);
  await rememberDevice(accountId);
  redirect(withNotice("/account", "own_password_is_new"));
}

/** Ends one of the candidate's other login sessions, or all of them. An ended one is no error: that was wanted. */
export async function endCandidateLoginAction(given: FormData): Promise<void> {
  const form = formIn(given);
  const { id: accountId, loginSessionId } = await ownAccountOr("/account");
  const input = endOwnLoginsSchema.safeParse(Object.fromEntries(form));
  if (!input.success) redirect("/account");
  await endOwnLogins({ accountId, loginSessionId, only: input.data.login ?? null, now: new Date() });
  redirect(withNotice("/account", "own_logins_are_ended"));
}

/** 更换手机号, the first page: a code to the old number. */
export async function confirmFormerPhoneAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  const { id } = await ownAccountOr("/account/phone");
  const phone = await ownPhone(id);
  if (!phone) redirect("/account");
  if (wantsCode(form)) return await sendCode("CHANGE_PHONE", form, phone);
  const input = formerPhoneSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const result = await trySmsCode({
    purpose: "CHANGE_PHONE",
    phone,
    code: input.data.smsCode,
    device: await currentDevice(),
    now: new Date(),
  });
  if (!result.ok) return await refused(form, result);
  await setPhoneTicket("change", result.value.smsCodeId);
  redirect("/account/phone/new");
}

/** The second page: the new number, and a code to it. */
export async function changeOwnPhoneAction(_previous: AccountState, given: FormData): Promise<AccountState> {
  const form = formIn(given);
  const { id: accountId, loginSessionId } = await ownAccountOr("/account/phone");
  const formerCodeId = await readPhoneTicket("change");
  if (!formerCodeId) redirect(withNotice("/account/phone", "phone_change_over"));
  if (wantsCode(form)) return await sendCode("CHANGE_PHONE", form);
  const input = confirmPhoneSchema.safeParse(Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const { phone, smsCode: code } = input.data;
  const now = new Date();
  const tried = await trySmsCode({ purpose: "CHANGE_PHONE", phone, code, device: await currentDevice(), now });
  if (!tried.ok) return await refused(form, tried);
  const { smsCodeId: newCodeId } = tried.value;
  const result = await changeOwnPhone({ accountId, loginSessionId, formerCodeId, newCodeId, phone, now });
  if (!result.ok && result.error !== "phone_change_over") return await refused(form, result);
  await clearPhoneTicket("change");
  if (!result.ok) redirect(withNotice("/account/phone", result.error));
  redirect(withNotice("/account", "own_phone_is_new"));
}

const wantsCode = (form: FormData) => form.get("intent") === "send-code";

/** `known`: the number, where the visitor does not type it. */
async function sendCode(purpose: SmsPurpose, form: FormData, known?: string): Promise<AccountState> {
  const input = phoneSchema.safeParse(known ? { phone: known } : Object.fromEntries(form));
  if (!input.success) return invalid(form, input.error);

  const result = await sendSmsCode({
    purpose,
    phone: input.data.phone,
    address: await clientAddress(),
    device: await ensureDevice(),
    effort: effortIn(form),
    now: new Date(),
    later: after,
  });
  if (!result.ok) return await refused(form, result);
  return { ...untouched, typed: typedValues(form), sent: { code: showsSmsCodes() ? result.value.code : null } };
}

/** The widget's field, and the field that a browser with JavaScript in a secure context adds. */
function effortIn(form: FormData): ProofOfWork {
  const proof = form.get("altcha");
  return { proof: typeof proof === "string" && proof !== "" ? proof : null, capable: form.get("capable") === "1" };
}

// The summary lists errors in the order of the form. zod reports a comparison of two fields last.
const order = [
  "phone",
  "smsCode",
  "name",
  "documentNumber",
  "statement",
  "currentPassword",
  "password",
  "confirmPassword",
  "consent",
  "confirmed",
];

function invalid(form: FormData, error: z.ZodError): AccountState {
  const typed = typedValues(form);
  const sorted = Object.entries(byField(error)).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return { ...untouched, form: { status: "invalid", fieldErrors: Object.fromEntries(sorted), values: typed }, typed };
}

/** A refusal that belongs to one field is shown beside that field. */
const fieldOf: Partial<Record<AccountRefusal, string>> = {
  sms_code_wrong: "smsCode",
  sms_code_worn_out: "smsCode",
  sms_too_soon: "smsCode",
  sms_hourly_limit: "smsCode",
  sms_daily_limit: "smsCode",
  sms_phone_ceiling: "smsCode",
  sms_network_limit: "smsCode",
  sms_not_sent: "smsCode",
  phone_already_registered: "phone",
  phone_taken: "phone",
  phone_is_same: "phone",
  current_password_wrong: "currentPassword",
  password_common: "password",
  staff_password_too_short: "password",
  staff_password_few_kinds: "password",
  staff_password_personal: "password",
  staff_password_used_before: "password",
  owner_not_confirmed: "documentNumber",
};

async function refused(
  form: FormData,
  refusal: { error: AccountRefusal; demand?: Demand | null },
): Promise<AccountState> {
  const { error } = refusal;
  const typed = typedValues(form);
  const field = fieldOf[error];
  return {
    ...untouched,
    form: field
      ? { status: "invalid", fieldErrors: { [field]: [error] }, values: typed }
      : { status: "refused", error, values: typed },
    typed,
    challenge: await challengeAfter(refusal),
  };
}
