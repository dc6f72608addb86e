import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { logger } from "@/lib/adapter/log/logger";
import { queueSms } from "@/lib/domain/account/commands/queue-sms";
import { queueWechatMessages, sendWechatMessages } from "@/lib/domain/message/commands/wechat-messages";
import { logFilterSchema } from "@/lib/domain/message/log-filter";
import { smsLog } from "@/lib/domain/message/queries/log";
import { env } from "@/lib/env";
import { createAccount, createExamSession, createRegistration } from "../../support/factories";
import { startWeChatTemplates } from "../../support/wechat-templates";

const MINUTE = 60_000;
const now = new Date("2026-12-05T04:00:00Z");
const at = (minutes: number) => new Date(now.getTime() + minutes * MINUTE);
const setting = { id: "T".repeat(43), fields: [["thing1", "学位外语考试"] as const, ["time2", "{time}"] as const] };

let wechat: Awaited<ReturnType<typeof startWeChatTemplates>>;
let examSessionId: string;
beforeAll(async () => {
  env().WECHAT_APP_SECRET = "secret-of-the-account";
  wechat = await startWeChatTemplates({ appid: env().WECHAT_PAY_APPID, secret: "secret-of-the-account" });
  env().WECHAT_OAUTH_BASE_URL = wechat.url;
  ({ id: examSessionId } = await createExamSession());
});
afterAll(() => wechat.close());
beforeEach(async () => {
  await db().smsMessage.deleteMany();
  Object.assign(wechat, { arrived: [], asked: [], next: [] });
  Object.assign(env(), {
    SMS_QUIET_HOURS: null,
    WECHAT_TEMPLATE_EXAM: setting,
    WECHAT_TEMPLATE_CARD: undefined,
    WECHAT_TEMPLATE_CARD_CHANGED: undefined,
  });
});

/** Somebody who paid, inside WeChat unless said otherwise, and follows the account. */
async function payer({ channel = "JSAPI", follows = true }: { channel?: "JSAPI" | "NATIVE"; follows?: boolean } = {}) {
  const { id: accountId } = await createAccount();
  const { id: registrationId } = await createRegistration({ status: "PAID", examSessionId, accountId });
  const [id, openid] = [uuidv7(now), `o${crypto.randomUUID()}`];
  await db().paymentOrder.create({
    data: {
      id,
      registrationId,
      outTradeNo: id.replaceAll("-", ""),
      channel,
      status: "SUCCEEDED",
      amountFen: 5000,
      createBody: {},
      payerEncrypted: encryptColumn("payment_order.payer_encrypted", id, JSON.stringify({ openid })),
      timeExpire: at(60),
      transactionId: id,
      successTime: at(-60),
    },
  });
  if (follows) wechat.followers.add(openid);
  return { accountId, openid };
}

const remind = (accountId: string, changes: { template?: "announcement" | "exam-tomorrow"; expiresAt?: Date } = {}) =>
  queueSms(
    [
      {
        accountId,
        text: "明天考试",
        key: null,
        template: "exam-tomorrow",
        params: { time: "9:00" },
        ...changes,
      } as never,
    ],
    now,
  );

const round = (minutes: number) => sendWechatMessages({ now: () => at(minutes) });
const row = () => db().wechatMessage.findFirstOrThrow();

