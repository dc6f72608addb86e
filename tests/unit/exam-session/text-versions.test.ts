import { expect, it } from "vitest";
import { textVersions } from "@/lib/domain/exam-session/text-versions";

const edit = (day: number, values: Record<string, { before: unknown; after: unknown }>) => ({
  at: new Date(Date.UTC(2026, 0, day)),
  actorId: `staff-${day}`,
  detail: { changed: Object.keys(values), values },
});

it("lists every version of a text, from its first one on", () => {
  const edits = [
    edit(1, { noticeText: { before: "一", after: "二" }, feeFen: { before: 1, after: 2 } }),
    edit(2, { tipsText: { before: "", after: "提示" } }),
    edit(3, { noticeText: { before: "二", after: "三" }, admitCardNotes: { before: ["甲"], after: ["甲", "乙"] } }),
    { at: new Date(), actorId: null, detail: null },
  ];
  const told = (name: "noticeText" | "admitCardNotes" | "pledgeText", present: string) =>
    textVersions(name, edits, present).map(({ since, actorId, text }) => [since?.getUTCDate() ?? null, actorId, text]);
  expect(told("noticeText", "三")).toEqual([
    [null, null, "一"],
    [1, "staff-1", "二"],
    [3, "staff-3", "三"],
  ]);
  expect(told("admitCardNotes", "甲\n乙")).toEqual([
    [null, null, "甲"],
    [3, "staff-3", "甲\n乙"],
  ]);
  expect(told("pledgeText", "承诺")).toEqual([[null, null, "承诺"]]);
});
