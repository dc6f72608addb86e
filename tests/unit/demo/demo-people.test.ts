import { describe, expect, it } from "vitest";
import { ageOn, readDocument } from "@/lib/core/identity-number";
import { readName } from "@/lib/core/person-name";
import { isPhone } from "@/lib/core/phone";
import { seededRandom } from "@/lib/core/seeded-random";
import { drawJourney } from "@/lib/demo/journeys";
import { type DemoPerson, demoPeople, drawStudies } from "@/lib/demo/people";
import { detailsSchema } from "@/lib/domain/registration/schema";

const seed = "00112233445566778899aabbccddeeff";
const examDay = { year: 2026, month: 12, day: 6 };
const today = { year: 2026, month: 11, day: 25 };

function draw(count: number, from = seed): DemoPerson[] {
  const people = demoPeople(from, examDay);
  return Array.from({ length: count }, () => people.next().value);
}

const people = draw(2000);

describe("people who do not exist", () => {
  it("bear numbers that hold, and that agree with sex and birth date", () => {
    for (const { document, sex, birthDate } of people) {
      expect(readDocument("RESIDENT_ID", document, { today, examDay })).toEqual({
        ok: true,
        value: { number: document, sex, birthDate },
      });
      expect(ageOn(examDay, birthDate)).toBeGreaterThanOrEqual(20);
      expect(ageOn(examDay, birthDate)).toBeLessThanOrEqual(45);
    }
  });

  it("bear names as they stand on a document, and phones", () => {
    for (const { name, phone } of people) {
      expect(readName(name)).toEqual({ ok: true, value: name });
      expect(isPhone(phone)).toBe(true);
    }
    expect(people.some(({ name }) => name.includes("·"))).toBe(true);
    expect(people.some(({ name }) => Array.from(name).length === 2)).toBe(true);
    expect(people.some(({ name }) => /[\u{20000}-\u{3FFFF}]/u.test(name))).toBe(true);
  });

  it("share neither number nor phone, and are the same again for the same seed only", () => {
    expect(new Set(people.map(({ document }) => document)).size).toBe(people.length);
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(people.length);
    expect(draw(20)).toEqual(people.slice(0, 20));
    expect(draw(20, seed.replace("0", "1"))).not.toEqual(people.slice(0, 20));
  });

  it("study what a session offers, so that its form would be accepted", () => {
    const random = seededRandom(seed);
    const lists = {
      categories: ["SELF_STUDY_ENROLLED", "ADULT_ENROLLED", "SELF_STUDY_GRADUATING", "ADULT_GRADUATING"] as const,
      idTypes: ["RESIDENT_ID"] as const,
      levels: ["专升本", "高起本"],
      languages: [{ id: "english" }],
      schools: [{ id: "school", teachingPoints: [] }],
      examStartsAt: new Date("2026-12-06T09:00:00+08:00"),
    };
    const schema = detailsSchema(lists, new Date("2026-11-25T12:00:00+08:00"));
    for (const { name, sex, document } of people.slice(0, 500)) {
      const { graduationMonth, ...studies } = drawStudies(random, {
        ...lists,
        graduationMonth: "2026-06",
        month: "2026-11",
      });
      const typed = {
        ...studies,
        graduationMonth: graduationMonth ?? "",
        name,
        sex,
        idType: "RESIDENT_ID",
        documentNumber: document,
        language: "english",
        school: "school",
      };
      expect(schema.safeParse(typed).error?.issues ?? []).toEqual([]);
    }
  });
});

describe("a journey", () => {
  const day = 24 * 60 * 60 * 1000;
  const now = new Date("2026-11-25T12:00:00+08:00");
  const opensAt = new Date(now.getTime() - 2 * day);

  it("never runs backwards, nor past now, whether registration opened long ago, just now or is over", () => {
    const random = seededRandom(seed);
    for (const [opened, closed] of [
      [-20, 5],
      [-2, 7],
      [0, 7],
      [-20, -3],
    ] as const) {
      for (let drawn = 0; drawn < 500; drawn += 1) {
        const window = {
          opensAt: new Date(now.getTime() + opened * day),
          closesAt: new Date(now.getTime() + closed * day),
        };
        const { startedAt, steps } = drawJourney(random, { ...window, now, twoStageReview: drawn % 2 === 0 });
        const times = [startedAt, ...steps.flatMap(({ openedAt, at }) => (openedAt ? [openedAt, at] : [at]))].map(
          (at) => at.getTime(),
        );
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
      }
    }
  });

  it("ends in every state about as often as its weight says", () => {
    const random = seededRandom(seed);
    const drawn = Array.from(
      { length: 4000 },
      () =>
        drawJourney(random, { opensAt, closesAt: new Date(now.getTime() + day), now, twoStageReview: false }).status,
    );
    const share = (status: string) => drawn.filter((each) => each === status).length / drawn.length;
    expect(share("SUBMITTED")).toBeCloseTo(0.45, 1);
    expect(share("PAID")).toBeCloseTo(0.25, 1);
    expect(share("PRE_APPROVED")).toBe(0);
    for (const status of ["APPROVED", "RETURNED", "DRAFT", "REFUSED", "CANCELLED"])
      expect(share(status)).toBeGreaterThan(0);
  });
});
