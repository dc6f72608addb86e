import { describe, expect, it } from "vitest";
import { SmsRule } from "@/lib/adapter/db/enums";
import { examReminderWindow, reminderDue, reminderMoment, templateOfRule } from "@/lib/domain/message/reminders";
import { spokenTime } from "@/lib/domain/message/spoken-time";

const night = { from: 21, to: 8 };
const at = (text: string) => new Date(`${text}+08:00`);
const HOUR = 3_600_000;
const before = (end: Date, hours: number, ms = 0) => new Date(end.getTime() - hours * HOUR + ms);
const rules = { early: "PAYMENT_48", late: "PAYMENT_6" } as const;

describe("the reminders of a window that closes at 17:00", () => {
  const closesAt = at("2026-12-05T17:00");
  const since = at("2026-12-01T12:00");
  const due = (now: Date) => reminderDue(rules, { closesAt, since }, night, now)?.rule ?? null;
  it.each([
    [before(closesAt, 48, -1), null],
    [before(closesAt, 48), "PAYMENT_48"],
    [before(closesAt, 48, 1), "PAYMENT_48"],
    // The worker was down: still of use.
    [before(closesAt, 6, -1), "PAYMENT_48"],
    [before(closesAt, 6), "PAYMENT_6"],
    [before(closesAt, 0.5, -1), "PAYMENT_6"],
    // Too late to be of use.
    [before(closesAt, 0.5), null],
    [closesAt, null],
  ])("at %s: %s", (now, rule) => {
    expect(due(now)).toBe(rule);
  });

  it("go to nobody who came to stand there after their moment", () => {
    const of = (came: Date, now: Date) => reminderDue(rules, { closesAt, since: came }, night, now)?.rule ?? null;
    expect(of(before(closesAt, 48), before(closesAt, 40))).toBe("PAYMENT_48");
    expect(of(before(closesAt, 48, 1), before(closesAt, 40))).toBeNull();
    expect(of(before(closesAt, 47), before(closesAt, 5))).toBe("PAYMENT_6");
    expect(of(before(closesAt, 6, 1), before(closesAt, 5))).toBeNull();
  });
});

it("bring a moment of the night forward to the evening before", () => {
  // 6 hours before 10:00 it is four in the morning.
  expect(reminderMoment(at("2026-12-05T10:00"), 6, night)).toEqual(at("2026-12-04T20:00"));
  expect(reminderMoment(at("2026-12-05T10:00"), 6, null)).toEqual(at("2026-12-05T04:00"));
  expect(reminderMoment(at("2026-12-06T00:00"), 6, night)).toEqual(at("2026-12-05T18:00"));
  expect(reminderMoment(at("2026-12-06T03:00"), 6, night)).toEqual(at("2026-12-05T20:00"));
});

it("the reminder of the exam comes while it is tomorrow and people are awake", () => {
  const { from, until } = examReminderWindow(at("2026-12-06T09:00"));
  expect([from, until]).toEqual([at("2026-12-05T10:00"), at("2026-12-05T21:00")]);
});

it("times are short, and midnight belongs to the day that ends", () => {
  expect(spokenTime(at("2026-12-05T17:00"))).toBe("12月5日17:00");
  expect(spokenTime(at("2026-12-06T00:00"))).toBe("12月5日24:00");
  expect(spokenTime(at("2026-12-05T09:05"))).toBe("12月5日9:05");
});

it("every rule has its template", () => {
  expect(Object.values(SmsRule).map(templateOfRule)).toHaveLength(9);
});
