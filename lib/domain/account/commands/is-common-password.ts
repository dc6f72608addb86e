import { isSeenPassword } from "@/lib/adapter/crypto/seen-passwords";
import { isGuessable, plainPassword } from "../guessable-password";
import { placeNames } from "../queries";

/**
 * Whether an attacker would try this new password early for the owner of this phone, and for this name when it is
 * known.
 */
export async function isCommonPassword(
  password: string,
  { phone, name }: { phone: string; name?: string },
): Promise<boolean> {
  if (isSeenPassword(plainPassword(password))) return true;
  return isGuessable(password, { phone, names: [...(name ? [name] : []), ...(await placeNames())] });
}
