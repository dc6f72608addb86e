import type { Limit } from "@/lib/adapter/rate-limit/limiter";

// How often a password may be guessed and a code requested. One rule comes before the numbers: no attacker may lock the
// owner out. So there is no hard limit on an account alone. A browser that signed in to the account before has its own
// limits. Other browsers are limited by account *and* address. What they do together only raises the price: the work of
// a challenge (see lib/domain/README.md). A whole campus may share one address, so the limits of an address are high.

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Wrong passwords that a known browser may send before it is treated like an unknown one. */
export const signInDevice: Limit = { name: "sign-in-device", points: 10, seconds: HOUR };

/** Wrong passwords for one account from one address, whatever work is done for them. */
export const signInPair: Limit = { name: "sign-in-pair", points: 30, seconds: DAY };

/** Wrong passwords from one address for all accounts together. */
export const signInAddress: Limit = { name: "sign-in-address", points: 1000, seconds: DAY };

/**
 * Wrong passwords of unknown browsers for one account, from all addresses. They raise the price and are shown to the
 * administrator; they never cause a refusal.
 */
export const signInAccount: Limit = { name: "sign-in-account", points: 1_000_000_000, seconds: DAY };

/**
 * Wrong passwords of staff under STAFF_PASSWORD_POLICY=strict, in a quarter of an hour; then none counts for as long. A
 * known browser has its own five, all others share five, so that no stranger locks the owner out of his own browser.
 */
export const strictDevice: Limit = { name: "strict-device", points: 5, seconds: HOUR / 4 };
export const strictStrangers: Limit = { name: "strict-strangers", points: 5, seconds: HOUR / 4 };

/**
 * Wrong codes of the second factor, after the right password: a known browser has its own five, all others share five.
 * Three of a million codes count at any time, so that whoever guesses all day long (120 tries) gets in once in 2,800
 * days.
 */
export const secondFactorDevice: Limit = { name: "second-factor-device", points: 5, seconds: HOUR };
export const secondFactorStrangers: Limit = { name: "second-factor-strangers", points: 5, seconds: HOUR };

/** Invitations that one member of staff is sent again: each one costs, and many are a nuisance to him. */
export const staffInvitations: Limit = { name: "staff-invitations", points: 5, seconds: HOUR };

/** Links of invitations that one address opens, right or wrong. A token has 120 random bits. */
export const invitationsOpened: Limit = { name: "staff-invitations-opened", points: 300, seconds: HOUR };

/** Begun and finished single sign-ons from one address: each asks the university's server. */
export const ssoAsked: Limit = { name: "staff-sso", points: 600, seconds: HOUR };

/** Without JavaScript or a secure context the browser cannot solve a challenge. It gets one try a minute instead. */
export const signInSlow: Limit = { name: "sign-in-slow", points: 1, seconds: 60 };

/** Codes that one address may request. Two thousand people behind one address can register within an hour. */
export const smsAddressHour: Limit = { name: "sms-address-hour", points: 3000, seconds: HOUR };
export const smsAddressDay: Limit = { name: "sms-address-day", points: 10_000, seconds: DAY };

/**
 * Without JavaScript or a secure context, once a challenge would be required: one code a minute. At this price of a
 * phone waiting is no longer enough. Otherwise an attacker could use up the phone's codes of the day without any work.
 */
export const MIN_PRICE_PATIENCE_FAILS = 8;
export const smsSlow: Limit = { name: "sms-slow", points: 1, seconds: 60 };

/** The highest price of a challenge: about five seconds on a desktop, about thirty on one core of an old phone. */
export const MAX_PRICE = 32;

/** 0 up to `free` actions, then 1, and twice as much after every `step` further ones. */
const rising = (count: number, free: number, step: number): number =>
  count <= free ? 0 : Math.min(MAX_PRICE, 2 ** Math.floor((count - free - 1) / step));

/**
 * The price of one more guess by an unknown browser. `account` and `address`: the day's wrong guesses for the account
 * and from the address.
 */
export const signInPrice = ({ account, address }: { account: number; address: number }): number =>
  Math.max(rising(account, 10, 10), Math.min(4, rising(address, 50, 150)));

/** The price of one more code, by the number of codes that the address requested within the hour. */
export const addressPrice = (count: number): number => Math.min(4, rising(count, 20, 1000));

/** The price of one more code to a phone that was sent `over` codes more than its quota. */
export const phonePrice = (over: number): number => rising(over, 0, 3);

/**
 * The limit key of a member of staff. He may also be a candidate with the same phone; the two are counted separately.
 */
export const staffKey = (phoneIndex: string): string => `staff\0${phoneIndex}`;

/**
 * Searches of one member of staff. A telephone desk needs fewer; somebody who tries all 10,000 ends of a phone number
 * needs more than a day. (Ends are four or eight digits: lib/domain/review/search.ts.)
 */
export const staffSearches: Limit = { name: "staff-searches", points: 300, seconds: HOUR };

/** Test messages that a member of staff sends to his own phone. */
export const staffTestSms: Limit = { name: "staff-test-sms", points: 5, seconds: HOUR };

/** Document numbers that may be tried for a new password of one account. After that the owner can still appeal. */
export const ownerTries: Limit = { name: "owner-tries", points: 5, seconds: 24 * 3600 };
/**
 * How many document numbers an account can check in a day for another holder, in 信息填写 and appeals together. After that
 * only a submit reveals it, and a submit needs a complete registration.
 */
export const documentLookups: Limit = { name: "document-lookups", points: 10, seconds: DAY };

/** Files of evidence from one account, or with one proven phone. */
export const evidenceUploads: Limit = { name: "evidence-uploads", points: 30, seconds: DAY };

/**
 * Received files of evidence from one address by people who are not signed in: each costs the decoding of a photo. One
 * proven phone sends 30, so nobody locks his campus out by himself.
 */
export const evidenceAddress: Limit = { name: "evidence-address", points: 3000, seconds: DAY };

/** Appeals for an account from one phone. */
export const phoneAppeals: Limit = { name: "phone-appeals", points: 3, seconds: 24 * 3600 };
