import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as Sending from "@/lib/adapter/sms/send";

/** Each message is handed to the vendor that the test plays. */
const vendor = vi.hoisted(() => ({
  send: (_text: string): Promise<string> => Promise.resolve("receipt"),
  ask: (_id: string): { state: string } => ({ state: "unclear" }),
  /** Before this process writes down that it asks the vendor. */
  stall: (): Promise<unknown> => Promise.resolve(),
  sent: [] as string[],
  /** How our message was named to the vendor. */
  ids: [] as string[],
}));
vi.mock("@/lib/adapter/sms/send", async (original) => ({
  ...(await original<typeof Sending>()),
  sendSms: async ({ text, id }: { text: string; id: string }, trying?: (provider: string) => Promise<void>) => {
    await vendor.stall();
    await trying?.("aliyun");
    vendor.ids.push(id);
    const providerId = await vendor.send(text);
    vendor.sent.push(text);
    return { provider: "aliyun", providerId };
  },
  askAboutSms: (_provider: string, { id }: { id: string }) => Promise.resolve(vendor.ask(id)),
}));

import { db } from "@/lib/adapter/db/client";
import { SmsError, SmsUnanswered } from "@/lib/adapter/sms/message";
import { queueSms } from "@/lib/domain/account/commands/queue-sms";
import { sendWaitingSms } from "@/lib/domain/account/commands/send-waiting-sms";
import { env } from "@/lib/env";
import { createAccount } from "../../support/factories";

const MINUTE = 60_000;
let text = "";
const at = (minutes: number) => new Date(Date.UTC(2026, 11, 5, 4) + minutes * MINUTE);

beforeEach(async () => {
  await db().smsMessage.deleteMany();
  text = crypto.randomUUID();
  Object.assign(vendor, {
    send: () => Promise.resolve("receipt"),
    ask: () => ({ state: "unclear" }),
    stall: () => Promise.resolve(),
    sent: [],
    ids: [],
  });
  env().SMS_QUIET_HOURS = null;
  env().SMS_PER_SECOND = 50;
});

async function queue({ key = null, expiresAt }: { key?: string | null; expiresAt?: Date } = {}) {
  const { id: accountId } = await createAccount();
  const message = { accountId, text, key, template: "announcement", params: {}, ...(expiresAt && { expiresAt }) };
  await queueSms([message as Parameters<typeof queueSms>[0][number]], at(0));
  return accountId;
}

const round = (minutes: number) => sendWaitingSms({ now: () => at(minutes) });
const row = () => db().smsMessage.findFirstOrThrow({ where: { text } });

describe("a message that waits", () => {
  it("is sent once by any number of workers", async () => {
    const accounts = await Promise.all(Array.from({ length: 30 }, () => createAccount()));
    const messages = accounts.map(({ id }) => ({
      accountId: id,
      text: id,
      key: id,
      template: "announcement" as const,
      params: {},
    }));
    expect(await queueSms(messages, at(0))).toHaveLength(30);
    expect(await queueSms(messages, at(0))).toEqual([]);
    await Promise.all(Array.from({ length: 4 }, () => round(0)));
    expect(vendor.sent.toSorted()).toEqual(accounts.map(({ id }) => id).toSorted());
    expect(await db().smsMessage.count({ where: { state: "SENT", providerId: "receipt" } })).toBe(30);
  });

  it("waits through the quiet hours", async () => {
    env().SMS_QUIET_HOURS = { from: 12, to: 13 };
    await queue();
    expect((await row()).dueAt).toEqual(at(60));
    await round(59);
    expect(vendor.sent).toEqual([]);
    await round(60);
    expect(vendor.sent).toEqual([text]);
  });

  it("is dropped when it has become useless, or when the number is gone", async () => {
    await queue({ expiresAt: at(10) });
    await round(10);
    expect(await row()).toMatchObject({ state: "DROPPED", failure: "too_late" });
    text = crypto.randomUUID();
    const id = await queue();
    await db().account.update({ where: { id }, data: { phoneEncrypted: null, phoneIndex: null } });
    await round(10);
    expect(await row()).toMatchObject({ state: "DROPPED", failure: "no_phone" });
    expect(vendor.sent).toEqual([]);
  });

  it("is tried again when it was refused, less and less often, and has failed in the end", async () => {
    vendor.send = () => Promise.reject(new SmsError("aliyun isv.AMOUNT_NOT_ENOUGH"));
    await queue();
    await round(0);
    expect(await row()).toMatchObject({ state: "WAITING", dueAt: at(1), failure: "aliyun isv.AMOUNT_NOT_ENOUGH" });
    await round(0.9);
    expect((await row()).attempts).toBe(1);
    for (const minute of [1, 6, 21, 81, 261, 621]) await round(minute);
    expect(await row()).toMatchObject({ state: "FAILED", attempts: 7 });
  });

  it("has failed at once when the number itself is refused", async () => {
    vendor.send = () => Promise.reject(new SmsError("aliyun isv.MOBILE_NUMBER_ILLEGAL", "recipient"));
    await queue();
    await round(0);
    expect((await row()).state).toBe("FAILED");
  });

  it("waits for its template however long", async () => {
    vendor.send = () => Promise.reject(new SmsError("no template", "template"));
    await queue();
    for (let minute = 0; minute < 200; minute += 10) await round(minute);
    expect(await row()).toMatchObject({ state: "WAITING", attempts: 0 });
    vendor.send = () => Promise.resolve("r");
    await round(200);
    expect((await row()).state).toBe("SENT");
  });
});

