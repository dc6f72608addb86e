import { ok, refuse } from "./result";
import { halfWidth, withoutInvisible } from "./clean-input";
import { unifiedIdeographs } from "./unified-ideographs";

const MAX_CODE_POINTS = 60;

/**
 * Replaces a character in a name that the candidate could not type (无法输入). Staff fill it in from the photo of the
 * document.
 */
export const UNWRITABLE = "〓";

/** Whether nothing of a name is left for staff to write. */
export const isWritten = (name: string): boolean => !name.includes(UNWRITABLE);

// 〇 is a numeral to Unicode and a name's character to people. Extension I is younger than the tables of some engines.
const han = String.raw`[\p{Unified_Ideograph}\u{2EBF0}-\u{2EE5D}〇]`;
const part = `(?:${han}|${UNWRITABLE})+`;
const hanName = new RegExp(`^${part}(?:·${part})*$`, "u");
// Roman numerals such as Ⅷ are of the Latin script, and no letters.
const latinPart = String.raw`(?:(?=\p{L})\p{Script=Latin}\p{M}*)+`;
const latinName = new RegExp(`^${latinPart}(?:[ ·'’-]${latinPart})*$`, "u");
// The signs that look like U+00B7, Unicode's confusable characters among them, and the full stops that keyboards offer
// in its place. Between Latin letters a full stop is one. The dot is looked for before what stands in front of it: a
// letter may carry marks without end.
const middleDots = String.raw`·\u0387\u1427\u16EB\u2022\u2027\u2219\u22C5\u2981\u2E31\u2E33\u30FB\uA78F\uFF65\u{10101}`;
const fullStops = String.raw`.\u2024\uFE52\uFF0E`;
const strayDot = new RegExp(
  String.raw`(?<=${han}|${UNWRITABLE}) ?[${middleDots}${fullStops}] ?(?=${han}|${UNWRITABLE})|(?= ?[${middleDots}])(?<=\p{L}\p{M}*) ?[${middleDots}] ?(?=\p{L})`,
  "gu",
);
const innerSpace = new RegExp(`(?<=${han}|${UNWRITABLE}|·)\\s+(?=${han}|${UNWRITABLE}|·)`, "gu");
// Marks that people type in place of a character that they cannot type. A name of such marks only is not a name.
const strayMark = new RegExp(
  `(?<=${han}|[${middleDots}?？□〓]\\s*)[?？□]|[?？□](?=\\s*(?:${han}|[${middleDots}?？□〓]))`,
  "gu",
);
const hanCharacter = new RegExp(`^(?:${han}|\\p{Co})$`, "u");
const codePoint = /[Uu]\s?\+\s?([0-9A-Fa-f]{4,6})/gu;

/**
 * The characters that old GBK fonts and input methods still put at U+E815 and the following private codes, in order, as
 * GB 18030-2005 places them; "-" where the code stood for no character of a name.
 */
const privateCharacters = Array.from(
  "-𠂇𠂉𠃌-㑳㑇--龴㖞㘚㘎--㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠-𡗗龸-䁖䅟-䌷---𢦏䎱䎬-䏝䓖䙡䙌龹䜣䜩䝼䞍-䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻",
);
const FIRST_PRIVATE = 0xe815;

function fromPrivate(character: string): string {
  const meant = privateCharacters[(character.codePointAt(0) ?? 0) - FIRST_PRIVATE];
  return meant && meant !== "-" ? meant : character;
}

/**
 * "U+2CC56" becomes the character of that code: a way to write what no keyboard offers. Anything but a Han character
 * stays as typed.
 */
function fromCode(typed: string, code: string): string {
  const value = Number.parseInt(code, 16);
  const character = value <= 0x10ffff ? String.fromCodePoint(value) : "";
  return hanCharacter.test(character) ? fromPrivate(character) : typed;
}

/**
 * What a person meant by a name typed on any keyboard: the separator is U+00B7, rare characters stand at their standard
 * code, Han names hold no spaces and Latin ones single spaces. (民委发〔2016〕33号)
 */
export const cleanName = (typed: string): string =>
  unifiedIdeographs(
    halfWidth(withoutInvisible(typed))
      .normalize("NFC")
      .replace(/\s+/gu, " ")
      .replace(codePoint, fromCode)
      .replace(/\p{Co}/gu, fromPrivate),
  )
    .trim()
    .replace(strayMark, UNWRITABLE)
    .replace(innerSpace, "")
    .replace(strayDot, "·");

const dotAtEnd = new RegExp(
  `^[${middleDots}${fullStops}]|[${middleDots}${fullStops}]{2}|[${middleDots}${fullStops}]$`,
  "u",
);

/**
 * A name as on the identity document: Han characters with single · between parts, or Latin letters with single spaces.
 * A Han name may hold UNWRITABLE where a character could not be typed.
 */
export function readName(typed: string) {
  const name = cleanName(typed);
  if (!name) return refuse("name_required");
  if (Array.from(name).length > MAX_CODE_POINTS) return refuse("name_too_long");
  if (/\p{Co}/u.test(name)) return refuse("name_private_character");
  if (dotAtEnd.test(name)) return refuse("name_separator");
  if (!hanName.test(name) && !latinName.test(name)) return refuse("name_characters");
  return ok(name);
}

export type NameError = Extract<ReturnType<typeof readName>, { ok: false }>["error"];

/**
 * Signs, blanks and letters that only look like a dot: what two people write differently in one name. A mark for a lost
 * character stays.
 */
const unsteady = new RegExp(`(?!${UNWRITABLE})[\\p{P}\\p{S}\\p{Z}\\p{Cc}\\p{Cf}\\u1427\\u119E\\uA78F]`, "gu");

/**
 * The same for every way of writing one name: with any dot or none, with or without blanks, in full or half width, in
 * capitals or not, with compatibility copies or private codes of characters. Not for showing; "" when the name holds
 * nothing but signs.
 */
export const nameKey = (name: string): string => {
  const letters = (text: string) => text.normalize("NFKC").replace(unsteady, "").toUpperCase().normalize("NFKC");
  return letters(letters(cleanName(name)));
};
