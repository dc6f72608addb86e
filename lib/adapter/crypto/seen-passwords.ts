import { dictionary } from "@zxcvbn-ts/language-common";

// About 49,000 passwords that many people use. The list works offline and stays on the server.
const seen = new Set(dictionary["passwords-common"]);

/** Whether a password, in lower case, is on the list of common passwords. */
export const isSeenPassword = (plain: string): boolean => seen.has(plain);
