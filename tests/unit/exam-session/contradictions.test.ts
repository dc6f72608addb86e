import { describe, expect, it } from "vitest";
import { fromShanghai } from "@/lib/core/clock";
import {
  type CheckedSession,
  contradictions,
  movedIntoPast,
  newContradictions,
  windowsAlreadyOver,
  publishWarnings,
  type Surroundings,
} from "@/lib/domain/exam-session/contradictions";

// The source's timetable of autumn 2023, with the printing that new sessions get by default.
const usualTime = { examStartsAt: null, examEndsAt: null };
const examSession: CheckedSession = {
  title: "2023年秋季学士学位外语考试",
  schoolName: "某大学",
  schoolNameEn: "A University",
  year: 2023,
  season: "AUTUMN",
  numberPrefix: "277365",
  registrationOpensAt: fromShanghai(2023, 10, 7),
  registrationClosesAt: fromShanghai(2023, 10, 14, 17),
  reviewOpensAt: fromShanghai(2023, 10, 7),
  reviewClosesAt: fromShanghai(2023, 10, 15, 17),
  paymentOpensAt: fromShanghai(2023, 10, 15),
  paymentClosesAt: fromShanghai(2023, 10, 20, 20),
  printingOpensAt: fromShanghai(2023, 11, 1),
  printingClosesAt: fromShanghai(2023, 11, 5, 9),
  examStartsAt: fromShanghai(2023, 11, 5, 9),
  examEndsAt: fromShanghai(2023, 11, 5, 11),
  examAddress: "主校区",
  feeFen: 5000,
  categories: ["ADULT_GRADUATING"],
  closedCategories: [],
  idTypes: ["RESIDENT_ID"],
  closedIdTypes: [],
  levels: ["专升本"],
  closedLevels: [],
  languages: [{ name: "英语", code: "1", feeFen: null, closed: false, ...usualTime }],
  schools: [{ closed: false }],
  graduationMonth: "2023-06",
  noticeText: "2023年6月已经申请的可以报名。",
  tipsText: "提示",
  admitCardNotes: ["一"],
  faqText: "## 问",
  pledgeText: "承诺",
  admitNumberTemplate: "{school:5}{yy}{half}{language:1}{room:3}{seat:2}",
  schoolCode: "10496",
  contactPhone: "027-1",
  contactHours: "工作日",
  rosterRequired: false,
};
const around: Surroundings = {
  others: [],
  rooms: [{ number: 1, capacity: 30 }],
  rosterEntries: 0,
  smsSignature: null,
  smsWithoutTemplate: [],
};

const codes = (change: Partial<CheckedSession>, place: Partial<Surroundings> = {}) =>
  contradictions({ ...examSession, ...change }, { ...around, ...place }).map(({ field, code }) => `${field}: ${code}`);

const plus = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);
const MILLISECONDS = [-1, 0, 1] as const;

