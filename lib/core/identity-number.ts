import { ok, refuse } from "./result";
import { bareNumber } from "./clean-input";

/** A day of the calendar, without a zone. */
export type Day = { year: number; month: number; day: number };

export type DocumentKind =
  | "RESIDENT_ID"
  | "HK_MACAO_TAIWAN_RESIDENCE"
  | "HK_MACAO_PERMIT"
  | "TAIWAN_PERMIT"
  | "FOREIGN_RESIDENT_ID"
  | "PASSPORT";

/** A valid document number, with sex and birth date where the number contains them. */
export type IdentityDocument = { number: string; sex: "MALE" | "FEMALE" | null; birthDate: Day | null };

const YOUNGEST = 14;
const OLDEST = 90;

/** Letters become upper case. Hyphens are removed, and so is all that bareNumber removes. */
export const cleanDocumentNumber = (typed: string): string =>
  bareNumber(typed.replace(/\p{Pd}/gu, "")).replace(/[a-z]/gu, (letter) => letter.toUpperCase());

/**
 * Reads a document's number as typed. `today` is the day in Shanghai, `examDay` the day on which the age counts.
 * Area codes are not looked up: they change, and people keep the number of an area that is gone.
 */
export function readDocument(kind: DocumentKind, typed: string, { today, examDay }: { today: Day; examDay: Day }) {
  const number = cleanDocumentNumber(typed);
  if (!number) return refuse("document_number_required");
  const plain = { number, sex: null, birthDate: null } satisfies IdentityDocument;
  switch (kind) {
    case "RESIDENT_ID":
      return readResidentNumber(number, today, examDay);
    case "HK_MACAO_TAIWAN_RESIDENCE":
      if (/^\d{17}[\dX]$/.test(number) && !/^8[123]0000/.test(number)) return refuse("residence_permit_area");
      return readResidentNumber(number, today, examDay);
    case "HK_MACAO_PERMIT":
      return /^[HM](?:\d{8}|\d{10})$/.test(number) ? ok(plain) : refuse("hk_macao_permit_format");
    case "TAIWAN_PERMIT":
      return /^(?:\d{8}|\d{10})$/.test(number) ? ok(plain) : refuse("taiwan_permit_format");
    case "FOREIGN_RESIDENT_ID": {
      if (/^[A-Z]{3}\d{12}$/.test(number)) return ok(plain);
      if (!/^9\d{16}[\dX]$/.test(number)) return refuse("foreign_resident_id_format");
      return hasCheckCharacter(number) ? ok(plain) : refuse("document_check_character");
    }
    case "PASSPORT":
      return /^[A-Z0-9]{5,17}$/.test(number) ? ok(plain) : refuse("passport_format");
  }
}

/**
 * What tells one document from every other, however its number was written: the kind's own numbers, since a passport
 * and a permit may share one by chance. The two old-style digits behind a 来往内地通行证 count its renewals; the nine
 * characters before them stay with the person for life.
 */
export function documentIdentity(kind: DocumentKind, number: string): string {
  switch (kind) {
    // Both kinds share one series of numbers, so a candidate who chooses the wrong kind still has the same number.
    case "RESIDENT_ID":
    case "HK_MACAO_TAIWAN_RESIDENCE":
      return `citizen ${number}`;
    case "HK_MACAO_PERMIT":
      return `hk-macao ${number.slice(0, 9)}`;
    case "TAIWAN_PERMIT":
      return `taiwan ${number}`;
    case "FOREIGN_RESIDENT_ID":
      return `foreign-resident ${number}`;
    case "PASSPORT":
      return `passport ${number}`;
  }
}

/**
 * The kind of document that a bare number belongs to, by its shape, for lists that do not say. `number` as
 * cleanDocumentNumber gives it. Long numbers of digits alone are no passport: one digit of an 居民身份证 is missing or too
 * many.
 */
export function documentKindOf(number: string) {
  if (/^\d{17}[\dX]$/.test(number)) {
    const foreign = number.startsWith("9");
    if (!hasCheckCharacter(number)) return refuse("document_check_character");
    if (!foreign && !exists(birthDateOf(number))) return refuse("resident_id_birth_date");
    return ok<DocumentKind>(foreign ? "FOREIGN_RESIDENT_ID" : "RESIDENT_ID");
  }
  if (/^\d{15}$/.test(number)) return refuse("resident_id_fifteen_digits");
  if (/^[HM](?:\d{8}|\d{10})$/.test(number)) return ok<DocumentKind>("HK_MACAO_PERMIT");
  if (/^(?:\d{8}|\d{10})$/.test(number)) return ok<DocumentKind>("TAIWAN_PERMIT");
  if (/^[A-Z]{3}\d{12}$/.test(number)) return ok<DocumentKind>("FOREIGN_RESIDENT_ID");
  return /^(?:\d{5,9}|(?=\d*[A-Z])[A-Z0-9]{5,17})$/.test(number)
    ? ok<DocumentKind>("PASSPORT")
    : refuse("document_number_format");
}

export type DocumentError = Extract<ReturnType<typeof readDocument>, { ok: false }>["error"];

/** GB 11643: six digits of area, eight of birth date, three of serial (odd = male), one check character. */
function readResidentNumber(number: string, today: Day, examDay: Day) {
  if (/^\d{15}$/.test(number)) return refuse("resident_id_fifteen_digits");
  if (!/^\d{17}[\dX]$/.test(number)) return refuse("resident_id_format");

  const birthDate = birthDateOf(number);
  if (!exists(birthDate) || ordinal(birthDate) > ordinal(today)) return refuse("resident_id_birth_date");
  if (!hasCheckCharacter(number)) return refuse("document_check_character");

  const age = ageOn(examDay, birthDate);
  if (age < YOUNGEST || age > OLDEST) return refuse("age_out_of_range");
  const sex: "MALE" | "FEMALE" = Number(number[16]) % 2 === 1 ? "MALE" : "FEMALE";
  return ok({ number, sex, birthDate } satisfies IdentityDocument);
}

const birthDateOf = (number: string): Day => ({
  year: Number(number.slice(6, 10)),
  month: Number(number.slice(10, 12)),
  day: Number(number.slice(12, 14)),
});

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** ISO 7064 MOD 11-2 over the first seventeen digits of eighteen. */
export function hasCheckCharacter(number: string): boolean {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return number[17] === "10X98765432"[sum % 11];
}

function exists({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const ordinal = ({ year, month, day }: Day) => year * 10_000 + month * 100 + day;

/** Full years lived on a day. */
export const ageOn = (on: Day, birth: Day): number => Math.floor((ordinal(on) - ordinal(birth)) / 10_000);

/** 4201**********1234: enough to recognise one's own number, too little to misuse it. */
export function maskDocument(number: string): string {
  const shown = Math.min(4, Math.floor(number.length / 4));
  return `${number.slice(0, shown)}${"*".repeat(number.length - 2 * shown)}${number.slice(number.length - shown)}`;
}
