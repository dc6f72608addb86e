import { isWritten, type NameError, readName, UNWRITABLE } from "@/lib/core/person-name";
import { refuse, type Result } from "@/lib/core/result";

export type FillNameRefusal = NameError | "name_unwritten" | "name_rest_changed";

/**
 * Checks a name as staff read it on the document against `asTyped`, the candidate's input. Each 〓 stands for one
 * character, and all other characters must be the same. If the name is wrong elsewhere, the registration is sent back
 * to the candidate instead.
 */
export function fillName(asTyped: string, typed: string): Result<string, FillNameRefusal> {
  const name = readName(typed);
  if (!name.ok) return name;
  const [marked, written] = [Array.from(asTyped), Array.from(name.value)];
  const fits = marked.every((character, index) =>
    character === UNWRITABLE ? isInside(written[index]) : character === written[index],
  );
  if (marked.length !== written.length || !fits) return refuse("name_rest_changed");
  return isWritten(name.value) ? name : refuse("name_unwritten");
}

/** A separator does not count as a character. */
const isInside = (character: string | undefined): boolean => character !== undefined && character !== "·";
