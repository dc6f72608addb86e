import { describe, expect, it } from "vitest";
import { db } from "@/lib/adapter/db/client";
import { fromShanghai } from "@/lib/core/clock";
import { registrationFigures } from "@/lib/domain/review/queries/figures";
import { countByStatus } from "@/lib/domain/review/queries/queue";
import type { Scope } from "@/lib/domain/review/scope";
import { createExamSession, createRegistration } from "../../support/factories";

const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);

describe("the charts of the landing page", () => {
  it("count every registration once by day, school and language, as the tiles do, and within a scope only its own", async () => {
    const examSession = await createExamSession({
      schools: { create: ["甲校", "乙校"].map((name, index) => ({ name, position: index + 1 })) },
    });
    const [first, second] = examSession.schools.toSorted((a, b) => a.position - b.position);
    const [english, japanese] = examSession.languages;
    const examSessionId = examSession.id;
    const create = (status: "DRAFT" | "SUBMITTED" | "PAID", createdAt: Date, change: object) =>
      createRegistration({ status, examSessionId, createdAt, ...change });
    // The last second of a day in Shanghai and the first of the next are two days, though one day in UTC.
    const lastSecond = fromShanghai(2026, 11, 20, 23, 59, 59);
    const firstSecond = fromShanghai(2026, 11, 21);
    await create("SUBMITTED", lastSecond, { schoolId: first?.id, teachingPointId: null, languageId: english?.id });
    await create("PAID", firstSecond, { schoolId: second?.id, teachingPointId: null, languageId: japanese?.id });
    await create("SUBMITTED", firstSecond, { schoolId: second?.id, teachingPointId: null, languageId: english?.id });
    const { id } = await create("DRAFT", firstSecond, {});
    await db().registration.update({
      where: { id },
      data: { schoolId: null, teachingPointId: null, languageId: null },
    });
    await createRegistration({ status: "SUBMITTED" });

    const figures = await registrationFigures(examSessionId, "all");
    expect(figures.days).toEqual([
      { day: "2026-11-20", count: 1 },
      { day: "2026-11-21", count: 3 },
    ]);
    expect(figures.schools).toEqual([
      { name: "甲校", count: 1 },
      { name: "乙校", count: 2 },
      { name: null, count: 1 },
    ]);
    expect(figures.languages.filter(({ count }) => count > 0)).toEqual([
      { name: "英语", count: 2 },
      { name: "日语", count: 1 },
      { name: null, count: 1 },
    ]);

    const scopes: Scope[] = ["all", { schools: ["乙校"], teachingPoints: [] }, { schools: [], teachingPoints: [] }];
    const totals = await Promise.all(
      scopes.map(async (scope) => {
        const parts = await registrationFigures(examSessionId, scope);
        const tiles = await countByStatus(examSession, scope, new Date());
        const all = Object.values(tiles).reduce((total, count) => total + count, 0);
        return [sum(parts.days), sum(parts.schools), sum(parts.languages), all];
      }),
    );
    expect(totals).toEqual([
      [4, 4, 4, 4],
      [2, 2, 2, 2],
      [0, 0, 0, 0],
    ]);
  });
});
