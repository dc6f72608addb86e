import { isSeenPassword } from "@/lib/adapter/crypto/seen-passwords";
import { isGuessable, plainPassword } from "../guessable-password";
import { placeNames } from "../queries";

/**
 * Whether a new password is one of the first that a stranger would try for the person with this phone, and this name
 * where it is known.
 */
export async function isCommonPassword(
  password: string,
  { phone, name }: { phone: string; name?: string },
): Promise<boolean> {
  if (isSeenPassword(plainPassword(password))) return true;
  return isGuessable(password, { phone, names: [...(name ? [name] : []), ...(await placeNames())] });
}
