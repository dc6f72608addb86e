import { hash, verify } from "@node-rs/argon2";

/**
 * argon2id, 19 MiB, two passes, one lane: OWASP's first choice. The library works on its own threads, about 20 ms a
 * password.
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * One spelling of a text that keyboards may compose in two ways, so that a password typed on a phone opens the same
 * account on a desktop.
 */
const plain = (password: string) => password.normalize("NFC");

export const hashPassword = (password: string): Promise<string> => hash(plain(password), cost);

let stranger: Promise<string> | undefined;

/**
 * Whether the password belongs to the stored hash. Without a hash (nobody has that phone) one is computed all the same,
 * so that the time an answer takes does not tell who has an account.
 */
export async function passwordMatches(storedHash: string | null, password: string): Promise<boolean> {
  const against = storedHash ?? (await (stranger ??= hashPassword("nobody's")));
  const matches = await verify(against, plain(password));
  return matches && storedHash !== null;
}
