import { hash } from "@node-rs/argon2";

/** argon2id (the library's default) with the settings OWASP names: 19 MiB of memory, two passes, one lane. Runs off the event loop. */
export const hashPassword = (plain: string): Promise<string> => hash(plain, { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 });
