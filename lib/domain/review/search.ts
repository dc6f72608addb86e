import { cleanDocumentNumber } from "@/lib/core/identity-number";
import { cleanName } from "@/lib/core/person-name";
import { cleanPhone, isPhone } from "@/lib/core/phone";
import { bareNumber, cleanInput } from "@/lib/core/clean-input";

/**
 * Detects what was typed into the search: a 报名号 has 24 digits, a phone 11; four or eight are the end of a number (not
 * five to seven: whoever tries the ten digits before a shown end would otherwise read a masked number digit by
 * digit); what else contains digits is a document number, a 考籍号 or 学号, or a 准考证号; anything else is a name.
 */
export type Search = { kind: "registrationNumber" | "phone" | "end" | "document" | "name"; value: string };

/** Each kind is cleaned in the same way as before storing: 张⼀ with a radical finds 张一. null when nothing was typed. */
export function readSearch(typed: string): Search | null {
  const text = typed.normalize("NFKC");
  const number = bareNumber(text);
  if (/^\d{24}$/.test(number)) return { kind: "registrationNumber", value: number };
  const phone = cleanPhone(text);
  if (isPhone(phone)) return { kind: "phone", value: phone };
  if (/^(?:\d{3}|\d{7})[\dX]$/i.test(number)) return { kind: "end", value: number.toUpperCase() };
  if (/\d/.test(number)) return { kind: "document", value: cleanDocumentNumber(text) };
  const name = cleanName(cleanInput(typed));
  return name ? { kind: "name", value: name } : null;
}
