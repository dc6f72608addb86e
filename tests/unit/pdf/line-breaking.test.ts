import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hyphenate, pieces } from "@/lib/adapter/pdf/line-breaking";

describe("pieces", () => {
  it("may end a line after every Han character", () => {
    expect(pieces("考生须知")).toEqual(["考", "生", "须", "知"]);
  });

  it("keeps closing punctuation with what it closes and opening punctuation with what it opens", () => {
    expect(pieces("凭《准考证》入场。")).toEqual(["凭", "《准", "考", "证》", "入", "场。"]);
    expect(pieces("（教育部）”，")).toEqual(["（教", "育", "部）”，"]);
  });

  it("keeps numbers, times and words together", () => {
    expect(pieces("考前15分钟08:30-11:30见Room-B201")).toEqual([
      "考",
      "前",
      "15",
      "分",
      "钟",
      "08:30-11:30",
      "见",
      "Room-B201",
    ]);
  });

  it("never ends a line inside a surrogate pair or before a name's separator", () => {
    expect(pieces("𬱖𫖯䶮")).toEqual(["𬱖", "𫖯", "䶮"]);
    expect(pieces("阿·买")).toEqual(["阿·", "买"]);
  });

  it("cuts a run that no line could hold", () => {
    expect(pieces("A".repeat(60)).map((part) => part.length)).toEqual([24, 24, 12]);
  });

  it("loses nothing and leaves no closing sign at the start of a piece, whatever the text", () => {
    const words = fc.string({
      unit: fc.constantFrom("考", "𬱖", "，", "。", "》", "（", "1", "a", "·", ")", "…", "-", "é", "\u{E0100}"),
    });
    fc.assert(
      fc.property(words, (text) => {
        expect(pieces(text).join("")).toBe(text);
        expect(hyphenate(text).join("")).toBe(text);
        // A text may begin with one; a line after the first may not.
        for (const piece of pieces(text).slice(1)) expect(piece).not.toMatch(/^[，。》·)…]/u);
      }),
    );
  });
});
