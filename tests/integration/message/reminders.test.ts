import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { sendWaitingSms } from "@/lib/domain/account/commands/send-waiting-sms";
import { switchSmsRules } from "@/lib/domain/exam-session/commands/mute-sms";
import { queueReminders } from "@/lib/domain/message/commands/queue-reminders";
import { sendDecisionSms } from "@/lib/domain/review/commands/send-decision-sms";
import { env } from "@/lib/env";
import { createAccount, createExamSession, createRegistration, createStaff } from "../../support/factories";
import { messagesTo } from "../../support/sms";

const HOUR = 3_600_000;
// 17:00 in Shanghai.
const closesAt = new Date("2027-03-05T17:00+08:00");
const reviewClosesAt = new Date(closesAt.getTime() + 192 * HOUR);
const before = (hours: number, ms = 0) => new Date(closesAt.getTime() - hours * HOUR + ms);
const long = before(400);

let session: { id: string };
beforeEach(async () => {
  await db().examSession.updateMany({ data: { publishedAt: null } });
  await db().smsMessage.deleteMany();
  env().SMS_QUIET_HOURS = { from: 21, to: 8 };
  session = await createExamSession({
    now: before(60),
    registrationClosesAt: closesAt,
    reviewClosesAt,
    paymentClosesAt: closesAt,
    examStartsAt: new Date(closesAt.getTime() + 400 * HOUR),
    examEndsAt: new Date(closesAt.getTime() + 402 * HOUR),
  });
});

async function person(status: "DRAFT" | "SUBMITTED" | "APPROVED" | "PAID" | "CANCELLED" | "RETURNED", rest = {}) {
  const account = await createAccount();
  const registration = await createRegistration({ status, examSessionId: session.id, accountId: account.id, ...rest });
  await db().registration.update({ where: { id: registration.id }, data: { createdAt: long, decidedAt: long } });
  return { ...registration, phone: account.phone, accountId: account.id };
}

/** A seat in a room of its own. */
async function seat(registrationId: string, number: number) {
  const examSessionId = session.id;
  const room = await db().room.create({
    data: { examSessionId, number, place: `A10${number}`, capacity: 30, numberedSeats: 1 },
  });
  const admitCardNumber = `${number}${Date.now()}`;
  await db().seat.create({ data: { examSessionId, roomId: room.id, number: 1, registrationId, admitCardNumber } });
}

const keysOf = async ({ accountId }: { accountId: string }) =>
  (await db().smsMessage.findMany({ where: { accountId }, orderBy: { createdAt: "asc" } })).map(
    ({ key }) => key?.split(":")[0],
  );

