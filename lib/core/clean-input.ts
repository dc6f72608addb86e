/**
 * Characters that are never seen and that nobody types on purpose: a copied text brings them along. Zero-width
 * characters, marks of writing direction, soft hyphens, byte order marks, variation selectors and fillers, as Unicode
 * lists them.
 */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

export const withoutInvisible = (text: string): string => text.replace(invisible, "");

/**
 * What people typed, without invisible characters and without control characters but line breaks and tabs: nobody means
 * them, and NUL is more than the database takes.
 */
export const cleanInput = (text: string): string => withoutInvisible(text.replace(/[^\P{Cc}\n\r\t]/gu, "")).trim();

/**
 * Converts full-width digits, letters and signs (Ａ, １, ＋, the wide blank) to normal ones. Changes nothing else: ① stays
 * ①.
 */
export const halfWidth = (text: string): string => text.replace(/[！-～\u3000]/gu, (wide) => wide.normalize("NFKC"));

// What keeps a spreadsheet from reckoning with a number ('1, ="1"), what a list puts around it, and a word before it
// (身份证号：). Not the marks for a lost or hidden character, nor a sign of the number's own. The last colon is looked for
// once, so that a long cell costs no more than its length.
const sign = String.raw`['"\x60´^=,;:.‘’“”。、()[\]【】<>《》]`;
const aroundNumber = new RegExp(
  String.raw`^(?:.*:)?(?:${sign}|\p{Script=Han}{0,10}[号码证])*|(?<!${sign})${sign}+$`,
  "gsu",
);

/**
 * A number that names somebody or something (of a document, a student, an order), from a text in which it was typed or
 * pasted: half width, without blanks and invisible characters, without what stands around it. What stands inside it is
 * kept.
 */
export const bareNumber = (text: string): string =>
  halfWidth(withoutInvisible(text))
    .replace(/[\s\p{Cc}]/gu, "")
    .replace(aroundNumber, "");
