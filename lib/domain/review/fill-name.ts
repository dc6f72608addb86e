import { isWritten, type NameError, readName, UNWRITABLE } from "@/lib/core/person-name";
import { refuse, type Result } from "@/lib/core/result";

export type FillNameRefusal = NameError | "name_unwritten" | "name_rest_changed";

/**
 * A name as staff read it from the document, where its owner typed `asTyped`: every 〓 is one character, and all others
 * stay as he typed them. A name that is wrong elsewhere goes back to its owner instead.
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

/** A separator takes no character's place. */
const isInside = (character: string | undefined): boolean => character !== undefined && character !== "·";