describe("the contradictions of a session", () => {
  it("are none in the source's own timetable", () => {
    expect(codes({})).toEqual([]);
    // The source prints until the exam's end at the latest.
    expect(codes({ printingClosesAt: examSession.examEndsAt })).toEqual([]);
  });

  it.each([
    "schoolName",
    "schoolNameEn",
    "numberPrefix",
    "examAddress",
    "noticeText",
    "tipsText",
    "pledgeText",
    "contactPhone",
    "contactHours",
  ])("name the text that is missing: %s", (name) => {
    expect(codes({ [name]: "" })).toEqual([`${name}: empty`]);
    expect(codes({ [name]: " \n" })).toEqual([`${name}: empty`]);
  });

  it.each(["categories", "idTypes", "levels", "languages", "schools"])(
    "name the list that offers nothing: %s",
    (name) => {
      expect(codes({ [name]: [] })).toEqual([`${name}: none_offered`]);
    },
  );

  it("ask for notes and for the school's digits where the number shows them", () => {
    expect(codes({ admitCardNotes: [] })).toEqual(["notes: empty"]);
    expect(codes({ schoolCode: "" })).toEqual(["schoolNumber: empty"]);
    expect(codes({ schoolCode: "", admitNumberTemplate: "{yy}{room:3}{seat:2}" })).toEqual([]);
  });

  // [what is moved to which other instant, what is said 1 ms before it, at it, 1 ms after it]
  type Column = keyof CheckedSession & `${string}At`;
  it.each<[Column, Column, string, [boolean, boolean, boolean]]>([
    ["registrationClosesAt", "reviewClosesAt", "reviewClosesAt: review_closes_first", [false, false, true]],
    ["reviewOpensAt", "registrationOpensAt", "reviewOpensAt: review_opens_first", [true, false, false]],
    ["paymentOpensAt", "reviewOpensAt", "paymentOpensAt: payment_opens_first", [true, false, false]],
    ["paymentClosesAt", "reviewClosesAt", "paymentClosesAt: payment_closes_first", [true, true, false]],
    ["paymentClosesAt", "examStartsAt", "paymentClosesAt: payment_after_exam", [false, false, true]],
    ["printingClosesAt", "paymentClosesAt", "printingClosesAt: printing_closes_first", [true, true, false]],
    ["printingOpensAt", "examStartsAt", "printingOpensAt: printing_opens_after_exam", [false, true, true]],
    ["printingClosesAt", "examEndsAt", "printingClosesAt: printing_after_exam", [false, false, true]],
  ])("tell the order of %s and %s to the millisecond: %s", (moved, anchor, said, expected) => {
    expect(MILLISECONDS.map((offset) => codes({ [moved]: plus(examSession[anchor], offset) }).includes(said))).toEqual(
      expected,
    );
  });

  it.each([
    [-1, "fee: fee_zero"],
    [0, "fee: fee_zero"],
    [1, undefined],
    [200_000, undefined],
    [200_001, "fee: fee_too_high"],
    [999_999_900, "fee: fee_too_high"],
  ])("refuse an absurd fee: %d fen", (feeFen, said) => {
    expect(codes({ feeFen })).toEqual(said ? [said] : []);
    const own = codes({ languages: [{ name: "日语", code: "2", feeFen, closed: false, ...usualTime }] });
    expect(own).toEqual(said ? [said.replace("fee: ", "languages: language_")] : []);
  });

  it("judge the exam of each language by its own time: −1 ms, 0, +1 ms", () => {
    const at = (instant: Date, ms: number) => new Date(instant.getTime() + ms);
    const withOwn = (examStartsAt: Date, examEndsAt = at(examStartsAt, 7_200_000)) =>
      codes({
        languages: [
          { name: "英语", code: "1", feeFen: null, closed: false, ...usualTime },
          { name: "日语", code: "2", feeFen: null, closed: false, examStartsAt, examEndsAt },
        ],
      });
    const { paymentClosesAt, printingOpensAt, printingClosesAt } = examSession;
    expect([-1, 0, 1].map((ms) => withOwn(at(paymentClosesAt, ms)))).toEqual([
      ["languages: language_exam_before_payment", "languages: language_exam_before_printing"],
      ["languages: language_exam_before_printing"],
      ["languages: language_exam_before_printing"],
    ]);
    expect([-1, 0, 1].map((ms) => withOwn(at(printingOpensAt, ms)))).toEqual([
      ["languages: language_exam_before_printing"],
      ["languages: language_exam_before_printing"],
      [],
    ]);
    // Printing may go on until the last exam ends.
    const late = { examStartsAt: at(printingClosesAt, 1), examEndsAt: at(printingClosesAt, 7_200_000 * 2) };
    const languages = [{ name: "日语", code: "2", feeFen: null, closed: false, ...late }];
    expect(codes({ languages, printingClosesAt: late.examEndsAt })).toEqual([]);
    expect(codes({ languages, printingClosesAt: at(late.examEndsAt, 1) })).toEqual([
      "printingClosesAt: printing_after_exam",
    ]);
  });

  it("demand that newcomers can choose something", () => {
    const languages = [{ name: "英语", code: "1", feeFen: null, closed: true, ...usualTime }];
    expect(codes({ closedCategories: ["ADULT_GRADUATING"], closedIdTypes: ["RESIDENT_ID"] })).toEqual([
      "categories: none_offered",
      "idTypes: none_offered",
    ]);
    expect(codes({ idTypes: ["RESIDENT_ID", "PASSPORT"], closedIdTypes: ["RESIDENT_ID"] })).toEqual([]);
    expect(codes({ closedLevels: ["专升本"], languages, schools: [{ closed: true }] })).toEqual([
      "levels: none_offered",
      "languages: none_offered",
      "schools: none_offered",
    ]);
    expect(codes({ levels: ["专升本", "高起本"], closedLevels: ["专升本"] })).toEqual([]);
  });

  it("refuse a template whose places are too narrow for what stands", () => {
    const rooms = (number: number, capacity: number) => ({ rooms: [{ number, capacity }] });
    expect(codes({}, rooms(999, 99))).toEqual([]);
    expect(codes({ admitNumberTemplate: "{room:2}{seat:2}" }, rooms(99, 99))).toEqual([]);
    expect(codes({ admitNumberTemplate: "{room:2}{seat:2}" }, rooms(100, 99))).toEqual([
      "numberTemplate: template_room_narrow",
    ]);
    expect(codes({ admitNumberTemplate: "{room:3}{seat:1}" }, rooms(1, 10))).toEqual([
      "numberTemplate: template_seat_narrow",
    ]);
    expect(codes({ languages: [{ name: "英语", code: "11", feeFen: null, closed: false, ...usualTime }] })).toEqual([
      "numberTemplate: template_language_narrow",
    ]);
    expect(codes({ schoolCode: "104961" })).toEqual(["numberTemplate: template_school_narrow"]);
  });

  it("refuse the prefix of another session only while both register", () => {
    const other = (from: Date, to: Date, numberPrefix = "277365") => ({
      others: [
        { ...examSession, title: "另一批次", numberPrefix, registrationOpensAt: from, registrationClosesAt: to },
      ],
    });
    const [opens, closes] = [examSession.registrationOpensAt, examSession.registrationClosesAt];
    const collides = ["numberPrefix: number_prefix_collides"];
    expect(MILLISECONDS.map((offset) => codes({}, other(fromShanghai(2023, 9, 1), plus(opens, offset))))).toEqual([
      [],
      [],
      collides,
    ]);
    expect(MILLISECONDS.map((offset) => codes({}, other(plus(closes, offset), fromShanghai(2023, 12, 1))))).toEqual([
      collides,
      [],
      [],
    ]);
    expect(codes({}, other(opens, closes, "277366"))).toEqual([]);
  });
});

