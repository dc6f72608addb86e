import type { Limit } from "@/lib/adapter/rate-limit/limiter";

// How often a password may be guessed and a code be asked for. One rule stands above the numbers: nobody may keep the
// owner out. So there is no hard limit on an account alone. A browser that signed in to the account before has limits
// of its own; everybody else is limited by account *and* address, and what strangers do together only raises the price:
// the work of a challenge (see lib/domain/README.md). A whole campus may share one address, so an address is given much room.

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Wrong passwords that a known browser may type before it is treated like a stranger's. */
export const signInDevice: Limit = { name: "sign-in-device", points: 10, seconds: HOUR };

/** Wrong passwords for one account from one address, whatever work is done for them. */
export const signInPair: Limit = { name: "sign-in-pair", points: 30, seconds: DAY };

/** Wrong passwords from one address for all accounts together. */
export const signInAddress: Limit = { name: "sign-in-address", points: 1000, seconds: DAY };

/**
 * Wrong passwords of strangers for one account, from all addresses: counted for the price and for the administrator,
 * never refused.
 */
export const signInAccount: Limit = { name: "sign-in-account", points: 1_000_000_000, seconds: DAY };

/** Without JavaScript or a secure context there is no challenge: one try a minute instead. */
export const signInSlow: Limit = { name: "sign-in-slow", points: 1, seconds: 60 };

/** Codes that one address may ask for. Two thousand people behind one address can register within an hour. */
export const smsAddressHour: Limit = { name: "sms-address-hour", points: 3000, seconds: HOUR };
export const smsAddressDay: Limit = { name: "sms-address-day", points: 10_000, seconds: DAY };

/**
 * Without JavaScript or a secure context, once a challenge would be due: one code a minute. At this price of a phone
 * patience is no longer enough, so that strangers cannot use up the day's codes for it without work.
 */
export const MIN_PRICE_PATIENCE_FAILS = 8;
export const smsSlow: Limit = { name: "sms-slow", points: 1, seconds: 60 };

/**
 * The work of a challenge is never dearer than this: some five seconds of a desktop, some thirty of one core of an old
 * phone.
 */
export const MAX_PRICE = 32;

/** 0 up to `free` acts, then 1, doubled after every `step` further ones. */
const rising = (count: number, free: number, step: number): number =>
  count <= free ? 0 : Math.min(MAX_PRICE, 2 ** Math.floor((count - free - 1) / step));

/**
 * The price of one more guess by a stranger, when the day's wrong ones for the account and from the address are
 * `account` and `address`.
 */
export const signInPrice = ({ account, address }: { account: number; address: number }): number =>
  Math.max(rising(account, 10, 10), Math.min(4, rising(address, 50, 150)));

/** The price of one more code, by how many the address has asked for within the hour. */
export const addressPrice = (count: number): number => Math.min(4, rising(count, 20, 1000));

/** The price of one more code to a phone to which `over` more than its quota were sent. */
export const phonePrice = (over: number): number => rising(over, 0, 3);

/** By what a member of staff is counted. Somebody may be a candidate with the same phone: the two are counted apart. */
export const staffKey = (phoneIndex: string): string => `staff\0${phoneIndex}`;

/** Document numbers that may be tried out for a new password of one account. An appeal stays open. */
export const ownerTries: Limit = { name: "owner-tries", points: 5, seconds: 24 * 3600 };
/**
 * Document numbers of which one account is told in a day whether somebody else holds them, by 信息填写 and by an appeal
 * together. Beyond it only a submit tells, which needs a whole registration.
 */
export const documentLookups: Limit = { name: "document-lookups", points: 10, seconds: DAY };

/** Appeals for an account from one phone. */
export const phoneAppeals: Limit = { name: "phone-appeals", points: 3, seconds: 24 * 3600 };
