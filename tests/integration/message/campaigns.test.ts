import { beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/api/sms-receipts/[vendor]/[secret]/route";
import { db } from "@/lib/adapter/db/client";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { recordReceipts } from "@/lib/domain/account/commands/record-receipts";
import { sendWaitingSms } from "@/lib/domain/account/commands/send-waiting-sms";
import { publishedExamSessionById } from "@/lib/domain/exam-session/queries";
import { resend, sendTestSms, startCampaign, stopCampaign } from "@/lib/domain/message/commands/campaigns";
import { campaignReport } from "@/lib/domain/message/queries/campaigns";
import { logFilterSchema } from "@/lib/domain/message/log-filter";
import { smsLog } from "@/lib/domain/message/queries/log";
import { countRecipients } from "@/lib/domain/message/queries/recipients";
import type { RecipientFilter } from "@/lib/domain/message/recipient-filter";
import { env } from "@/lib/env";
import { shanghaiDayOf } from "@/lib/core/clock";
import { maskPhone } from "@/lib/core/phone";
import { createAccount, createExamSession, createRegistration, createStaff } from "../../support/factories";
import { messagesTo } from "../../support/sms";

const MINUTE = 60_000;
const now = new Date();
const at = (minutes: number) => new Date(now.getTime() + minutes * MINUTE);
const noFilter = {} as RecipientFilter;

let session: Awaited<ReturnType<typeof createExamSession>>;
let staff: Awaited<ReturnType<typeof createStaff>>;
beforeEach(async () => {
  env().SMS_QUIET_HOURS = null;
  await db().smsMessage.deleteMany();
  session = await createExamSession();
  staff = await createStaff({ role: "EXAM_OFFICER" });
});

async function person(status: RegistrationStatus, rest = {}) {
  const account = await createAccount();
  return {
    ...(await createRegistration({ status, examSessionId: session.id, accountId: account.id, ...rest })),
    phone: account.phone,
  };
}

async function start(changes: Partial<Parameters<typeof startCampaign>[0]> = {}) {
  const examSession = await publishedExamSessionById(session.id);
  if (!examSession) throw new Error("no session");
  const id = uuidv7(now);
  return startCampaign({
    id,
    examSession,
    filter: noFilter,
    template: "announcement",
    count: 1,
    again: false,
    staffId: staff.id,
    now,
    ...changes,
  });
}

describe("a campaign", () => {
  it("reaches whom the filter finds, each once, after a minute", async () => {
    const people = [await person("APPROVED"), await person("APPROVED", { level: "高起本" }), await person("PAID")];
    const filter = { status: "APPROVED" } as RecipientFilter;
    expect(await countRecipients({ examSessionId: session.id, filter, now })).toBe(2);
    const level = { level: "高起本" } as RecipientFilter;
    expect(await countRecipients({ examSessionId: session.id, filter: level, now })).toBe(1);
    const id = uuidv7(now);
    // Pressed twice at the same time.
    const begun = await Promise.all([start({ id, filter, count: 2 }), start({ id, filter, count: 2 })]);
    expect(begun.map(({ ok }) => ok)).toEqual([true, true]);
    await sendWaitingSms({ now: () => at(0.9) });
    expect(await db().smsMessage.count({ where: { campaignId: id, state: "WAITING" } })).toBe(2);
    await Promise.all([sendWaitingSms({ now: () => at(1) }), sendWaitingSms({ now: () => at(1) })]);
    const got = await Promise.all(people.map(async ({ phone }) => (await messagesTo(phone)).length));
    expect(got).toEqual([1, 1, 0]);
    expect(await campaignReport(id)).toMatchObject({ recipients: 2, costFen: 10, states: { SENT: 2 }, failures: [] });
    expect(await db().auditEntry.count({ where: { subjectId: id, action: "sms.start_campaign" } })).toBe(1);
  });

  it("is asked about when the same was begun half an hour ago or less, by whomever", async () => {
    await person("APPROVED");
    const colleague = await createStaff({ role: "EXAM_OFFICER" });
    // Both have the preview on their screens, and press at once.
    const both = await Promise.all([start(), start({ staffId: colleague.id })]);
    expect(both.map((begun) => (begun.ok ? "begun" : begun.error)).toSorted()).toEqual(["begun", "campaign_repeated"]);
    expect(await start({ now: at(29.9) })).toMatchObject({ error: "campaign_repeated" });
    // Other words, other people, or meant.
    const filter = { status: "APPROVED" } as RecipientFilter;
    expect(await start({ filter })).toMatchObject({ ok: true });
    expect(await start({ template: "payment-closing" })).toMatchObject({ ok: true });
    expect(await start({ again: true, now: at(29.9) })).toMatchObject({ ok: true });
    expect(await start({ now: at(60) })).toMatchObject({ ok: true });
    expect(await db().smsCampaign.count({ where: { examSessionId: session.id } })).toBe(5);
  });

  it("whose answer was lost is found, also when the filter finds others by now", async () => {
    await person("APPROVED");
    const id = uuidv7(now);
    expect(await start({ id })).toMatchObject({ ok: true });
    await person("APPROVED");
    expect(await start({ id, now: at(40) })).toEqual({ ok: true, value: { id } });
    expect(await db().smsMessage.count({ where: { campaignId: id } })).toBe(1);
  });

  it("that reaches nobody, others than were confirmed, or comes too late is refused", async () => {
    expect(await start({ count: 1 })).toMatchObject({ error: "campaign_reaches_nobody" });
    await person("DRAFT");
    const { accountId } = await person("DRAFT");
    expect(await start({ count: 1 })).toMatchObject({ error: "campaign_list_outdated" });
    // Without a number nobody is reached.
    await db().account.update({ where: { id: accountId }, data: { phoneEncrypted: null, phoneIndex: null } });
    expect(await start({ count: 1 })).toMatchObject({ ok: true });
    const late = session.paymentClosesAt;
    expect(await start({ count: 1, template: "payment-closing", now: late })).toMatchObject({
      error: "campaign_window_over",
    });
  });

  it("about a time that comes before the morning is refused at night", async () => {
    await person("DRAFT");
    env().SMS_QUIET_HOURS = { from: 21, to: 8 };
    const payment = { count: 1, template: "payment-closing" } as const;
    const midnight = new Date("2026-12-01T00:00:00+08:00");
    await db().examSession.update({ where: { id: session.id }, data: { paymentClosesAt: midnight } });
    const evening = (time: string) => start({ ...payment, now: new Date(`2026-11-30T${time}+08:00`) });
    expect(await evening("20:59:00")).toMatchObject({ error: "campaign_window_over" });
    expect(await evening("20:58:59")).toMatchObject({ ok: true });
  });

  it("that is stopped sends nothing more", async () => {
    const { phone } = await person("DRAFT");
    const begun = await start();
    const id = begun.ok ? begun.value.id : "";
    expect(await stopCampaign({ id, staffId: staff.id, now })).toMatchObject({ ok: true });
    expect(await stopCampaign({ id, staffId: staff.id, now })).toMatchObject({ error: "campaign_over" });
    await sendWaitingSms({ now: () => at(5) });
    expect(await messagesTo(phone)).toEqual([]);
    expect(await campaignReport(id)).toMatchObject({
      states: { DROPPED: 1 },
      failures: [{ state: "DROPPED", failure: "stopped", count: 1 }],
    });
  });

  it("that is stopped while a message is under way does not try it again", async () => {
    const { phone } = await person("DRAFT");
    const begun = await start();
    const id = begun.ok ? begun.value.id : "";
    await db().smsMessage.updateMany({ where: { campaignId: id }, data: { state: "SENDING", triedAt: at(1) } });
    expect(await stopCampaign({ id, staffId: staff.id, now: at(1) })).toMatchObject({ ok: true });
    // The vendor refused it, and its turn comes again.
    await db().smsMessage.updateMany({ where: { campaignId: id }, data: { state: "WAITING", dueAt: at(2) } });
    await sendWaitingSms({ now: () => at(5) });
    expect(await messagesTo(phone)).toEqual([]);
    expect(await campaignReport(id)).toMatchObject({ states: { DROPPED: 1 } });
  });

  it("is tried out on one's own phone, five times an hour", async () => {
    const examSession = await publishedExamSessionById(session.id);
    if (!examSession) throw new Error("no session");
    const test = () => sendTestSms({ template: "announcement", examSession, staffId: staff.id, now });
    for (let sent = 0; sent < 5; sent += 1) expect(await test()).toMatchObject({ ok: true });
    expect(await test()).toMatchObject({ error: "test_sms_limit" });
    expect(await messagesTo(staff.phone)).toHaveLength(5);
  });
});

describe("the log", () => {
  async function failed(changes = {}) {
    const one = await person("APPROVED");
    const message = await db().smsMessage.create({
      data: {
        accountId: one.accountId,
        template: "announcement",
        text: "请登录查看。",
        state: "FAILED",
        failure: "aliyun isv.X",
        dueAt: now,
        createdAt: now,
        ...changes,
      },
    });
    return { ...one, messageId: message.id };
  }

  it("masks numbers, knows its exam session, and pages", async () => {
    const [first, second] = [await failed(), await failed()];
    const question = { examSessionId: session.id, filter: {}, limit: 1 } as const;
    const page = await smsLog({ ...question, filter: logFilterSchema.parse({}) });
    expect(page.rows).toMatchObject([{ id: second.messageId, phone: maskPhone(second.phone) }]);
    const next = await smsLog({
      ...question,
      filter: logFilterSchema.parse({ state: "FAILED", template: "announcement" }),
      after: page.next ?? undefined,
    });
    expect(next.rows.map(({ id }) => id)).toEqual([first.messageId]);
    expect(next.next).toBeNull();
    const other = await createExamSession();
    const ask = async (examSessionId: string, filter: object) =>
      (await smsLog({ examSessionId, filter: logFilterSchema.parse(filter), limit: 9 })).rows.length;
    expect(await ask(other.id, {})).toBe(0);
    expect(await ask(session.id, {})).toBe(2);
    const day = shanghaiDayOf(now);
    expect(await ask(session.id, { day })).toBe(2);
    expect(await ask(session.id, { day: shanghaiDayOf(at(24 * 60)) })).toBe(0);
    expect(await ask(session.id, { state: "SENT" })).toBe(0);
    expect(await ask(session.id, { template: "refund" })).toBe(0);
  });

  it("has a failed message sent again, once, and an unknown one only knowingly", async () => {
    const one = await failed();
    const again = (messageId: string, evenUnknown = false, when = now) =>
      resend({ id: messageId, evenUnknown, staffId: staff.id, now: when });
    const both = await Promise.all([again(one.messageId), again(one.messageId)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await sendWaitingSms({ now: () => now });
    expect(await messagesTo(one.phone)).toHaveLength(1);
    const unknown = await failed({ state: "UNKNOWN" });
    expect(await again(unknown.messageId)).toMatchObject({ error: "sms_not_failed" });
    expect(await again(unknown.messageId, true)).toMatchObject({ ok: true });
    const useless = await failed({ expiresAt: now });
    expect(await again(useless.messageId)).toMatchObject({ error: "sms_useless_by_now" });
    expect(await again(uuidv7(now))).toMatchObject({ error: "sms_gone" });
  });

  it("takes the vendors' reports for the message, the vendor and the number that they are about", async () => {
    const sent = { provider: "aliyun", providerId: "900^0", sentAt: now, triedAt: now } as const;
    const one = await failed({ ...sent, failure: null });
    await db().smsMessage.update({
      where: { id: one.messageId },
      data: { state: "SENT", phoneMasked: maskPhone(one.phone) },
    });
    const report = {
      provider: "aliyun" as const,
      sending: null,
      providerId: "900^0",
      phone: one.phone,
      delivered: true,
      reason: "DELIVERED",
    };
    const stateOf = async () => (await db().smsMessage.findUniqueOrThrow({ where: { id: one.messageId } })).state;
    expect(await recordReceipts([{ ...report, provider: "tencent" }])).toBe(0);
    expect(await recordReceipts([{ ...report, phone: "13900000000" }])).toBe(0);
    expect(await recordReceipts([{ ...report, providerId: "901^0" }])).toBe(0);
    expect(await stateOf()).toBe("SENT");
    // A late report of an earlier sending, and then the true one.
    expect(await recordReceipts([{ ...report, delivered: false }])).toBe(1);
    expect(await stateOf()).toBe("FAILED");
    expect(await recordReceipts([report, report])).toBe(1);
    expect(await stateOf()).toBe("DELIVERED");
    // What arrived has arrived.
    expect(await recordReceipts([{ ...report, delivered: false, reason: "MK:0001" }])).toBe(0);

    // A lost answer: our own id comes back.
    const lost = await failed({ state: "UNKNOWN", provider: "aliyun", triedAt: now });
    const { messageId } = lost;
    const ofLost = { ...report, sending: { messageId, sending: 0 }, providerId: "902^0", phone: lost.phone };
    expect(await recordReceipts([ofLost])).toBe(1);
    expect(await db().smsMessage.findUniqueOrThrow({ where: { id: lost.messageId } })).toMatchObject({
      state: "DELIVERED",
      providerId: "902^0",
      sentAt: now,
    });
  });

  it("believes that an earlier sending arrived, and not that the newest one failed because an earlier one did", async () => {
    const report = { provider: "aliyun" as const, providerId: "900^1", reason: "MK:0001" };
    const { messageId, phone } = await failed({ provider: "aliyun", providerId: "900^2", sending: 2, triedAt: now });
    await db().smsMessage.update({
      where: { id: messageId },
      data: { state: "SENT", sentAt: now, phoneMasked: maskPhone(phone) },
    });
    const tell = (delivered: boolean, sending: number) =>
      recordReceipts([{ ...report, phone, delivered, sending: { messageId, sending } }]);
    const stateOf = async () => (await db().smsMessage.findUniqueOrThrow({ where: { id: messageId } })).state;
    expect(await tell(false, 1)).toBe(0);
    expect(await stateOf()).toBe("SENT");
    expect(await tell(false, 2)).toBe(1);
    expect(await stateOf()).toBe("FAILED");
    // It would be sent a third time: the first one arrived after all.
    await db().smsMessage.update({ where: { id: messageId }, data: { state: "WAITING" } });
    expect(await tell(false, 2)).toBe(0);
    expect(await tell(true, 1)).toBe(1);
    await sendWaitingSms({ now: () => now });
    expect(await messagesTo(phone)).toEqual([]);
  });
});

describe("the address of the receipts", () => {
  const secret = "s".repeat(30);
  const post = (vendor: string, given: string, body: string) =>
    POST(new Request("http://localhost/", { method: "POST", body }), {
      params: Promise.resolve({ vendor, secret: given }),
    });

  it("does not exist for whoever does not know the secret, nor while there is none", async () => {
    env().SMS_RECEIPT_SECRET = undefined;
    expect((await post("aliyun", "undefined", "[]")).status).toBe(404);
    env().SMS_RECEIPT_SECRET = secret;
    expect((await post("aliyun", "t".repeat(30), "[]")).status).toBe(404);
    expect((await post("toString", secret, "[]")).status).toBe(404);
  });

  it("answers as each vendor wants, and refuses what is no list of reports", async () => {
    env().SMS_RECEIPT_SECRET = secret;
    expect(await (await post("aliyun", secret, "[]")).json()).toEqual({ code: 0, msg: "接收成功" });
    expect(await (await post("tencent", secret, '[{"sid":1}]')).json()).toEqual({ result: 0, errmsg: "OK" });
    expect((await post("aliyun", secret, "{")).status).toBe(400);
    expect((await post("tencent", secret, '"x"')).status).toBe(400);
    expect((await post("aliyun", secret, "x".repeat(1_000_001))).status).toBe(413);
  });
});
