/** Strips +86, spaces and dashes, turns full-width digits into plain ones. */
export function cleanPhone(typed: string): string {
  return typed
    .normalize("NFKC")
    .replace(/[\s\-‐-―]/gu, "")
    .replace(/^(?:\+|00)86/, "");
}

/** A mainland mobile number after cleaning. No operator lists: new prefixes appear every year. */
export const isPhone = (cleaned: string): boolean => /^1[3-9]\d{9}$/.test(cleaned);
