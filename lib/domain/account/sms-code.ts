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
 * How many of a phone's newest codes are valid: messages may overtake each other, and people type the first one that
 * arrives.
 */
export const CODES_VALID = 2;

/** Every try counts, wrong or right. Only the browser that requested a code can try it. */
export const TRIES = 5;

/** Seconds between two messages to one phone that the same browser or address requests. */
export const RESEND_SECONDS = 60;

const quotas = [
  { within: RESEND_SECONDS * SECOND, sends: 1, refusal: "sms_too_soon" },
  { within: HOUR, sends: 5, refusal: "sms_hourly_limit" },
  { within: DAY, sends: 10, refusal: "sms_daily_limit" },
] as const;

/**
 * Messages a day to one phone, from all browsers together. More than this is harassment of its owner, and the office
 * pays.
 */
export const PHONE_CEILING = 50;

export type SendRefusal = (typeof quotas)[number]["refusal"] | "sms_phone_ceiling";

/** How far back sent messages are counted. */
export const quotaStart = (now: Date): Date => new Date(now.getTime() - DAY);

export const codeExpiry = (now: Date): Date => new Date(now.getTime() + 10 * MINUTE);

/** Whether a code can still be tried. At the exact moment of expiry it cannot. */
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
 * Decides on which terms a phone is sent another code: refused, or sent after a challenge of this price (0: none). The
 * quota counts what the same browser or address requested. Requests of others do not use up the quota, but raise the
 * price of the next code. For a browser that signed in to the account before, only its own requests count.
 */
export function sendTerms(sends: readonly Send[], { browserIndex, addressIndex, known }: Asker, now: Date) {
  const within = (some: readonly Send[], span: number) =>
    some.filter(({ createdAt }) => now.getTime() - createdAt.getTime() < span).length;
  const own = sends.filter(
    (send) => send.browserIndex === browserIndex || (!known && send.addressIndex === addressIndex),
  );
  // The longest wait is reported first, so that a person does not wait a minute and is then refused again.
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

/**
 * The text of the message. The SMS vendors have the same text as a template, one for all purposes: at the desk of the
 * exam office its owner reads the code out, so the warning says so.
 */
export const codeText = (code: string): string =>
  `您的验证码为${code}，10分钟内有效。除本人在考务办公室当面办理外，请勿告诉他人；如非本人操作请忽略本短信。`;

/**
 * Finds the code in typed or pasted text: six digits, with spaces between them, with words and punctuation around them,
 * or in the whole message. iOS sometimes fills a code in twice. Two different codes are ambiguous and give none.
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

/** The different codes in a text: groups with exactly the digits of one code, or of one code repeated. */
function codesIn(text: string): string[] {
  const runs = text.match(/\d+/gu) ?? [];
  const code = new RegExp(`^(\\d{${CODE_LENGTH}})\\1*$`);
  return [...new Set(runs.flatMap((run) => code.exec(run)?.[1] ?? []))];
}
