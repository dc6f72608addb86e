import type { Limit } from "@/lib/rate-limit/limiter";

// What one phone may do is in sms-code.ts. Here stands what one address or one account may do before it must show effort (a solved
// challenge, or patience). A whole campus may share one address, so addresses are given much room.

/** Codes an address may ask for before it shows effort. */
export const smsFree: Limit = { name: "sms-free", points: 20, seconds: 3600 };
/** …without JavaScript or a secure context: one a minute. */
export const smsSlow: Limit = { name: "sms-slow", points: 1, seconds: 60 };
/** …and in all, whatever effort it shows. */
export const smsInAll: Limit = { name: "sms-all", points: 300, seconds: 3600 };

/** Wrong codes an address may try out; each code has its own five tries besides. */
export const codeTries: Limit = { name: "code-tries", points: 200, seconds: 3600 };

/** Failed sign-ins of one account and of one address before effort is due. */
export const signInAccount: Limit = { name: "sign-in-account", points: 10, seconds: 3600 };
export const signInAddress: Limit = { name: "sign-in-address", points: 100, seconds: 900 };
/** …without JavaScript or a secure context: one a minute. */
export const signInSlow: Limit = { name: "sign-in-slow", points: 1, seconds: 60 };
/** …and of one account in all, with effort shown. Finding the password again by message stays open. */
export const signInInAll: Limit = { name: "sign-in-all", points: 100, seconds: 3600 };
