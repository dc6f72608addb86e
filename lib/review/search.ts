import { cleanPhone, isPhone } from "@/lib/core/phone";
import { typedText } from "@/lib/core/typed-text";

/** What a typed search means: a 报名号 has 24 digits, a phone 11; a document number holds digits; the rest is a name. */
export type Search = { kind: "registrationNumber" | "phone" | "document" | "name"; value: string };

export function readSearch(typed: string): Search | null {
  const value = typedText(typed.normalize("NFKC"));
  if (!value) return null;
  const compact = value.replace(/\s/gu, "");
  if (/^\d{24}$/.test(compact)) return { kind: "registrationNumber", value: compact };
  const phone = cleanPhone(value);
  if (isPhone(phone)) return { kind: "phone", value: phone };
  if (/\d/.test(compact)) return { kind: "document", value: compact.toUpperCase() };
  return { kind: "name", value };
}
