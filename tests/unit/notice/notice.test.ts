import { describe, expect, it } from "vitest";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { noticeGroupOf, noticeGroups } from "@/lib/domain/notice/group";
import { saveNoticeSchema } from "@/lib/domain/notice/schema";
import { inOrder, noticeState } from "@/lib/domain/notice/showing";

const at = (ms: number) => new Date(Date.UTC(2026, 10, 1) + ms);

describe("when a notice is shown", () => {
  const notice = { startsAt: at(0), endsAt: at(1000), withdrawnAt: null };
  it.each([
    [-1, "coming"],
    [0, "shown"],
    [1, "shown"],
    [999, "shown"],
    [1000, "over"],
    [1001, "over"],
  ])("at %i ms it is %s", (ms, state) => {
    expect(noticeState(notice, at(ms))).toBe(state);
    expect(noticeState({ ...notice, withdrawnAt: at(0) }, at(ms))).toBe("withdrawn");
  });

  it("stands pinned before newer ones", () => {
    const row = (id: string, pinned: boolean, ms: number) => ({ id, pinned, startsAt: at(ms) });
    const rows = [row("a", false, 5), row("b", false, 9), row("c", true, 1), row("d", false, 9)];
    expect(inOrder(rows).map(({ id }) => id)).toEqual(["c", "d", "b", "a"]);
  });
});

it("puts every candidate into one group, and tells nobody of the first stage", () => {
  const shown = [null, "LAPSED" as const, ...Object.values(RegistrationStatus)];
  expect(new Set(shown.map(noticeGroupOf))).toEqual(new Set(noticeGroups));
  expect(noticeGroupOf("PRE_APPROVED")).toBe(noticeGroupOf("SUBMITTED"));
});

describe("the form", () => {
  const form = {
    id: "019a0000-0000-7000-8000-000000000001",
    version: "0",
    title: " 停电通知 ",
    text: "一\r\n二\u0000",
    audience: "EVERYBODY",
    startsAt: "2026-11-01T08:00",
    endsAt: "2026-11-02T08:00",
  };
  const problems = (fields: Record<string, string>) =>
    saveNoticeSchema.safeParse({ ...form, ...fields }).error?.issues.map(({ message }) => message);

  it("is read as it is meant", () => {
    expect(saveNoticeSchema.parse({ ...form, "group-PAID": "on" })).toMatchObject({
      title: "停电通知",
      text: "一\n二",
      // Everybody is everybody, whatever was ticked before.
      groups: [],
      pinned: false,
      startsAt: new Date("2026-11-01T00:00:00Z"),
    });
    const some = { ...form, audience: "CANDIDATES", "group-PAID": "on", "group-NONSENSE": "on", pinned: "on" };
    expect(saveNoticeSchema.parse(some)).toMatchObject({ groups: ["PAID"], pinned: true });
  });

  it("names what is wrong", () => {
    expect(problems({ title: "" })).toEqual(["field_required"]);
    expect(problems({ text: "长".repeat(5001) })).toEqual(["field_too_long"]);
    expect(problems({ audience: "NOBODY" })).toEqual(["notice_audience_missing"]);
    expect(problems({ audience: "CANDIDATES" })).toEqual(["notice_reaches_nobody"]);
    expect(problems({ endsAt: form.startsAt })).toEqual(["notice_ends_before_start"]);
    expect(problems({ endsAt: "2026-02-30T08:00" })).toEqual(["time_invalid"]);
    expect(problems({ id: "1" })).toHaveLength(1);
  });
});
