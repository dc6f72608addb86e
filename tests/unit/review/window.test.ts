import { describe, expect, it } from "vitest";
import { isExamOffice } from "@/lib/domain/account/roles";
import { reviewState, windowRefusal } from "@/lib/domain/review/window";
import { StaffRole } from "@/lib/adapter/db/enums";

const at = (iso: string) => new Date(`${iso}+08:00`);
const examSession = {
  registrationOpensAt: at("2023-10-07T00:00:00"),
  registrationClosesAt: at("2023-10-14T17:00:00"),
  reviewOpensAt: at("2023-10-07T00:00:00"),
  reviewClosesAt: at("2023-10-15T17:00:00"),
  paymentOpensAt: at("2023-10-15T00:00:00"),
  paymentClosesAt: at("2023-10-20T20:00:00"),
  printingOpensAt: at("2023-11-01T00:00:00"),
  printingClosesAt: at("2023-11-05T00:00:00"),
};
const around = (instant: Date) =>
  [-1, 0, 1].map((offset) => reviewState(examSession, [], new Date(instant.getTime() + offset)));

describe("reviewState at its edges, one millisecond before, at and after", () => {
  it("opens at the opening instant", () =>
    expect(around(examSession.reviewOpensAt)).toEqual(["not_started", "open", "open"]));
  it("is late from the closing instant", () =>
    expect(around(examSession.reviewClosesAt)).toEqual(["open", "late", "late"]));
  it("is closed when payment closes", () =>
    expect(around(examSession.paymentClosesAt)).toEqual(["late", "closed", "closed"]));
  it("stays open for whom it was reopened", () => {
    const until = at("2023-10-18T12:00:00");
    expect(reviewState(examSession, [{ step: "REVIEW", until }], new Date(until.getTime() - 1))).toBe("open");
    expect(reviewState(examSession, [{ step: "REVIEW", until }], until)).toBe("late");
  });
});

describe("windowRefusal", () => {
  it.each(Object.values(StaffRole))(
    "lets %s decide late only as exam officer or administrator, and only with a reason",
    (role) => {
      const may = role === "EXAM_OFFICER" || role === "ADMINISTRATOR";
      expect(isExamOffice([role])).toBe(may);
      expect(windowRefusal("late", [role], "理由")).toBe(may ? null : "review_closed");
      expect(windowRefusal("late", [role], undefined)).toBe(may ? "late_reason_required" : "review_closed");
    },
  );
  it("asks nobody for a reason while review is open", () =>
    expect(windowRefusal("open", ["REVIEWER"], undefined)).toBeNull());
  it("refuses everybody before and after", () => {
    expect(windowRefusal("not_started", ["ADMINISTRATOR"], "理由")).toBe("review_not_started");
    expect(windowRefusal("closed", ["ADMINISTRATOR"], "理由")).toBe("review_closed");
  });
});
