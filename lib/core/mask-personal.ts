/** Any script's digits and numbers (full-width, circled, 〇), and the characters that write digits in Chinese. */
const digit = String.raw`[\p{N}零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖幺]`;
const latin = "[A-Za-zＡ-Ｚａ-ｚ]";
/**
 * Characters between the digits of one number: all but letters, digits and the stars of a masked number.
 */
const between = String.raw`(?:[^\p{L}\p{N}*]|(?<!\*)\*(?!\*))*`;
const digits = (fewest: number): string => `${digit}(?:${between}${digit}){${fewest - 1},}`;
const lastX = String.raw`(?:${between}[XxＸｘ×ХхΧχ](?![\p{L}\p{N}]))?`;

const uuid = String.raw`(?<![\p{L}\p{N}])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\p{L}\p{N}])`;
/** "E 1234 5678": a passport or a permit, of seven or eight digits. */
const lettersFirst = String.raw`(?<!${latin})${latin}{1,3}[^\p{L}\p{N}*]{0,3}${digit}(?:${between}${digit}){6,7}(?!${between}${digit})${lastX}`;
/** "12AB34567": letters and digits in one word of a passport's length. */
const mixed = String.raw`(?<!${latin}|\p{N})(?=\p{N}*${latin})(?=(?:${latin}*\p{N}){5})(?:${latin}|\p{N}){7,18}(?!${latin}|\p{N})`;

/**
 * Numbers of fewer digits are no document and no phone; student numbers often have eight. Behind letters they may be a
 * permit or a passport.
 */
const FEWEST_DIGITS = 9;
const candidates = (fewest: number): RegExp =>
  new RegExp(`${uuid}|${lettersFirst}|${mixed}(?:${between}${digit})*|${digits(fewest)}${lastX}`, "gu");
const usual = candidates(FEWEST_DIGITS);

const onlyUuid = new RegExp(`^${uuid}$`, "u");
const day = String.raw`(?:19|20)\d\d(?:(?:-\d\d?){2}|(?:/\d\d?){2}|(?:\.\d\d?){2})`;
const time = String.raw`\d\d?:\d\d(?::\d\d)?`;
/** "2026-10-07 09:00 – 2026-10-14 17:00" */
const daysAndTimes = new RegExp(String.raw`^(?:${day}|${time})(?:[\s,，–—~-]+(?:${day}|${time}))*$`, "u");

/**
 * Masks whatever in a text may be a document number or a phone, by its content and not by its place: full-width and
 * Chinese digits, spaces, dashes, quotes and invisible marks inside, words around it. Dates, times and UUIDs stay. Of
 * each number the first and the last characters stay, four each at most, and everything that is neither letter nor
 * digit. In doubt it masks. A masked text comes back as it is. `fewestDigits`: lower it where the place says that short
 * numbers are personal too (a column of document numbers: 5).
 */
export const maskPersonal = (text: string, fewestDigits = FEWEST_DIGITS): string =>
  text.replace(fewestDigits === FEWEST_DIGITS ? usual : candidates(fewestDigits), (found) =>
    onlyUuid.test(found) || daysAndTimes.test(found) ? found : masked(found),
  );

function masked(found: string): string {
  const significant = /[\p{L}\p{N}]/gu;
  const length = found.match(significant)?.length ?? 0;
  const shown = Math.min(4, Math.floor(length / 4));
  let position = 0;
  return found.replace(significant, (character) => {
    position += 1;
    return position > shown && position <= length - shown ? "*" : character;
  });
}
