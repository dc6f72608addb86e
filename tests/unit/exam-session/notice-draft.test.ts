import { describe, expect, it } from "vitest";
import { noticeFields } from "@/app/admin/(desk)/sessions/_form/notice-draft";

const [ten, eleven] = ["- 考试时间改为10:00。\n- 准考证已重新生成。", "- 考试时间改为11:00。\n- 准考证已重新生成。"];
const onTheWay = (text: string) => text.replaceAll("\n", "\r\n");

describe("the notice of a change", () => {
  it("begins with the draft, ticked where candidates have something to learn", () => {
    const first = { text: undefined, drafted: undefined, ticked: false };
    expect(noticeFields(ten, first)).toEqual({ text: ten, ticked: true, isOutdated: false });
    expect(noticeFields("", first)).toEqual({ text: "", ticked: false, isOutdated: false });
  });

  it("follows the changes as long as nobody has rewritten it, and stays unticked where it was unticked", () => {
    for (const ticked of [true, false]) {
      const posted = { text: onTheWay(ten), drafted: onTheWay(ten), ticked };
      expect(noticeFields(eleven, posted)).toEqual({ text: eleven, ticked, isOutdated: false });
      expect(noticeFields(ten, posted)).toEqual({ text: ten, ticked, isOutdated: false });
    }
    expect(noticeFields("", { text: ten, drafted: ten, ticked: true })).toMatchObject({ text: "", ticked: false });
    expect(noticeFields(ten, { text: "", drafted: "", ticked: false })).toMatchObject({ text: ten, ticked: true });
  });

  it("keeps the officer's own words, and says when they were written for other changes", () => {
    const own = { text: "考试改到10:00。", drafted: onTheWay(ten), ticked: true };
    expect(noticeFields(ten, own)).toEqual({ text: own.text, ticked: true, isOutdated: false });
    expect(noticeFields(eleven, own)).toEqual({ text: own.text, ticked: true, isOutdated: true });
    expect(noticeFields(eleven, { ...own, text: "" })).toEqual({ text: "", ticked: true, isOutdated: true });
  });
});
