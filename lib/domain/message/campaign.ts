import type { QueuedContent } from "./queued-content";
import { reminderKinds } from "./reminders";
import { spokenTime } from "./spoken-time";

/** What staff may send to many: templates whose words hold for everybody and name nobody. */
export const campaignTemplates = [
  "announcement",
  "registration-closing",
  "resubmit-closing",
  "payment-closing",
] as const;
export type CampaignTemplate = (typeof campaignTemplates)[number];

const ANNOUNCEMENT = "学士学位外语考试报名系统有新的通知，请登录查看。";
const DAY_MS = 24 * 3_600_000;

/** Who begins the same campaign again within this time, or a colleague who does, is asked whether he means it. */
export const SAME_AGAIN_MS = 30 * 60_000;

type Closing = { registrationClosesAt: Date; reviewClosesAt: Date; paymentClosesAt: Date };

/**
 * The words of a campaign for an exam session, and until when they are of use: a window's end is named only before it.
 * null when it has passed.
 */
export function campaignContent(
  template: CampaignTemplate,
  examSession: Closing,
  now: Date,
): (QueuedContent & { text: string; expiresAt: Date }) | null {
  if (template === "announcement")
    return { template, params: {}, text: ANNOUNCEMENT, expiresAt: new Date(now.getTime() + 2 * DAY_MS) };
  const kind = reminderKinds.find((one) => one.template === template);
  if (!kind) throw new Error(`no words for ${template}`);
  const ends = {
    REGISTRATION: examSession.registrationClosesAt,
    REVIEW: examSession.reviewClosesAt,
    PAYMENT: examSession.paymentClosesAt,
  };
  const expiresAt = ends[kind.step];
  const time = spokenTime(expiresAt);
  return now < expiresAt ? { template, params: { time }, text: kind.text(time), expiresAt } : null;
}

/** How many messages the carriers count: 70 characters fit into one, 67 into each part of a longer one. */
export function smsParts(text: string, signature: string | null): number {
  const length = text.length + (signature === null ? 0 : signature.length + 2);
  return length <= 70 ? 1 : Math.ceil(length / 67);
}

/** The estimated cost in whole fen, rounded up. `priceFen`: of one counted message, maybe a fraction. */
export const campaignCost = (parts: number, recipients: number, priceFen: number): number =>
  // A price such as 4.1 is no exact binary number: what is less than a thousandth above a fen is that fen.
  Math.ceil(Math.round(parts * recipients * priceFen * 1000) / 1000);