describe("a template message", () => {
  it("goes beside the SMS to who paid inside WeChat, once, with its variables alone", async () => {
    const [inside, outside] = [await payer(), await payer({ channel: "NATIVE" })];
    await remind(inside.accountId);
    await remind(inside.accountId, { template: "announcement" });
    await remind(outside.accountId);
    const queued = await Promise.all([queueWechatMessages(now), queueWechatMessages(now)]);
    expect(queued[0] + queued[1]).toBe(1);
    expect(await queueWechatMessages(at(1))).toBe(0);
    await Promise.all([round(0), round(0), round(0)]);
    await round(30);
    expect(wechat.asked).toHaveLength(1);
    expect(wechat.arrived).toMatchObject([
      {
        touser: inside.openid,
        template_id: setting.id,
        url: `${env().APP_URL}/registration`,
        data: { thing1: { value: "学位外语考试" }, time2: { value: "9:00" } },
      },
    ]);
    expect(await row()).toMatchObject({ state: "SENT", sentAt: at(0), failure: null });
    const { rows } = await smsLog({ examSessionId, filter: logFilterSchema.parse({}), limit: 9 });
    expect(rows.map(({ wechat: told }) => told?.state ?? null).filter(Boolean)).toEqual(["SENT"]);
    expect(rows).toHaveLength(3);
  });

  it("is not sent where the office has set no template", async () => {
    env().WECHAT_TEMPLATE_EXAM = undefined;
    await remind((await payer()).accountId);
    expect(await queueWechatMessages(now)).toBe(0);
  });

  it("is not sent at night, nor when it has become useless, nor when the number is another's", async () => {
    const { accountId } = await payer();
    env().SMS_QUIET_HOURS = { from: 12, to: 13 };
    await remind(accountId);
    await queueWechatMessages(now);
    expect((await row()).dueAt).toEqual(at(60));
    await round(59);
    // It was written by day, and its turn came at night.
    await db().wechatMessage.updateMany({ data: { dueAt: at(0) } });
    await round(59);
    expect(wechat.asked).toEqual([]);
    await db().smsMessage.updateMany({ data: { expiresAt: at(60) } });
    await round(60);
    expect(await row()).toMatchObject({ state: "DROPPED", failure: "too_late" });
    await db().smsMessage.updateMany({ data: { expiresAt: null } });
    await db().account.update({ where: { id: accountId }, data: { phoneEncrypted: null, phoneIndex: null } });
    await db().wechatMessage.updateMany({ data: { state: "WAITING" } });
    await round(60);
    expect(await row()).toMatchObject({ state: "DROPPED", failure: "no_wechat" });
    expect(wechat.asked).toEqual([]);
  });

  it("asks for a token once more when WeChat no longer accepts it, and for none while it does", async () => {
    await remind((await payer()).accountId);
    await queueWechatMessages(now);
    await round(0);
    const before = wechat.tokens;
    await remind((await payer()).accountId);
    await queueWechatMessages(now);
    await round(0);
    expect(wechat.tokens).toBe(before);
    wechat.spoilt.add(wechat.given.at(-1) ?? "");
    await remind((await payer()).accountId);
    await queueWechatMessages(now);
    await round(0);
    expect(wechat.tokens).toBe(before + 1);
    expect(wechat.arrived).toHaveLength(3);
  });

  it.each([
    [43_004, { state: "FAILED", failure: "wechat 43004" }],
    [40_003, { state: "FAILED", failure: "wechat 40003" }],
    // No more of any today: tomorrow, once people are awake.
    [45_009, { state: "WAITING", attempts: 0, dueAt: new Date("2026-12-06T00:00:00Z") }],
    [40_037, { state: "WAITING", attempts: 0, dueAt: at(10) }],
    [50_001, { state: "WAITING", attempts: 1, dueAt: at(1) }],
  ])("after WeChat's %i: %j", async (code, stands) => {
    env().SMS_QUIET_HOURS = { from: 21, to: 8 };
    await remind((await payer()).accountId);
    await queueWechatMessages(now);
    wechat.next = [code];
    await round(0);
    expect(await row()).toMatchObject(stands);
    expect(wechat.asked).toHaveLength(1);
  });

  it("to who follows no more has failed, and the log says why", async () => {
    await remind((await payer({ follows: false })).accountId);
    await queueWechatMessages(now);
    await round(0);
    const { rows } = await smsLog({ examSessionId, filter: logFilterSchema.parse({}), limit: 9 });
    expect(rows).toMatchObject([{ state: "WAITING", wechat: { state: "FAILED", failure: "wechat 43004" } }]);
  });
});

describe("a lost answer", () => {
  it("is asked again under the same name, and arrives once", async () => {
    await remind((await payer()).accountId);
    await queueWechatMessages(now);
    wechat.next = ["hang up"];
    await round(0);
    expect(await row()).toMatchObject({ state: "WAITING", dueAt: at(1) });
    await round(1);
    expect(await row()).toMatchObject({ state: "SENT" });
    expect(wechat.asked.map(({ client_msg_id }) => client_msg_id)).toEqual([(await row()).id, (await row()).id]);
    expect(wechat.arrived).toHaveLength(1);
  });

  it("is never asked again once WeChat may have forgotten the name", async () => {
    await remind((await payer()).accountId);
    await queueWechatMessages(now);
    wechat.next = Array.from({ length: 20 }, () => "hang up");
    for (let minute = 0; minute < 40; minute += 1) await round(minute);
    expect(await row()).toMatchObject({ state: "UNKNOWN" });
    expect(wechat.asked).toHaveLength(10);
    expect(wechat.arrived).toHaveLength(1);
  });

  it("of a worker that died is unknown when it is found too late", async () => {
    await remind((await payer()).accountId);
    await queueWechatMessages(now);
    const held = { state: "SENDING", sending: 1, triedAt: at(0), attempts: 1 } as const;
    await db().wechatMessage.updateMany({ data: { ...held, askedAt: at(0) } });
    await round(1);
    expect((await row()).state).toBe("SENDING");
    await round(20);
    expect(await row()).toMatchObject({ state: "UNKNOWN" });
    // Whoever died before he asked leaves a message that nobody was asked about.
    await db().wechatMessage.updateMany({ data: { ...held, askedAt: null } });
    await round(20);
    expect(await row()).toMatchObject({ state: "SENT" });
    expect(wechat.arrived).toHaveLength(1);
  });
});

it("no log has an openid, a token or the secret", async () => {
  const warned = vi.spyOn(logger, "warn");
  const { accountId, openid } = await payer({ follows: false });
  await remind(accountId);
  await queueWechatMessages(now);
  wechat.next = ["hang up"];
  await round(0);
  await round(1);
  expect(warned).toHaveBeenCalledTimes(2);
  const told = JSON.stringify(warned.mock.calls);
  for (const secret of [openid, wechat.given.at(-1) ?? "", "secret-of-the-account"]) expect(told).not.toContain(secret);
  warned.mockRestore();
});
