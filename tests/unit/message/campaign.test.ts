import { describe, expect, it } from "vitest";
import { campaignContent, campaignCost, smsParts } from "@/lib/domain/message/campaign";
import { reachesEverybody, recipientFilterSchema } from "@/lib/domain/message/recipient-filter";
import { startCampaignSchema } from "@/lib/domain/message/schema";

const closesAt = new Date("2026-12-05T17:00+08:00");
const examSession = { registrationClosesAt: closesAt, reviewClosesAt: closesAt, paymentClosesAt: closesAt };

describe("the cost", () => {
  it.each([
    [70, null, 1],
    [71, null, 2],
    // The signature and its two brackets are sent too.
    [62, "武汉轻工大学", 1],
    [63, "武汉轻工大学", 2],
    [134, null, 2],
    [135, null, 3],
  ])("of %i characters signed %s is that of %i", (length, signature, parts) => {
    expect(smsParts("字".repeat(length), signature)).toBe(parts);
  });

  it.each([
    [1, 100, 5, 500],
    [2, 3, 4.5, 27],
    [1, 3, 4.5, 14],
    // No fen is added by arithmetic.
    [1, 10, 4.1, 41],
    [1, 100, 0.07, 7],
    [1, 5, 0, 0],
  ])("%i × %i × %d fen = %i", (parts, recipients, price, cost) => {
    expect(campaignCost(parts, recipients, price)).toBe(cost);
  });
});

it("an end is named until it has come", () => {
  const before = new Date(closesAt.getTime() - 1);
  expect(campaignContent("payment-closing", examSession, before)).toMatchObject({
    params: { time: "12月5日17:00" },
    expiresAt: closesAt,
  });
  expect(campaignContent("payment-closing", examSession, closesAt)).toBeNull();
  expect(campaignContent("announcement", examSession, closesAt)).toMatchObject({ params: {} });
});

describe("the form", () => {
  const id = "019a0000-0000-7000-8000-000000000001";
  const form = { id, session: id, template: "announcement", count: "21" };
  const problems = (fields: object) =>
    startCampaignSchema.safeParse({ ...form, ...fields }).error?.issues.map(({ message }) => message);

  it("wants the count typed above twenty, and a tick below", () => {
    expect(problems({ confirmed: "on" })).toEqual(["confirmation_mismatch"]);
    expect(problems({ confirmation: "20" })).toEqual(["confirmation_mismatch"]);
    expect(problems({ confirmation: " ２１ " })).toBeUndefined();
    expect(problems({ count: "20" })).toEqual(["change_unconfirmed"]);
    expect(problems({ count: "20", confirmed: "on" })).toBeUndefined();
  });

  it("takes no other template, and none for nobody", () => {
    expect(problems({ template: "verification-code", confirmation: "21" })).toHaveLength(1);
    expect(problems({ count: "0", confirmed: "on" })).toHaveLength(1);
  });

  it("knows a filter that reaches everybody", () => {
    expect(reachesEverybody(recipientFilterSchema.parse({ status: "", school: "x", level: "" }))).toBe(true);
    expect(reachesEverybody(recipientFilterSchema.parse({ level: "专升本" }))).toBe(false);
  });
});
