// The password rules of 等保 (GB/T 22239—2019, 8.1.4.1 身份鉴别) for staff, where the installation asks for them
// (STAFF_PASSWORD_POLICY=strict): complexity, regular renewal, a lock after failures. Without it the usual rules hold
// alone: eight characters, not easily guessed, no forced renewal.

import { plainPassword } from "./guessable-password";

const DAY_MS = 24 * 60 * 60 * 1000;

export const STRICT_CHARACTERS = 12;
const KINDS = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u];
const DEMANDED_KINDS = 3;
export const RENEWAL_DAYS = 90;
/** So many passwords, the present one among them, may not be taken again. */
export const REMEMBERED_PASSWORDS = 5;

export type StrictPasswordRefusal =
  | "staff_password_too_short"
  | "staff_password_few_kinds"
  | "staff_password_personal"
  | "staff_password_used_before";

/** What is wrong with a new password by itself; null when nothing is. `name`: null where it is not known yet. */
export function strictRefusal(
  password: string,
  { phone, name }: { phone: string; name: string | null },
): Exclude<StrictPasswordRefusal, "staff_password_used_before"> | null {
  if (Array.from(password).length < STRICT_CHARACTERS) return "staff_password_too_short";
  if (KINDS.filter((kind) => kind.test(password)).length < DEMANDED_KINDS) return "staff_password_few_kinds";
  const plain = plainPassword(password).replace(/\s/g, "");
  const own = [phone, name ?? ""].map((word) => plainPassword(word).replace(/\s/g, ""));
  return own.some((word) => word.length >= 2 && plain.includes(word)) ? "staff_password_personal" : null;
}

/**
 * Whether a member must set a new password before a login that began at `signedInAt` opens anything. A login that began
 * in time keeps its day: nobody is put out in the middle of his work.
 */
export const isPasswordDue = ({ setAt, signedInAt }: { setAt: Date | null; signedInAt: Date }): boolean =>
  setAt === null || signedInAt.getTime() - setAt.getTime() >= RENEWAL_DAYS * DAY_MS;
