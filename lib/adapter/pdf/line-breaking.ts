/** What must never begin a line: closing punctuation, and the separator inside a name. */
const closing = "，。、；：？！）】》〉」』”’…—·％‰℃,.;:?!)\\]}%";

/** What must never end a line. */
const opening = "（【《〈「『“‘(\\[{￥¥№";

/** Letters and digits that are read as one: a number, a phone, a room, a word. */
const run = "[\\p{Script=Latin}\\p{Nd}+\\-/_.:@'&]{1,24}";

/**
 * One piece that stays on a line: what opens, a run or one character with its marks, what closes. Works on code points,
 * never on halves of them.
 */
const piece = new RegExp(`[${opening}]*(?:${run}|.)\\p{M}*[${closing}]*`, "gsu");

/** Cuts a Chinese text into the pieces between which a line may end. Joined again they are the text. */
export const pieces = (text: string): string[] => text.match(piece) ?? [];

/**
 * The layout engine's callback for one word (a stretch without spaces). Between two non-empty parts it would draw a
 * hyphen; an empty part between them becomes a gap of no width instead, where a line may end with nothing added.
 */
export const hyphenate = (word: string): string[] =>
  pieces(word).flatMap((part, index) => (index === 0 ? [part] : ["", part]));
