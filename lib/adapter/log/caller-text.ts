import { maskPersonal } from "@/lib/core/mask-personal";

const MAX_CHARACTERS = 300;
/**
 * Quoted text in an error message, unless it is an identifier of the program, may come from a caller: a header, an
 * address, a value.
 */
const quoted = /`[^`]*`|"[^"]*"|“[^”]*”|(?<![\w])'[^']*'(?![\w])/gu;

/**
 * Makes a message safe for the log if it may contain a caller's text (a header, an address, a typed value): one line
 * without control characters, without quoted values and query strings, with numbers masked, and cut to a length.
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
