import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { maskPhone } from "@/lib/core/phone";
import { sendNews } from "@/lib/domain/account/commands/send-news";
import { ownProgress } from "@/lib/domain/progress/queries/own-progress";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { createAccount, createRegistration } from "../../support/factories";
import { messagesTo } from "../../support/sms";

async function registered(status: Parameters<typeof createRegistration>[0] = {}) {
  const account = await createAccount();
  const registration = await createRegistration({ accountId: account.id, ...status });
  const progress = () =>
    ownProgress({ accountId: account.id, registrationId: registration.id, status: registration.status });
  return { account, registration, progress };
}

describe("a candidate's progress", () => {
  it("has what happened, with the reasons of a return, and the phone masked", async () => {
    const { account, progress } = await registered({ status: "RETURNED", reopenedItems: ["name", "PORTRAIT"] });
    const { events, decisions, maskedPhone, orders, messages } = await progress();
    expect(events.map(({ event }) => event)).toEqual(["submit", "sendBack"]);
    expect(decisions.map(({ items }) => items.map(({ item }) => item))).toEqual([["name", "PORTRAIT"]]);
    expect(maskedPhone).toBe(maskPhone(account.phone));
    expect([orders, messages]).toEqual([[], []]);
  });

  it("keeps no decision that was undone", async () => {
    const { registration, progress } = await registered({ status: "REFUSED" });
    expect((await progress()).decisions).toMatchObject([{ reason: "不符合报名条件。" }]);
    await db().reviewDecision.updateMany({
      where: { registrationId: registration.id },
      data: { undoneAt: new Date() },
    });
    expect((await progress()).decisions).toEqual([]);
  });

  it("has the orders with their refunds", async () => {
    const { registration, progress } = await registered({ status: "PAID" });
    const order = await db().paymentOrder.create({
      data: {
        registrationId: registration.id,
        outTradeNo: uuidv7(new Date()).replaceAll("-", ""),
        channel: "NATIVE",
        status: "SUCCEEDED",
        amountFen: 5000,
        createBody: {},
        timeExpire: new Date(),
      },
    });
    const charge = await db().ledgerEntry.create({
      data: {
        kind: "CHARGE",
        registrationId: registration.id,
        orderId: order.id,
        transactionId: order.outTradeNo,
        amountFen: 5000,
        at: new Date(),
        createdAt: new Date(),
      },
    });
    await db().refund.create({
      data: {
        chargeId: charge.id,
        outRefundNo: order.outTradeNo,
        cause: "STAFF",
        status: "PENDING",
        amountFen: 5000,
        reason: "申请退费",
        nextTryAt: new Date(),
        createdAt: new Date(),
      },
    });
    expect((await progress()).orders).toEqual([
      {
        id: order.id,
        outTradeNo: order.outTradeNo,
        status: "SUCCEEDED",
        refunds: [{ status: "PENDING", cause: "STAFF", amountFen: 5000, successTime: null }],
      },
    ]);
  });

  it("has the messages about this registration as they were sent, and none before it or to others", async () => {
    const { account, registration, progress } = await registered({ status: "SUBMITTED" });
    const send = (now: Date, to: { id: string } = account) =>
      sendNews({ accountId: to.id, template: "review-result", text: `${now.getTime()}`, key: null, now });
    const [before, first, second] = [-1, 1, 2].map((ms) => new Date(registration.createdAt.getTime() + ms)) as [
      Date,
      Date,
      Date,
    ];
    for (const now of [before, first, second]) await send(now);
    await send(first, await createAccount());
    const phone = maskPhone(account.phone);
    expect((await progress()).messages).toEqual([
      { at: second, text: `${second.getTime()}`, phone },
      { at: first, text: `${first.getTime()}`, phone },
    ]);
    expect(await messagesTo(account.phone)).toHaveLength(3);
  });

  it("is nobody else's", async () => {
    const { registration } = await registered({ status: "SUBMITTED" });
    const other = await createAccount();
    const asked = ownProgress({ accountId: other.id, registrationId: registration.id, status: "SUBMITTED" });
    await expect(asked).rejects.toThrow("no such registration of this account");
  });
});
