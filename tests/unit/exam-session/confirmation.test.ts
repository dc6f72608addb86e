import { expect, it } from "vitest";
import type { Problem } from "@/lib/core/result";
import { confirmationOf, isConfirmed } from "@/lib/domain/exam-session/confirmation";
import { publishSchema } from "@/lib/domain/exam-session/schema";

const line = (count: number, to = "60.00", people: string[] = []): Problem => ({
  field: "fee",
  code: "fee_changed",
  values: { from: "50.00", to, count },
  people,
});
const other: Problem = {
  field: "examAddress",
  code: "exam_place_moved",
  values: { from: "甲\n乙", to: "丙", count: 3 },
};

it("stands for the lines that were shown, whoever they named and however the browser breaks lines", () => {
  const agreed = confirmationOf([line(3, "60.00", ["王＊"]), other]);
  expect(isConfirmed(agreed, [other, line(3)])).toBe(true);
  expect(isConfirmed(agreed.replaceAll("\n", "\r\n"), [other, line(3)])).toBe(true);
  expect(isConfirmed(agreed, [line(2)])).toBe(true);
  expect(agreed).not.toContain("王");
});

it("does not stand for another change, one more line, or more people", () => {
  expect(isConfirmed(confirmationOf([line(3)]), [line(3, "70.00")])).toBe(false);
  expect(isConfirmed(confirmationOf([line(3)]), [line(3), other])).toBe(false);
  expect(isConfirmed(confirmationOf([line(3)]), [line(4)])).toBe(false);
  expect(isConfirmed("", [line(1)])).toBe(false);
  expect(isConfirmed("on", [line(1)])).toBe(false);
  expect(isConfirmed("", [])).toBe(true);
});

it("lets a large session grow by a twentieth while somebody reads", () => {
  expect([105, 106].map((count) => isConfirmed(confirmationOf([line(100)]), [line(count)]))).toEqual([true, false]);
  expect([20, 21].map((count) => isConfirmed(confirmationOf([line(19)]), [line(count)]))).toEqual([false, false]);
});

it("may name every session of a hundred years", () => {
  const hidden = Array.from({ length: 400 }, (_, index) => ({
    field: "examStartsAt",
    code: "session_beside",
    values: { title: `${index}`.padEnd(100, "考") },
  }));
  const posted = {
    id: "01a224ea-205c-7000-8015-9ef856026737",
    seen: "1",
    confirmed: confirmationOf(hidden),
    reason: "",
  };
  expect(isConfirmed(publishSchema.parse(posted).confirmed, hidden)).toBe(true);
});
