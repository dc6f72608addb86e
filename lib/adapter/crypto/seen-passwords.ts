import { dictionary } from "@zxcvbn-ts/language-common";

// Some 49,000 passwords that people have been seen to choose; offline, and on the server alone.
const seen = new Set(dictionary["passwords-common"]);

/** Whether many people have this password, in small letters. */
export const isSeenPassword = (plain: string): boolean => seen.has(plain);
