import { hash, verify } from "@node-rs/argon2";

/**
 * argon2id, 19 MiB, two passes, one lane: the first choice of OWASP. The library uses its own threads, and takes about
 * 20 ms for a password.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Normalises a text that keyboards may compose in two ways. A password set on a phone then also works on a desktop. */
const plain = (password: string) => password.normalize("NFC");

export const hashPassword = (password: string): Promise<string> => hash(plain(password), cost);

let stranger: Promise<string> | undefined;

/**
 * Whether the password matches the stored hash. Without a hash (no account has that phone) it computes one anyway, so
 * that the response time does not reveal which phones have accounts.
 */
export async function passwordMatches(storedHash: string | null, password: string): Promise<boolean> {
  const against = storedHash ?? (await (stranger ??= hashPassword("nobody's")));
  const matches = await verify(against, plain(password));
  return matches && storedHash !== null;
}
