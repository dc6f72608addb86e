const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Digits of a code. */
export const CODE_LENGTH = 6;

/** How many of a phone's newest codes are good: messages overtake each other, and people type the first one that arrives. */
export const CODES_VALID = 2;

/** Wrong or right, every try counts. */
export const TRIES = 5;

/** Seconds between two messages to one phone. */
export const RESEND_SECONDS = 60;

const quotas = [
  { within: RESEND_SECONDS * SECOND, sends: 1, refusal: "sms_too_soon" },
  { within: HOUR, sends: 5, refusal: "sms_hourly_limit" },
  { within: DAY, sends: 10, refusal: "sms_daily_limit" },
] as const;

export type SendRefusal = (typeof quotas)[number]["refusal"];

/** How far back sends matter. */
export const quotaStart = (now: Date): Date => new Date(now.getTime() - DAY);

export const codeExpiry = (now: Date): Date => new Date(now.getTime() + 10 * MINUTE);

/** Whether a code may still be tried; at the very instant of its expiry it may not. */
export const isUsable = ({ expiresAt, usedAt, tries }: { expiresAt: Date; usedAt: Date | null; tries: number }, now: Date): boolean =>
  usedAt === null && tries < TRIES && now < expiresAt;

/** Why no further message goes to this phone now, or null. `sentAt` are the instants of earlier ones, in any order. */
export function sendRefusal(sentAt: readonly Date[], now: Date): SendRefusal | null {
  // The longest wait is named: who waits a minute for nothing is told so at once.
  const full = quotas.findLast(({ within, sends }) => sentAt.filter((at) => now.getTime() - at.getTime() < within).length >= sends);
  return full?.refusal ?? null;
}

/** 42 → "000042" */
export const formatCode = (number: number): string => String(number).padStart(CODE_LENGTH, "0");

/** The words of the message; vendors have the same as a template. */
export const codeText = (code: string): string => `您的验证码为${code}，10分钟内有效。请勿告诉他人，如非本人操作请忽略本短信。`;
