import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanDocumentNumber, maskDocument } from "@/lib/core/identity-number";
import { yuanToFen } from "@/lib/core/money";
import { bareNumber, cleanInput } from "@/lib/core/clean-input";
import { readSearch } from "@/lib/domain/review/search";

describe("typedText", () => {
  it("drops what is never seen, and keeps line breaks", () => {
    expect(cleanInput(" \uFEFF第一行\u200B\n第\u00AD二\u2067行\u2069\u0000\u0007 ")).toBe("第一行\n第二行");
  });
});

describe("a number", () => {
  it.each([
    "'20230001",
    "`20230001",
    "\t20230001",
    '="20230001"',
    '"20230001",',
    "20230001，",
    "学号：20230001",
    "学号 20230001",
    "No:20230001",
    "２０２３０００１",
    "2023\u00A00001",
    "\u202D2023\u20600001\u202C",
    "‘20230001’",
  ])("is found in %j", (typed) => {
    expect(bareNumber(typed)).toBe("20230001");
  });

  it.each(["2023-0001", "A2023/01", "①2", "00123", "X1", "\uFFFD1", "1?", "4201**", "-12", "〓1", "待定", "鄂成1"])(
    "is kept as it is: %s",
    (typed) => {
      expect(bareNumber(typed)).toBe(typed);
    },
  );

  it.each([
    "'11010519491231002x",
    '="11010519491231002X"',
    "身份证号：11010519491231002X",
    "公民身份号码 110105-19491231-002X",
    "11010519491231002Ｘ，",
  ])("of a document is found in %j", (typed) => {
    expect(cleanDocumentNumber(typed)).toBe("11010519491231002X");
  });

  it("is settled after one cleaning", () => {
    const parts = fc.constantFrom(...Array.from("12AX-'`=\"，,。:：身份证 \u00A0\u200B①./\\(（"));
    const typed = fc.array(parts, { maxLength: 14 }).map((all) => all.join(""));
    const settled = fc.property(typed, (text) =>
      [bareNumber, cleanDocumentNumber, cleanInput].every((clean) => clean(clean(text)) === clean(text)),
    );
    expect(fc.check(settled, { numRuns: 5000 })).toMatchObject({ failed: false });
  });

  it("does not take long over a text that is nothing but signs", () => {
    const begun = performance.now();
    bareNumber(`1${"。".repeat(500_000)}1`);
    bareNumber(":".repeat(500_000));
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

it("reads a fee in full width, and no negative one", () => {
  expect(yuanToFen("５０．00\u200B")).toBe(5000);
  expect(yuanToFen("-50")).toBeNull();
});

describe("a search", () => {
  it.each([
    ["张\u2F00", "name", "张一"],
    ["张一", "name", "张一"],
    ["阿依古丽\uFF65买买提", "name", "阿依古丽·买买提"],
    ["\u2068张伟\u2069", "name", "张伟"],
    ["'11010519491231002x", "document", "11010519491231002X"],
    ["身份证号：110105 19491231 002X", "document", "11010519491231002X"],
    ["手机 +86 138-0013-8000", "phone", "13800138000"],
    ["报名号：\u200B420106202610070900001234", "registrationNumber", "420106202610070900001234"],
  ])("for %j is for a %s", (typed, kind, value) => {
    expect(readSearch(typed)).toEqual({ kind, value });
  });

  it.each(["", " \u3000", "\u200B"])("for %j is none", (typed) => {
    expect(readSearch(typed)).toBeNull();
  });
});

it("masks as many characters as it was given", () => {
  expect(maskDocument(cleanDocumentNumber("'11010519491231002x"))).toBe("1101**********002X");
});

// A spreadsheet's cell may hold megabytes; the work must grow with its length, not with its square (these took
// minutes).
it.each([
  ["signs on both sides", `${"'".repeat(300_000)}1${"'".repeat(300_000)}1`],
  ["words that end in 号", `${"人人人号".repeat(100_000)}1`],
  ["colons", `${"a:".repeat(200_000)}1`],
])("reads a number out of a very long text in no time: %s", (_, text) => {
  const start = performance.now();
  bareNumber(text);
  expect(performance.now() - start).toBeLessThan(2000);
});
