import { maskPersonal } from "@/lib/core/mask-personal";

const MAX_CHARACTERS = 300;
/**
 * Words of a message that stand in quotes and are no name in a program may be anybody's: a header, an address, a value.
 */
const quoted = /`[^`]*`|"[^"]*"|“[^”]*”|(?<![\w])'[^']*'(?![\w])/gu;

/**
 * A message that may hold what a caller chose (a header, an address, a typed value), fit for a log: one line without
 * control characters, values in quotes and the question's part of an address left out, numbers masked, cut short.
 */
export const callerText = (text: string): string => {
  const line = text
    .slice(0, 20 * MAX_CHARACTERS)
    .replace(quoted, (found) => (/^.[\w-]{1,40}.$/.test(found) ? found : `${found[0]}…${found.at(-1)}`))
    .replace(/[?#]\S+/gu, "?…")
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ");
  const cut = Array.from(maskPersonal(line));
  return cut.length > MAX_CHARACTERS ? `${cut.slice(0, MAX_CHARACTERS).join("")}…` : cut.join("");
};
