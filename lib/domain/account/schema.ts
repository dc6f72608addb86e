import { z } from "zod";
import { cleanDocumentNumber } from "@/lib/core/identity-number";
import { cleanName } from "@/lib/core/person-name";
import { cleanPhone, isPhone } from "@/lib/core/phone";
import { StaffRole } from "@/lib/adapter/db/enums";
import { cleanInput } from "@/lib/core/clean-input";
import { everyRole } from "./roles";
import { readCode, type SecondFactorRefusal, type TypedCode } from "./second-factor";
import { readSmsCode } from "./sms-code";

const textInput = z.string().catch("");

const phone = textInput
  .transform(cleanPhone)
  .refine((value) => value !== "", { error: "phone_missing", abort: true })
  .refine(isPhone, "phone_not_mobile");

const smsCode = textInput.transform((value, ctx) => {
  const read = readSmsCode(value);
  if (read.ok) return read.value;
  ctx.addIssue({ code: "custom", message: read.error });
  return z.NEVER;
});

const givenPassword = textInput.refine((value) => value !== "", { error: "password_missing", abort: true });

/**
 * At least eight characters; no composition rules, no forced renewal. The upper limit only protects the hash function
 * from huge inputs.
 */
const newPassword = givenPassword
  .refine((value) => value.length >= 8, "password_too_short")
  .refine((value) => value.length <= 256, "password_too_long");

const confirmation = textInput.refine((value) => value !== "", { error: "confirm_password_missing", abort: true });

const ticked = z
  .literal("on")
  .optional()
  .catch(undefined)
  .transform((value) => value === "on");

const same = {
  // Checked even when another field is invalid, so that all errors are shown at once.
  when: ({ value }: { value: unknown }) => {
    const { password, confirmPassword } = value as { password?: unknown; confirmPassword?: unknown };
    return typeof password === "string" && typeof confirmPassword === "string" && confirmPassword !== "";
  },
  path: ["confirmPassword"],
  error: "passwords_differ",
};

export const phoneSchema = z.object({ phone });

export const registerSchema = z
  .object({
    phone,
    smsCode,
    password: newPassword,
    confirmPassword: confirmation,
    consent: ticked.refine((agreed) => agreed, "consent_missing"),
    notMine: ticked,
  })
  .refine(({ password, confirmPassword }) => password === confirmPassword, same);

export const signInSchema = z.object({ phone, password: givenPassword, remember: ticked });

export const confirmPhoneSchema = z.object({ phone, smsCode });

/** Longer than any document number; it only rejects absurd input. */
const MAX_DOCUMENT_CHARACTERS = 60;

/** A candidate proves his old number: the number itself is not typed. */
export const formerPhoneSchema = z.object({ smsCode });

export const newPasswordSchema = z
  .object({
    documentNumber: textInput.transform((value) => cleanDocumentNumber(value).slice(0, MAX_DOCUMENT_CHARACTERS)),
    password: newPassword,
    confirmPassword: confirmation,
  })
  .refine(({ password, confirmPassword }) => password === confirmPassword, same);

export const liftLimitsSchema = z.object({
  phone,
  reason: textInput
    .transform(cleanInput)
    .pipe(z.string().min(1, "lift_reason_missing").max(200, "lift_reason_too_long")),
});

export type LiftProblem = "lift_reason_missing" | "lift_reason_too_long";

export const leaveAccountSchema = z
  .object({
    password: newPassword,
    confirmPassword: confirmation,
    consent: ticked.refine((agreed) => agreed, "consent_missing"),
    confirmed: ticked.refine((agreed) => agreed, "not_mine_unconfirmed"),
  })
  .refine(({ password, confirmPassword }) => password === confirmPassword, same);

const required = (max: number, clean = cleanInput) =>
  textInput
    .transform(clean)
    .refine((value) => value !== "", { error: "appeal_field_missing", abort: true })
    .refine((value) => value.length <= max, "appeal_field_too_long");

export const phoneAppealSchema = z.object({
  phone,
  smsCode,
  name: required(60, cleanName),
  documentNumber: required(MAX_DOCUMENT_CHARACTERS, cleanDocumentNumber),
  statement: required(500),
});

export type FieldProblem =
  | "phone_missing"
  | "phone_not_mobile"
  | "sms_code_missing"
  | "sms_code_malformed"
  | "sms_code_several"
  | "password_missing"
  | "password_too_short"
  | "password_too_long"
  | "confirm_password_missing"
  | "passwords_differ"
  | "consent_missing"
  | "not_mine_unconfirmed"
  | "appeal_field_missing"
  | "appeal_field_too_long";

