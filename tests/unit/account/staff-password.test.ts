import { describe, expect, it } from "vitest";
import { isPasswordDue, strictRefusal } from "@/lib/domain/account/staff-password";

const DAY = 24 * 60 * 60 * 1000;
const owner = { phone: "13812345678", name: "Zhang Wuji" };

describe("the strict password rules", () => {
  it.each([
    ["Ab3defghijk", "staff_password_too_short"],
    ["Ab3defghijkl", null],
    // Two kinds, however long.
    ["abcdefghijklmnop3", "staff_password_few_kinds"],
    ["ABCDEFGHIJKL3456", "staff_password_few_kinds"],
    // Three of the four, whichever.
    ["ABCDEFGHIJK345-", null],
    ["abcdefghijk345-", null],
    ["ABCdefghijkl---", null],
    ["汉字汉字汉字汉字aB汉字", null],
    // The rules ask for characters, not for the pairs of units that some are stored in.
    ["𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷aB", "staff_password_too_short"],
    ["x-13812345678-Y", "staff_password_personal"],
    ["x-１３８12345678-Y", "staff_password_personal"],
    ["7-zhangwuji-XXX", "staff_password_personal"],
    ["7-ZHANG wuji-xxx", "staff_password_personal"],
    ["7-zhang-wu-XXXXX", null],
  ] as const)("judge %j: %s", (password, refusal) => {
    expect(strictRefusal(password, owner)).toBe(refusal);
  });

  it("know a Chinese name, and take one character for none", () => {
    expect(strictRefusal("Abc-张无忌-12345", { ...owner, name: "张无忌" })).toBe("staff_password_personal");
    expect(strictRefusal("Abc-张-12345678", { ...owner, name: "张" })).toBeNull();
    expect(strictRefusal("Abc-张无忌-12345", { ...owner, name: null })).toBeNull();
  });

  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])("ask for a new one at a login 90 days and %d ms after: %s", (milliseconds, due) => {
    const setAt = new Date("2026-11-30T00:00:00.000Z");
    expect(isPasswordDue({ setAt, signedInAt: new Date(setAt.getTime() + 90 * DAY + milliseconds) })).toBe(due);
  });

  it("ask whoever's password has no age", () => {
    expect(isPasswordDue({ setAt: null, signedInAt: new Date() })).toBe(true);
  });
});
