import { describe, expect, it } from "vitest";
import { examCalendar } from "@/lib/domain/admit-card/calendar";
import { printRefusal } from "@/lib/domain/admit-card/print-refusal";
import { fromShanghai } from "@/lib/core/clock";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { examTime } from "@/lib/domain/exam-session/exam-time";
import { demoWindows } from "@/lib/demo/seed";

const windows = demoWindows(new Date());
const opens = windows.printingOpensAt.getTime();
const closes = windows.printingClosesAt.getTime();
const facts = {
  status: "PAID" as RegistrationStatus,
  seat: {},
  overrides: [],
  examSession: { ...windows, cardsPublishedAt: new Date(0) },
};

describe("printRefusal", () => {
  it.each([
    [opens - 1, "printing_not_started"],
    [opens, null],
    [opens + 1, null],
    [closes - 1, null],
    [closes, "printing_closed"],
    [closes + 1, "printing_closed"],
  ])("answers a candidate at %i with %s", (at, expected) => {
    expect(printRefusal(facts, "candidate", new Date(at))).toBe(expected);
  });

  it("keeps printing open for one person until his override ends", () => {
    const until = new Date(closes + 60_000);
    const kept = { ...facts, overrides: [{ step: "PRINTING" as const, until }] };
    expect(printRefusal(kept, "candidate", new Date(closes))).toBeNull();
    expect(printRefusal(kept, "candidate", until)).toBe("printing_closed");
  });

  it("does not bind staff to the window", () => {
    expect(printRefusal(facts, "staff", new Date(closes + 1))).toBeNull();
  });

  it("shows no card before publishing or without a seat, to nobody", () => {
    for (const by of ["candidate", "staff"] as const) {
      const unpublished = { ...facts, examSession: { ...facts.examSession, cardsPublishedAt: null } };
      expect(printRefusal(unpublished, by, new Date(opens))).toBe("admit_card_not_published");
      expect(printRefusal({ ...facts, seat: null }, by, new Date(opens))).toBe("admit_card_not_published");
    }
  });

  it.each(Object.values(RegistrationStatus).filter((status) => status !== "PAID"))(
    "shows no card to a registration that is %s",
    (status) => {
      expect(printRefusal({ ...facts, status }, "candidate", new Date(opens))).toBe("admit_card_not_published");
    },
  );
});

describe("examTime", () => {
  it("says date, weekday and hours in Shanghai", () => {
    const exam = { opensAt: fromShanghai(2023, 11, 5, 9), closesAt: fromShanghai(2023, 11, 5, 11) };
    expect(examTime(exam)).toBe("2023年11月5日（星期日）09:00–11:00");
  });
});

describe("examCalendar", () => {
  const calendar = examCalendar(
    {
      uid: "1",
      title: "2023年武汉轻工大学成人学士学位外语考试",
      exam: { opensAt: fromShanghai(2023, 11, 5, 9), closesAt: fromShanghai(2023, 11, 5, 11) },
      place: "环湖中路36号,教学楼;A101",
      description: "第一行\n第二行",
    },
    fromShanghai(2023, 11, 1),
  );

  it("gives the times in UTC and escapes what the format reserves", () => {
    expect(calendar).toContain("DTSTART:20231105T010000Z\r\nDTEND:20231105T030000Z\r\n");
    expect(calendar).toContain("LOCATION:环湖中路36号\\,教学楼\\;A101");
    expect(calendar).toContain("DESCRIPTION:第一行\\n第二行");
  });

  it("holds no line longer than 75 bytes and no broken character", () => {
    const lines = calendar.split("\r\n");
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(calendar.replaceAll("\r\n ", "")).toContain("SUMMARY:2023年武汉轻工大学成人学士学位外语考试");
  });
});
