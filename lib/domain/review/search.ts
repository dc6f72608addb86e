import { cleanDocumentNumber } from "@/lib/core/identity-number";
import { cleanName } from "@/lib/core/person-name";
import { cleanPhone, isPhone } from "@/lib/core/phone";
import { bareNumber, cleanInput } from "@/lib/core/clean-input";

/**
 * Detects what was typed into the search: a 报名号 has 24 digits, a phone 11; a document number contains digits; anything
 * else is a name.
 */
export type Search = { kind: "registrationNumber" | "phone" | "document" | "name"; value: string };

/** Each kind is cleaned in the same way as before storing: 张⼀ with a radical finds 张一. null when nothing was typed. */
export function readSearch(typed: string): Search | null {
  const text = typed.normalize("NFKC");
  const number = bareNumber(text);
  if (/^\d{24}$/.test(number)) return { kind: "registrationNumber", value: number };
  const phone = cleanPhone(text);
  if (isPhone(phone)) return { kind: "phone", value: phone };
  if (/\d/.test(number)) return { kind: "document", value: cleanDocumentNumber(text) };
  const name = cleanName(cleanInput(typed));
  return name ? { kind: "name", value: name } : null;
}
