import { withoutInvisible } from "./clean-input";

/**
 * Strips +86, blanks, hyphens, brackets, dots, a word before the number (手机：) and the invisible marks that phones put
 * around a copied number; turns full-width digits into plain ones.
 */
export const cleanPhone = (typed: string): string =>
  withoutInvisible(typed.normalize("NFKC"))
    .replace(/[\s\p{Cc}\p{Pd}().'`"]/gu, "")
    .replace(/^[\p{Script=Han}:：]+(?=[+\d])/u, "")
    .replace(/^(?:(?:\+|00)?86)+(?=1)|^(?:\+|00)86/u, "");

/** 138****5678: enough to recognise one's own number. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** A mainland mobile number after cleaning. No operator lists: new prefixes appear every year. */
export const isPhone = (cleaned: string): boolean => /^1[3-9]\d{9}$/.test(cleaned);
