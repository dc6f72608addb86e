import { ok, refuse } from "@/lib/core/result";
import { withoutInvisible } from "@/lib/core/clean-input";
import { phonePrice } from "./limits";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Digits of a code. */
export const CODE_LENGTH = 6;

/**
 * How many of a phone's newest codes are good: messages overtake each other, and people type the first one that
 * arrives.
 */
export const CODES_VALID = 2;

/** Wrong or right, every try counts. Only the browser that asked for a code can try it. */
export const TRIES = 5;

/** Seconds between two messages to one phone that the same browser or address asks for. */
export const RESEND_SECONDS = 60;

const quotas = [
  { within: RESEND_SECONDS * SECOND, sends: 1, refusal: "sms_too_soon" },
  { within: HOUR, sends: 5, refusal: "sms_hourly_limit" },
  { within: DAY, sends: 10, refusal: "sms_daily_limit" },
] as const;

/** Messages a day to one phone, whoever asks: beyond it somebody is being pestered, and the office pays. */
export const PHONE_CEILING = 50;

export type SendRefusal = (typeof quotas)[number]["refusal"] | "sms_phone_ceiling";

/** How far back sends matter. */
export const quotaStart = (now: Date): Date => new Date(now.getTime() - DAY);

export const codeExpiry = (now: Date): Date => new Date(now.getTime() + 10 * MINUTE);

/** Whether a code may still be tried; at the very instant of its expiry it may not. */
export const isUsable = (
  { expiresAt, usedAt, tries }: { expiresAt: Date; usedAt: Date | null; tries: number },
  now: Date,
): boolean => usedAt === null && tries < TRIES && now < expiresAt;

export type Send = { createdAt: Date; browserIndex: string | null; addressIndex: string | null };
export type Asker = {
  browserIndex: string;
  addressIndex: string;
  /** Signed in to the phone's account before. */ known: boolean;
};

/**
 * On what terms a phone is sent a further code: refused, or sent after a challenge of this price (0: none). The quota
 * counts what the same browser or address asked for. What others asked for uses up nothing of it, but makes the next
 * code dearer. A browser that signed in to the account before answers for itself alone.
 */
export function sendTerms(sends: readonly Send[], { browserIndex, addressIndex, known }: Asker, now: Date) {
  const within = (some: readonly Send[], span: number) =>
    some.filter(({ createdAt }) => now.getTime() - createdAt.getTime() < span).length;
  const own = sends.filter(
    (send) => send.browserIndex === browserIndex || (!known && send.addressIndex === addressIndex),
  );
  // The longest wait is named: who waits a minute for nothing is told so at once.
  const full = quotas.findLast((quota) => within(own, quota.within) >= quota.sends);
  if (full) return refuse(full.refusal);
  if (known) return ok({ price: 0 });
  if (within(sends, DAY) >= PHONE_CEILING) return refuse("sms_phone_ceiling");
  const [, hour, day] = quotas;
  return ok({
    price: phonePrice(Math.max(...[hour, day].map((quota) => within(sends, quota.within) - quota.sends + 1))),
  });
}

/** 42 → "000042" */
export const formatCode = (number: number): string => String(number).padStart(CODE_LENGTH, "0");

/** The words of the message; vendors have the same as a template. */
export const codeText = (code: string): string =>
  `您的验证码为${code}，10分钟内有效。请勿告诉他人，如非本人操作请忽略本短信。`;

/**
 * The code in what was typed or pasted: six digits, with blanks between them, with words and signs around them, or the
 * whole message. iOS sometimes fills a code in twice. Of two different codes nobody can tell which is meant.
 */
export function readSmsCode(typed: string) {
  const text = withoutInvisible(typed.normalize("NFKC"));
  if (text.trim() === "") return refuse("sms_code_missing");
  const whole = codesIn(text);
  const together = text.replace(/(?<=(?<!\d)\d{3})[\s\p{Pd}](?=\d{3}(?!\d))/gu, "");
  const [code, other] =
    [whole, codesIn(together), codesIn(text.replace(/[\s\p{P}]/gu, ""))].find((codes) => codes.length > 0) ?? [];
  if (code === undefined)
    return refuse(/\d{12}/.test(text.replace(/\D/gu, "")) ? "sms_code_several" : "sms_code_malformed");
  return other === undefined ? ok(code) : refuse("sms_code_several");
}

/** The different codes of a text: runs of as many digits as a code has, or of one code several times. */
function codesIn(text: string): string[] {
  const runs = text.match(/\d+/gu) ?? [];
  const code = new RegExp(`^(\\d{${CODE_LENGTH}})\\1*$`);
  return [...new Set(runs.flatMap((run) => code.exec(run)?.[1] ?? []))];
}