describe("a message whose fate is unknown", () => {
  it("is not sent again, but asked about; one that arrived has arrived", async () => {
    vendor.send = () => Promise.reject(new SmsUnanswered("timeout"));
    await queue();
    await round(0);
    expect((await row()).state).toBe("UNKNOWN");
    vendor.send = () => Promise.resolve("again");
    await round(1);
    await round(20);
    expect(vendor.sent).toEqual([]);
    expect((await row()).state).toBe("UNKNOWN");
    vendor.ask = () => ({ state: "delivered" });
    await round(30);
    expect(await row()).toMatchObject({ state: "DELIVERED", sentAt: at(0) });
    expect(vendor.sent).toEqual([]);
  });

  it("is sent again only when the vendor's complete list does not have it", async () => {
    vendor.send = () => Promise.reject(new SmsUnanswered("timeout"));
    await queue();
    await round(0);
    vendor.send = () => Promise.resolve("second");
    vendor.ask = () => ({ state: "absent" });
    await round(5);
    expect((await row()).state).toBe("UNKNOWN");
    await round(16);
    expect(await row()).toMatchObject({ state: "SENT", providerId: "second" });
    expect(vendor.sent).toEqual([text]);
    // The vendor's list tells the two apart.
    expect(new Set(vendor.ids).size).toBe(2);
  });
});

it("of a worker that died, what no vendor was asked about is sent, and the rest is asked about", async () => {
  await queue();
  const held = { state: "SENDING", triedAt: at(0), attempts: 1 } as const;
  await db().smsMessage.updateMany({ data: held });
  await round(1);
  expect((await row()).state).toBe("SENDING");
  await round(3);
  expect(await row()).toMatchObject({ state: "SENT", attempts: 1 });

  await db().smsMessage.updateMany({ data: { ...held, provider: "aliyun" } });
  vendor.ask = () => ({ state: "sent" });
  await round(3);
  expect((await row()).state).toBe("SENT");
  expect(vendor.sent).toEqual([text]);
});

const once = ({ signal }: AbortController) =>
  new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve());
  });

/** A gate: whoever comes to it waits until it is opened; `reached` tells that somebody has come. */
function gate() {
  const [come, open] = [new AbortController(), new AbortController()];
  const pass = () => (come.abort(), once(open));
  return { pass, reached: once(come), open: () => open.abort() };
}

describe("a worker that stands still", () => {
  it("before it asks the vendor sends nothing when another one has the message by then", async () => {
    await queue();
    const { pass, reached, open } = gate();
    vendor.stall = pass;
    const slow = round(0);
    await reached;
    vendor.stall = () => Promise.resolve();
    await round(3);
    expect(vendor.sent).toEqual([text]);
    open();
    await slow;
    expect(vendor.sent).toEqual([text]);
    expect(await row()).toMatchObject({ state: "SENT", sentAt: at(3), attempts: 1 });
  });

  it("does not let go of what another one holds", async () => {
    await queue();
    const [first, second] = [gate(), gate()];
    vendor.stall = first.pass;
    const slow = round(0);
    await first.reached;
    vendor.stall = second.pass;
    const quick = round(3);
    await second.reached;
    first.open();
    await slow;
    expect(await row()).toMatchObject({ state: "SENDING", triedAt: at(3) });
    second.open();
    await quick;
    expect(vendor.sent).toEqual([text]);
  });

  it("while it writes down that it asks leaves the message to others", async () => {
    await queue();
    const { pass, reached, open } = gate();
    vendor.stall = pass;
    // Its clock is read before the writing and after it.
    let readings = -Infinity;
    const slow = sendWaitingSms({ now: () => at((readings += 1) > 1 ? 2 : 0) });
    await reached;
    vendor.stall = () => Promise.resolve();
    readings = 0;
    open();
    await slow;
    expect(vendor.sent).toEqual([]);
    expect(await row()).toMatchObject({ state: "WAITING", attempts: 0, provider: null });
    await round(2);
    expect(vendor.sent).toEqual([text]);
  });

  it("after the vendor took the message tells it, though it was thought dead", async () => {
    await queue();
    const { pass, reached, open } = gate();
    vendor.send = async () => (await pass(), "late");
    const slow = round(0);
    await reached;
    await round(3);
    expect((await row()).state).toBe("UNKNOWN");
    open();
    await slow;
    expect(await row()).toMatchObject({ state: "SENT", providerId: "late" });
    await round(30);
    expect(vendor.sent).toEqual([text]);
  });
});

it("what a vendor says of an earlier sending is not believed of the newest", async () => {
  vendor.send = () => Promise.reject(new SmsUnanswered("timeout"));
  await queue();
  await round(0);
  const [first = ""] = vendor.ids;
  vendor.ask = () => ({ state: "absent" });
  await round(16);
  expect(await row()).toMatchObject({ state: "UNKNOWN", sending: 2 });
  // His list has the first one now, which failed; of the second he says nothing yet.
  vendor.ask = (id) => ({ state: id === first ? "failed" : "unclear" });
  await round(22);
  expect((await row()).state).toBe("UNKNOWN");
});
