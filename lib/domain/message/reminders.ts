import type { SmsRule, Step } from "@/lib/adapter/db/enums";
import type { SmsTemplate } from "@/lib/adapter/sms/message";
import { shanghaiMidnight } from "@/lib/core/clock";
import { beforeQuiet, type QuietHours } from "@/lib/domain/account/quiet-hours";

const HOUR_MS = 3_600_000;

/** Who has a step unfinished: in which status he is reminded of the end of which window, and in which words. */
export type ReminderKind = {
  status: "DRAFT" | "RETURNED" | "APPROVED";
  step: Exclude<Step, "PRINTING">;
  template: Extract<SmsTemplate, "registration-closing" | "resubmit-closing" | "payment-closing">;
  early: SmsRule;
  late: SmsRule;
  text: (time: string) => string;
};

export const reminderKinds: readonly ReminderKind[] = [
  {
    status: "DRAFT",
    step: "REGISTRATION",
    template: "registration-closing",
    early: "REGISTRATION_48",
    late: "REGISTRATION_6",
    text: (time) => `您的学士学位外语考试报名尚未提交，网上报名${time}截止，请尽快登录报名系统完成。如已提交请忽略。`,
  },
  {
    status: "RETURNED",
    step: "REVIEW",
    template: "resubmit-closing",
    early: "RESUBMIT_48",
    late: "RESUBMIT_6",
    text: (time) => `您的学士学位外语考试报名已退回修改，请在${time}前登录报名系统改好并重新提交。如已提交请忽略。`,
  },
  {
    status: "APPROVED",
    step: "PAYMENT",
    template: "payment-closing",
    early: "PAYMENT_48",
    late: "PAYMENT_6",
    text: (time) =>
      `您的学士学位外语考试报名尚未缴费，网上缴费${time}截止，逾期报名无效，请尽快登录报名系统缴费。如已缴费请忽略。`,
  },
];

/** Within this time before the end a message no longer helps: it may come when the window has closed. */
const TOO_LATE_MS = HOUR_MS / 2;

/**
 * The moment of a reminder so many hours before a window closes. One that would fall into the quiet hours comes an hour
 * before these begin: earlier, but with an evening in which to act. After them little time would be left, or none.
 */
export const reminderMoment = (closesAt: Date, hours: 48 | 6, quiet: QuietHours): Date =>
  beforeQuiet(new Date(closesAt.getTime() - hours * HOUR_MS), quiet);

/**
 * Which reminder is due now, and until when it is of use; null: none. A late one (the worker was down) is still sent as
 * long as it is of use: the first until the second is due. `since`: when the candidate came to stand where he stands;
 * whoever came after the moment has only just been told, or is just at it.
 */
export function reminderDue(
  { early, late }: Pick<ReminderKind, "early" | "late">,
  { closesAt, since }: { closesAt: Date; since: Date },
  quiet: QuietHours,
  now: Date,
): { rule: SmsRule; until: Date } | null {
  const [first, second] = [reminderMoment(closesAt, 48, quiet), reminderMoment(closesAt, 6, quiet)];
  const tooLate = new Date(closesAt.getTime() - TOO_LATE_MS);
  if (now >= second) return now < tooLate && since <= second ? { rule: late, until: tooLate } : null;
  return now >= first && since <= first ? { rule: early, until: second } : null;
}

const TEN_HOURS_MS = 10 * HOUR_MS;
const TWENTY_ONE_HOURS_MS = 21 * HOUR_MS;

/** 考试前一天 from 10:00 until before 21:00 in Shanghai, while "tomorrow" is true and people are awake. */
export function examReminderWindow(startsAt: Date): { from: Date; until: Date } {
  const dayBefore = shanghaiMidnight(startsAt, -1).getTime();
  return { from: new Date(dayBefore + TEN_HOURS_MS), until: new Date(dayBefore + TWENTY_ONE_HOURS_MS) };
}

export const examTomorrowText = (time: string): string =>
  `您报名的学士学位外语考试将于明天${time}开始，请携带准考证和有效身份证件，提前到达考场。`;

/** The template by which a rule speaks. */
export function templateOfRule(rule: SmsRule): SmsTemplate {
  if (rule === "EXAM_TOMORROW") return "exam-tomorrow";
  if (rule === "REVIEW_RESULT") return "review-result";
  if (rule === "CARD_PUBLISHED") return "card-published";
  const kind = reminderKinds.find(({ early, late }) => early === rule || late === rule);
  if (!kind) throw new Error(`no reminder for ${rule}`);
  return kind.template;
}
