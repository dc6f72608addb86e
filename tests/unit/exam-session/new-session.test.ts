import { expect, it } from "vitest";
import { fromShanghai, shanghaiTime } from "@/lib/core/clock";
import { contradictions, windowsAlreadyOver } from "@/lib/domain/exam-session/contradictions";
import { copiedSession, newSession, usualHalfYears } from "@/lib/domain/exam-session/new-session";

const around = { others: [], rooms: [], rosterEntries: 0, smsSignature: null, smsWithoutTemplate: [] };

it.each([fromShanghai(2026, 3, 1), fromShanghai(2026, 10, 3, 23, 59), fromShanghai(2026, 12, 27)])(
  "begins with times that contradict nothing, a week ahead at least: %s",
  (now) => {
    const examSession = newSession(now);
    const missing = contradictions(examSession, around).map(({ field }) => field);
    // What only the school can know.
    expect(missing.toSorted()).toEqual(
      [
        "contactPhone",
        "examAddress",
        "fee",
        "numberPrefix",
        "schoolName",
        "schoolNameEn",
        "schoolNumber",
        "schools",
      ].toSorted(),
    );
    expect(windowsAlreadyOver(examSession, now)).toEqual([]);
    expect(examSession.registrationOpensAt.getTime() - now.getTime()).toBeGreaterThan(6 * 86_400_000);
    expect(shanghaiTime(examSession.examStartsAt).weekday).toBe(0);
    expect(examSession.admitCardNotes).toHaveLength(8);
    expect(examSession.idTypes).toHaveLength(6);
    expect(examSession.noticeText).toContain("报名时间过后不补报名，缴费时间过后不补缴费");
  },
);

const source = {
  ...newSession(fromShanghai(2023, 9, 25)),
  title: "2023年秋季某大学考试",
  year: 2023,
  season: "AUTUMN" as const,
  registrationClosesAt: fromShanghai(2023, 10, 14, 17),
  examStartsAt: fromShanghai(2023, 11, 5, 9),
  graduationMonth: "2023-06",
  noticeText: "2023年6月已经申请；2023年6月以前已经毕业。",
};

it.each([
  [1, "2024年春季某大学考试", "SPRING", "2023-12", fromShanghai(2024, 5, 5, 9)],
  [2, "2024年秋季某大学考试", "AUTUMN", "2024-06", fromShanghai(2024, 11, 3, 9)],
  [4, "2025年秋季某大学考试", "AUTUMN", "2025-06", fromShanghai(2025, 11, 2, 9)],
])(
  "is copied by %i half years with weekday and hour kept",
  (halfYears, title, season, graduationMonth, examStartsAt) => {
    const copy = copiedSession(source, halfYears);
    expect(copy).toMatchObject({ title, season, year: Number(title.slice(0, 4)), graduationMonth, examStartsAt });
    expect(shanghaiTime(copy.registrationClosesAt)).toMatchObject({ weekday: 6, hour: 17, minute: 0 });
    const [year, month] = graduationMonth.split("-").map(Number);
    expect(copy.noticeText).toBe(`${year}年${month}月已经申请；${year}年${month}月以前已经毕业。`);
  },
);

it("is copied to the next year, or as far as brings its registration ahead", () => {
  expect(usualHalfYears(source, fromShanghai(2024, 1, 1))).toBe(2);
  expect(usualHalfYears(source, fromShanghai(2025, 1, 1))).toBe(3);
  expect(usualHalfYears(source, fromShanghai(2030, 1, 1))).toBe(4);
});
