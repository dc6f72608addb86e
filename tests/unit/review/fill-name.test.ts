import { describe, expect, it } from "vitest";
import { fillName } from "@/lib/domain/review/fill-name";

const changed = { ok: false, error: "name_rest_changed" };

describe("what staff write into a name with marks", () => {
  it.each([
    ["王〓", "王𬱖", "王𬱖"],
    ["王〓", "王U+2CC56", "王𬱖"],
    ["〓三〓", "张三丰", "张三丰"],
    ["阿〓·买买提", "阿依•买买提", "阿依·买买提"],
  ])("%s with %s becomes %s", (asTyped, typed, name) => {
    expect(fillName(asTyped, typed)).toEqual({ ok: true, value: name });
  });

  it.each([
    ["another name", "王莉〓", "李四𬱖"],
    ["another surname alone", "王〓", "李𬱖"],
    ["two characters for one mark", "王〓", "王三四"],
    ["a character left out", "王〓三", "王𬱖"],
    ["a separator for a mark", "王〓三", "王·三"],
    ["two characters changing places", "王莉〓", "莉王𬱖"],
  ])("is refused: %s", (_what, asTyped, typed) => {
    expect(fillName(asTyped, typed)).toEqual(changed);
  });

  it("is refused while a mark is left, and as a description of a character", () => {
    expect(fillName("〓三〓", "张三〓")).toEqual({ ok: false, error: "name_unwritten" });
    expect(fillName("王〓", "王⿰")).toEqual({ ok: false, error: "name_characters" });
    expect(fillName("王〓", "王⿰亻因")).toEqual({ ok: false, error: "name_characters" });
    expect(fillName("王〓", "")).toEqual({ ok: false, error: "name_required" });
  });
});