describe("publishing", () => {
  it("is too late at the instant at which registration closes", () => {
    const late = MILLISECONDS.map(
      (offset) => windowsAlreadyOver(examSession, plus(examSession.registrationClosesAt, offset)).length,
    );
    expect(late).toEqual([0, 1, 1]);
  });

  const now = fromShanghai(2023, 10, 1);
  const warned = (change: Partial<CheckedSession>, place: Partial<Surroundings> = {}, at = now) =>
    publishWarnings({ ...examSession, ...change }, { ...around, ...place }, at).map(({ code }) => code);

  it("warns of nothing where all is as it should be, and of what may be a slip", () => {
    expect(warned({})).toEqual([]);
    expect(warned({}, {}, examSession.registrationOpensAt)).toEqual(["opens_at_once"]);
    expect(warned({}, {}, plus(examSession.registrationOpensAt, -1))).toEqual([]);
    expect(warned({ paymentClosesAt: plus(examSession.reviewClosesAt, 24 * 3_600_000) })).toEqual([]);
    expect(warned({ paymentClosesAt: plus(examSession.reviewClosesAt, 24 * 3_600_000 - 1) })).toEqual([
      "short_time_to_pay",
    ]);
    expect(warned({ examEndsAt: fromShanghai(2023, 11, 6, 0, 30) })).toEqual(["exam_over_midnight"]);
    expect(warned({ year: 2022, title: "秋季考试" })).toEqual([]);
    expect(warned({ year: 2024, title: "秋季考试" })).toEqual(["other_year_than_exam"]);
    expect(warned({ title: "2022年秋季考试" })).toEqual(["title_names_other_year"]);
    expect(warned({ graduationMonth: "2023-12" })).toEqual(["notice_without_graduation_month"]);
    expect(warned({ graduationMonth: "2023-12", categories: ["ADULT_ENROLLED"] })).toEqual([]);
    expect(warned({}, { rooms: [] })).toEqual(["no_rooms"]);
    for (const smsSignature of ["某大学", "大学", "某大学继续教育学院"])
      expect(warned({}, { smsSignature })).toEqual([]);
    expect(warned({}, { smsSignature: "别的学院" })).toEqual(["sms_signature_differs"]);
    expect(warned({}, { smsWithoutTemplate: ["review-result", "refund"] })).toEqual([
      "no_sms_template",
      "no_sms_template",
    ]);
    expect(warned({ faqText: " " })).toEqual(["no_questions"]);
    expect(warned({ rosterRequired: true })).toEqual(["no_roster"]);
    expect(warned({ rosterRequired: true }, { rosterEntries: 1 })).toEqual([]);
  });

  it("warns where printing closes before a language that is examined later than the others", () => {
    const french = (own: Date, printingClosesAt = examSession.printingClosesAt) => {
      const language = { name: "法语", code: "4", feeFen: null, closed: false };
      const times = { examStartsAt: own, examEndsAt: plus(own, 2 * 3_600_000) };
      return warned({ printingClosesAt, languages: [...examSession.languages, { ...language, ...times }] });
    };
    const early = ["printing_closes_before_language"];
    expect(MILLISECONDS.map((offset) => french(plus(examSession.printingClosesAt, offset)))).toEqual([[], [], early]);
    expect(french(fromShanghai(2023, 11, 6, 14), fromShanghai(2023, 11, 6, 14))).toEqual([]);
    // Who closes printing days before the exam of all languages does so for one that is examined before them, too.
    expect(french(fromShanghai(2023, 11, 4, 14), fromShanghai(2023, 11, 3))).toEqual([]);
  });

  it("warns that candidates will have to choose between two sessions, while the other exam is not over", () => {
    const other = (examEndsAt: Date) => ({ others: [{ ...examSession, schoolCode: "1", examEndsAt }] });
    expect(MILLISECONDS.map((offset) => warned({}, other(plus(now, offset))))).toEqual([[], [], ["session_beside"]]);
  });

  it("warns that two sessions would give the same 准考证号", () => {
    const past = { examStartsAt: fromShanghai(2023, 1, 1), examEndsAt: fromShanghai(2023, 1, 2) };
    expect(warned({}, { others: [{ ...examSession, ...past }] })).toEqual(["card_numbers_repeat"]);
    expect(warned({}, { others: [{ ...examSession, ...past, season: "SPRING" }] })).toEqual([]);
  });
});

describe("an edit", () => {
  it.each(["registrationClosesAt", "reviewClosesAt", "paymentClosesAt", "printingClosesAt", "examStartsAt"] as const)(
    "may not move an end that is ahead into the past: %s",
    (name) => {
      const now = fromShanghai(2023, 10, 8);
      const moved = MILLISECONDS.map((offset) =>
        movedIntoPast(examSession, { ...examSession, [name]: plus(now, offset) }, now),
      );
      expect(moved.map((problems) => problems.map(({ field }) => field))).toEqual([[name], [name], []]);
      // One that was past before may be corrected.
      const later = plus(examSession[name], 0);
      expect(movedIntoPast(examSession, { ...examSession, [name]: plus(later, -1000) }, later)).toEqual([]);
    },
  );

  it("is not kept from mending something by a contradiction that stood before", () => {
    const broken = { ...examSession, contactPhone: "" };
    expect(newContradictions(broken, { ...broken, title: "别的" }, around)).toEqual([]);
    expect(newContradictions(broken, { ...broken, feeFen: 0 }, around).map(({ code }) => code)).toEqual(["fee_zero"]);
  });
});
