import { halfWidth, withoutInvisible } from "@/lib/core/clean-input";
import { ok, refuse, type Result } from "@/lib/core/result";

// The second factor of staff: a code from an authenticator app, asked after the password. Which login opens the desk,
// which code counts, and how often.

const STEP_MS = 30_000;

/** The 30-second step of an instant, counted from 1970. A step begins with its first millisecond. */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / STEP_MS);

/**
 * The steps whose codes are accepted: the present one, the one before and the one after. A phone whose clock is off by
 * up to 30 seconds always gets in, one that is off by a minute or more never does.
 */
export const acceptedSteps = (now: Date): number[] => [stepAt(now), stepAt(now) - 1, stepAt(now) + 1];

export type CodeRefusal = "second_factor_wrong" | "second_factor_used";

/**
 * The step that a typed code is accepted for. A code counts once: neither it nor an older one is accepted after
 * `lastStep`. `codeOf`: the code of a step.
 */
export function judgeCode(
  typed: string,
  { codeOf, lastStep, now }: { codeOf: (step: number) => string; lastStep: number | null; now: Date },
): Result<number, CodeRefusal> {
  const steps = acceptedSteps(now).filter((step) => codeOf(step) === typed);
  const fresh = steps.find((step) => lastStep === null || step > lastStep);
  if (fresh !== undefined) return ok(fresh);
  return refuse(steps.length > 0 ? "second_factor_used" : "second_factor_wrong");
}

/**
 * Whether a login session opens the desk. `required`: the installation demands a second factor of everybody (live
 * mode). Otherwise whoever has none signs in with his password alone.
 */
export const opensDesk = ({
  hasFactor,
  givenAt,
  required,
}: {
  hasFactor: boolean;
  givenAt: Date | null;
  required: boolean;
}): boolean => (hasFactor ? givenAt !== null : !required);

/** So long after a code no other one is asked for what is grave: refunds, exports, deletion, accounts of others. */
export const CONFIRMED_MS = 10 * 60_000;

/**
 * Whether a login session has given a code lately. Whoever has no second factor, in demo mode alone, is never asked.
 */
export const isConfirmed = ({
  hasFactor,
  givenAt,
  now,
}: {
  hasFactor: boolean;
  givenAt: Date | null;
  now: Date;
}): boolean => !hasFactor || (givenAt !== null && now.getTime() - givenAt.getTime() < CONFIRMED_MS);

/** So long a replacement that was begun may be confirmed: time to print the recovery codes and find the app. */
export const REPLACING_MS = 30 * 60_000;

/** Whether what a login is shown for setting up still counts: a first factor as long as it, a replacement less. */
export const setUpCounts = ({
  replaces,
  begunAt,
  now,
}: {
  replaces: boolean;
  begunAt: Date | null;
  now: Date;
}): boolean => !replaces || (begunAt !== null && now.getTime() - begunAt.getTime() < REPLACING_MS);

export const RECOVERY_CODES = 10;
// Without I, O, 0 and 1, which are mistaken for each other on paper. Ten of 32 characters are 50 bits.
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 10;

const wellFormed = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** A recovery code from ten random bytes. 256 is a multiple of 32, so that every character is equally likely. */
export const recoveryCode = (random: Uint8Array): string =>
  Array.from(random.slice(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join("");

/** A code or a secret in groups, as a person reads it: "ABCDE FGHJK". */
export const inGroups = (text: string, size: number): string =>
  text.match(new RegExp(`.{1,${size}}`, "g"))?.join(" ") ?? "";

export type TypedCode = { kind: "totp" | "recovery"; code: string };

/** What was typed as a code: six digits of the app, or a recovery code; blanks and dashes are dropped. */
export function readCode(typed: string): TypedCode | null {
  const code = halfWidth(withoutInvisible(typed)).replace(/[\s-]/g, "").toUpperCase();
  if (/^\d{6}$/.test(code)) return { kind: "totp", code };
  return wellFormed.test(code) ? { kind: "recovery", code } : null;
}

export type SecondFactorRefusal =
  | CodeRefusal
  | "second_factor_missing"
  | "second_factor_malformed"
  | "second_factor_not_digits"
  | "second_factor_limit"
  | "second_factor_is_set"
  | "second_factor_not_set"
  | "second_factor_over"
  | "identity_code_due"
  | "second_factor_replace_over"
  | "recovery_codes_not_kept";
