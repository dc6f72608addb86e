import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { confirms, MAX_TICKED } from "@/lib/core/confirmation";
import { confirmedSum } from "@/lib/domain/payment/exception-actions";
import { refundManySchema, refundSessionSchema } from "@/lib/domain/payment/schema";
import { startBulkSchema } from "@/lib/domain/review/schema";
import { publishSchema, takeBackSchema } from "@/lib/domain/seating/schema";

describe("the word that confirms a dangerous act", () => {
  it.each([
    ["240", "240"],
    [" 240 ", "240"],
    ["２４０", "240"],
    ["1,240", "1240"],
    ["1，240", "1240"],
    ["2026 年秋季", "2026年秋季"],
    ["司徒考务", "司徒考务"],
  ])("%j confirms %j", (typed, word) => expect(confirms(typed, word)).toBe(true));

  it.each([
    ["", "240"],
    ["24", "240"],
    ["2400", "240"],
    ["2026年春季", "2026年秋季"],
    // Nothing is never a confirmation, not even of nothing.
    ["", ""],
    [" ", " "],
  ])("%j does not confirm %j", (typed, word) => expect(confirms(typed, word)).toBe(false));
});

describe("the server asks for the confirmation whatever the page sent", () => {
  const id = "019a0000-0000-7000-8000-000000000001";
  const other = "019a0000-0000-7000-8000-000000000002";
  const problems = (schema: z.ZodType, form: object) =>
    (schema.safeParse(form).error?.issues ?? []).map(({ path: [field], message }) => [field, message]);
  const mismatch = [["confirmation", "confirmation_mismatch"]];

  it.each([
    ["refund many", refundManySchema, { charges: `${id},${other}`, sumFen: 100, reason: "退考" }, "2"],
    [
      "refund an exam session",
      refundSessionSchema,
      { examSessionId: id, count: 240, sumFen: 1, reason: "取消" },
      "240",
    ],
    ["take back seats", takeBackSchema, { examSessionId: id, seen: 3, reason: "漏录" }, "3"],
    ["publish cards", publishSchema, { examSessionId: id, seen: 3 }, "3"],
    ["decide on many", startBulkSchema, { action: "APPROVE", list: listOf(MAX_TICKED + 1) }, String(MAX_TICKED + 1)],
  ])("%s", (_name, schema, form, word) => {
    expect(problems(schema, form)).toEqual(mismatch);
    expect(problems(schema, { ...form, confirmation: `${word}0` })).toEqual(mismatch);
    // A tick is no substitute.
    expect(problems(schema, { ...form, confirmed: "on" })).toEqual(mismatch);
    expect(problems(schema, { ...form, confirmation: word })).toEqual([]);
  });

  it("takes a tick for a single refund and for few decisions, and nothing less", () => {
    const one = { charges: id, sumFen: 100, reason: "退考" };
    expect(problems(refundManySchema, one)).toEqual([["confirmed", "list_not_confirmed"]]);
    expect(problems(refundManySchema, { ...one, confirmed: "on" })).toEqual([]);
    const few = { action: "APPROVE", list: listOf(MAX_TICKED) };
    expect(problems(startBulkSchema, few)).toEqual([["confirmed", "bulk_not_confirmed"]]);
    expect(problems(startBulkSchema, { ...few, confirmed: "on" })).toEqual([]);
  });
});

describe("an exception of money is confirmed by its sum, when money is moved or the ledger changed", () => {
  it.each([
    ["refund", { kind: "UNKNOWN_ORDER", amountFen: 1234, expectedFen: null }, "12.34"],
    ["correct", { kind: "BILL_PAYMENT_DIFFERS", amountFen: 6000, expectedFen: 5000 }, "10.00"],
    // A refund that only WeChat knows lowers the ledger; nobody types a sign.
    ["correct", { kind: "BILL_UNKNOWN_REFUND", amountFen: 5000, expectedFen: null }, "50.00"],
    ["query", { kind: "BILL_MISSING_PAYMENT", amountFen: 0, expectedFen: 5000 }, null],
    ["retry", { kind: "REFUND_ABNORMAL", amountFen: 5000, expectedFen: 5000 }, null],
    ["explain", { kind: "UNKNOWN_ORDER", amountFen: 1234, expectedFen: null }, null],
  ] as const)("%s %j: %j", (action, found, word) => expect(confirmedSum(found, action)).toBe(word));
});

/** So many registrations as the page of a bulk run posts them. */
function listOf(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `019a0000-0000-7000-8000-${String(index).padStart(12, "0")}.1`,
  ).join();
}
