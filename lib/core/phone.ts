/** Strips +86, spaces, dashes and the invisible marks that phones put around a copied number; turns full-width digits into plain ones. */
export function cleanPhone(typed: string): string {
  return typed
    .normalize("NFKC")
    .replace(/[\s\p{Cf}\-‐-―]/gu, "")
    .replace(/^(?:\+|00)86/, "");
}

/** 138****5678: enough to recognise one's own number. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** A mainland mobile number after cleaning. No operator lists: new prefixes appear every year. */
export const isPhone = (cleaned: string): boolean => /^1[3-9]\d{9}$/.test(cleaned);
