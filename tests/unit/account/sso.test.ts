import { describe, expect, it } from "vitest";
import { maskedIdentity } from "@/lib/domain/account/sso";

describe("the number of a person at the university", () => {
  it.each([
    ["2019001234", "20******34"],
    ["201901", "20**01"],
    ["20190", "2***0"],
    ["201", "2*1"],
    ["20", "2*"],
    ["", ""],
    ["张三丰李四", "张***四"],
  ])("%j is shown as %j", (account, shown) => {
    expect(maskedIdentity(account)).toBe(shown);
  });

  it("is nothing where the university does not tell it", () => {
    expect(maskedIdentity(null)).toBeNull();
  });
});