/** "school" or "school\nteaching point", as the value of the checkbox has it. */
const scopeText = z
  .string()
  .max(200)
  .transform((text) => {
    const [school = "", teachingPoint = ""] = text.split(/\r?\n/);
    return { school, teachingPoint };
  });

/**
 * Which candidates a reviewer sees. Each checked box is a field "scope-…" with the names of the school and the teaching
 * point. The latter is empty for the whole school.
 */
export const limitReviewerSchema = z
  .looseObject({ id: z.uuid(), allSchools: z.enum(["all", "some"]) })
  .transform(({ id, allSchools, ...fields }, ctx) => {
    const posted = Object.entries(fields).flatMap(([name, value]) => (name.startsWith("scope-") ? [value] : []));
    const scopes = z.array(scopeText).safeParse(posted);
    if (!scopes.success) ctx.addIssue({ code: "custom", message: "staff_not_found" });
    return { id, allSchools: allSchools === "all", scopes: scopes.data ?? [] };
  });

/** Why an administrator changes a colleague's access. The reason goes into the audit log. */
const reason = textInput.transform(cleanInput).refine((value) => value.length <= 200, "lift_reason_too_long");

/** A form with ticked roles: each box is a field "role-…". At least one is needed. */
const withRoles = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(
    (form) => (isForm(form) ? { ...form, roles: everyRole.filter((role) => form[`role-${role}`] === "on") } : form),
    z.object({ ...shape, roles: z.array(z.enum(StaffRole)).min(1, "role_missing") }),
  );

const isForm = (given: unknown): given is Record<string, unknown> => typeof given === "object" && given !== null;

export const addStaffSchema = withRoles({ name: required(60), phone });

/** The member that an administrator changes, and the version of him that the page showed. */
const change = z.object({ id: z.uuid(), version: z.coerce.number().int() });

export const editStaffSchema = withRoles({
  ...change.shape,
  name: required(60),
  // Left empty, the phone does not change: the page shows it masked.
  phone: textInput
    .transform(cleanPhone)
    .refine((value) => value === "" || isPhone(value), "phone_not_mobile")
    .transform((value) => value || null),
  reason,
  confirmed: ticked,
});

const neededReason = reason.refine((value) => value !== "", "change_reason_missing");

/** An action that disables a member: with a reason and his name, typed. */
export const disableSchema = change.extend({ reason: neededReason, confirmation: textInput });

/** An action that enables or invites a member: with a reason and a checked box beside the name. */
export const graveChangeSchema = change.extend({
  reason: neededReason,
  confirmed: ticked.refine((agreed) => agreed, "change_unconfirmed"),
});

/** A code of the kinds that this form takes. `malformed`: what is said of anything else. */
const secondFactorCode = (kinds: readonly TypedCode["kind"][], malformed: SecondFactorRefusal) =>
  textInput.transform((value, ctx) => {
    const read = readCode(value);
    if (read && kinds.includes(read.kind)) return read;
    ctx.addIssue({ code: "custom", message: value.trim() === "" ? "second_factor_missing" : malformed });
    return z.NEVER;
  });

export const secondFactorSchema = z.object({
  code: secondFactorCode(["totp", "recovery"], "second_factor_malformed"),
});

/** The first code, and the ticked box that the recovery codes are on paper. */
export const confirmSecondFactorSchema = z.object({
  kept: ticked.refine((kept) => kept, "recovery_codes_not_kept"),
  code: secondFactorCode(["totp"], "second_factor_not_digits"),
});

/** The login sessions to end: one, or all when none is named. */
export const endLoginsSchema = z.object({ id: z.uuid(), login: z.uuid().optional() });
export const removePasskeySchema = z.object({ passkey: z.uuid() });
export const endOwnLoginsSchema = z.object({ login: z.uuid().optional() });

export const setStaffPasswordSchema = z
  .object({ phone, smsCode, password: newPassword, confirmPassword: confirmation })
  .refine(({ password, confirmPassword }) => password === confirmPassword, same);

/** The same by the link of an invitation, which names the member. */
export const acceptInvitationSchema = z
  .object({ smsCode, password: newPassword, confirmPassword: confirmation })
  .refine(({ password, confirmPassword }) => password === confirmPassword, same);

export const changePasswordSchema = z
  .object({ currentPassword: givenPassword, password: newPassword, confirmPassword: confirmation })
  .refine(({ password, confirmPassword }) => password === confirmPassword, same)
  .refine(({ currentPassword, password }) => currentPassword !== password, {
    path: ["password"],
    error: "password_unchanged",
  });

export type StaffFieldProblem = "role_missing" | "change_reason_missing" | "change_unconfirmed";