describe("reminders", () => {
  it("go to those who have not finished, each once, and to nobody else", async () => {
    const [draft, approved] = [await person("DRAFT"), await person("APPROVED")];
    const others = [await person("SUBMITTED"), await person("PAID"), await person("CANCELLED")];
    expect(await queueReminders(before(48, -1))).toBe(0);
    expect(await queueReminders(before(48))).toBe(2);
    // A second round, and two at once.
    expect(await Promise.all([queueReminders(before(47)), queueReminders(before(47))])).toEqual([0, 0]);
    expect(await queueReminders(before(6))).toBe(2);
    expect(await keysOf(draft)).toEqual(["REGISTRATION_48", "REGISTRATION_6"]);
    expect(await keysOf(approved)).toEqual(["PAYMENT_48", "PAYMENT_6"]);
    for (const other of others) expect(await keysOf(other)).toEqual([]);
    expect(await queueReminders(before(0.25))).toBe(0);

    await sendWaitingSms({ now: () => before(6, 1) });
    const sent = await messagesTo(draft.phone);
    // The first had become useless by then.
    expect(sent.map(({ text }) => text)).toEqual([expect.stringContaining("3月5日17:00截止")]);
    const audit = await db().auditEntry.findMany({ where: { subjectId: session.id, action: "sms.remind" } });
    expect(audit).toHaveLength(4);
  });

  it("follow the longer time of one candidate, and a window that was moved", async () => {
    const { id, ...one } = await person("APPROVED");
    const until = new Date(closesAt.getTime() + 24 * HOUR);
    const staffId = (await createStaff()).id;
    await db().stepOverride.create({ data: { registrationId: id, step: "PAYMENT", until, reason: "住院", staffId } });
    expect(await queueReminders(before(48))).toBe(0);
    expect(await queueReminders(before(24))).toBe(1);
    expect((await db().smsMessage.findFirstOrThrow({ where: { accountId: one.accountId } })).params).toEqual({
      time: "3月6日17:00",
    });
  });

  it("remind who must hand in again by the end of the review", async () => {
    const returned = await person("RETURNED");
    expect(await queueReminders(before(40))).toBe(0);
    expect(await queueReminders(new Date(reviewClosesAt.getTime() - 47 * HOUR))).toBe(1);
    expect(await keysOf(returned)).toEqual(["RESUBMIT_48"]);
  });

  it("are never queued in the quiet hours, and not for whom was switched off", async () => {
    await person("APPROVED");
    const night = new Date("2027-03-04T22:00+08:00");
    expect(await queueReminders(night)).toBe(0);
    const staffId = (await createStaff()).id;
    const off = { examSessionId: session.id, on: ["PAYMENT_6" as const], staffId, now: new Date() };
    expect((await switchSmsRules(off)).ok).toBe(true);
    expect(await queueReminders(before(48))).toBe(0);
    expect(await queueReminders(before(6))).toBe(1);
    const audit = await db().auditEntry.findMany({ where: { action: "exam_session.switch_sms", actorId: staffId } });
    expect(audit).toHaveLength(1);
    // The same once more changes nothing.
    await switchSmsRules(off);
    expect(await db().auditEntry.count({ where: { action: "exam_session.switch_sms", actorId: staffId } })).toBe(1);
  });

  it("tell whoever has a seat and a card that the exam is tomorrow", async () => {
    const examStartsAt = new Date("2027-03-20T09:00+08:00");
    await db().examSession.update({
      where: { id: session.id },
      data: { examStartsAt, examEndsAt: new Date(examStartsAt.getTime() + 2 * HOUR), cardsPublishedAt: closesAt },
    });
    const [seated, standing] = [await person("PAID"), await person("PAID")];
    await seat(seated.id, 1);
    expect(await queueReminders(new Date("2027-03-19T09:59+08:00"))).toBe(0);
    expect(await queueReminders(new Date("2027-03-19T10:00+08:00"))).toBe(1);
    expect(await queueReminders(new Date("2027-03-19T15:00+08:00"))).toBe(0);
    expect(await keysOf(seated)).toEqual(["EXAM_TOMORROW"]);
    expect(await keysOf(standing)).toEqual([]);
  });

  it("tell each that his exam is tomorrow by the time of his language", async () => {
    const examStartsAt = new Date("2027-03-20T09:00+08:00");
    const { languages } = await db().examSession.update({
      where: { id: session.id },
      data: { examStartsAt, examEndsAt: new Date(examStartsAt.getTime() + 2 * HOUR), cardsPublishedAt: closesAt },
      select: { languages: { orderBy: { position: "asc" }, select: { id: true } } },
    });
    const [english = "", japanese = ""] = languages.map(({ id }) => id);
    await db().language.update({
      where: { id: japanese },
      data: { examStartsAt: new Date("2027-03-23T14:30+08:00"), examEndsAt: new Date("2027-03-23T16:00+08:00") },
    });
    const [first, second] = [
      await person("PAID", { languageId: english }),
      await person("PAID", { languageId: japanese }),
    ];
    for (const [index, { id }] of [first, second].entries()) await seat(id, index + 1);
    expect(await queueReminders(new Date("2027-03-19T10:00+08:00"))).toBe(1);
    expect(await queueReminders(new Date("2027-03-22T10:00+08:00"))).toBe(1);
    expect(await queueReminders(new Date("2027-03-22T20:00+08:00"))).toBe(0);
    for (const { accountId, time } of [
      { ...first, time: "9:00" },
      { ...second, time: "14:30" },
    ]) {
      const messages = await db().smsMessage.findMany({ where: { accountId }, select: { params: true } });
      expect(messages).toEqual([{ params: { time } }]);
    }
  });
});

it("a decision is not told where its rule is switched off", async () => {
  env().SMS_QUIET_HOURS = null;
  const staffId = (await createStaff()).id;
  const { id, phone } = await person("APPROVED");
  const decision = await db().reviewDecision.findFirstOrThrow({ where: { registrationId: id } });
  await switchSmsRules({ examSessionId: session.id, on: [], staffId, now: new Date() });
  expect(await sendDecisionSms({ decisionId: decision.id, now: new Date() })).toBe("sent");
  expect(await messagesTo(phone)).toEqual([]);
});
