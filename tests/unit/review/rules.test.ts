import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RegistrationStatus, StaffRole } from "@/lib/adapter/db/enums";
import { fieldItems, type UploadItem } from "@/lib/domain/registration/items";
import { changesBetween, type Submitted } from "@/lib/domain/registration/submission";
import { cannedReasonOf, reasonsFor, type CannedReason } from "@/lib/domain/review/canned-reason";
import { findingsOf, rosterRefusal } from "@/lib/domain/review/findings";
import { forecast } from "@/lib/domain/review/forecast";
import { filterQuery, queueFilterSchema, readFilter } from "@/lib/domain/review/queue-filter";
import { inScope } from "@/lib/domain/review/scope";
import { approvalEvent, stageRefusal } from "@/lib/domain/review/stages";
import { UNDO_MS, undoOpen } from "@/lib/domain/review/undo-time";

const DAY = 24 * 60 * 60 * 1000;

describe("a filter of the queue", () => {
  it("survives the address, whatever it narrows", () => {
    const filter = fc.record(
      {
        status: fc.constantFrom("SUBMITTED", "RETURNED", "PAID"),
        school: fc.uuid(),
        language: fc.uuid(),
        category: fc.constantFrom("ADULT_ENROLLED", "SELF_STUDY_GRADUATING"),
        findings: fc.constantFrom("none", "any", "unchecked"),
        roster: fc.constantFrom("MATCHED", "MISSING"),
        waiting: fc.integer({ min: 1, max: 999 }),
        again: fc.constant("1"),
        mine: fc.constant("1"),
      },
      { requiredKeys: ["status"] },
    );
    fc.assert(
      fc.property(filter, (given) => {
        expect(readFilter(filterQuery(queueFilterSchema.parse(given)))).toEqual(queueFilterSchema.parse(given));
      }),
    );
  });

  it("never throws, whatever stands in the address", () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        expect(readFilter(query).status).toBeDefined();
      }),
    );
    const junk = fc.dictionary(
      fc.constantFrom("status", "school", "waiting", "again", "mine", "roster", "notice"),
      fc.oneof(fc.string(), fc.array(fc.string())),
    );
    fc.assert(
      fc.property(junk, (search) => {
        expect(queueFilterSchema.parse(search).status).toBeDefined();
      }),
    );
  });
});

describe("two stages", () => {
  const office = ["EXAM_OFFICER", "ADMINISTRATOR"];

  it.each(Object.values(RegistrationStatus))(
    "make 通过 on %s a pre-approval only where something was handed in",
    (status) => {
      expect(approvalEvent(true, status)).toBe(status === "SUBMITTED" ? "preApprove" : "approve");
      expect(approvalEvent(false, status)).toBe("approve");
    },
  );

  it.each(Object.values(StaffRole))(
    "let %s decide the second one if he is of the office and another person",
    (role) => {
      const ask = (preApprovedBy: string, approving: boolean) =>
        stageRefusal({
          status: "PRE_APPROVED",
          staff: { id: "me", roles: [role] },
          preApprovedBy,
          filledBy: [],
          approving,
        });
      const submitted = { status: "SUBMITTED", preApprovedBy: null } as const;
      const outside = office.includes(role) ? null : "second_opinion_by_office";
      expect(ask("other", true)).toBe(outside);
      expect(ask("me", false)).toBe(outside);
      expect(ask("me", true)).toBe(outside ?? "second_opinion_needs_another");
      expect(
        stageRefusal({ ...submitted, staff: { id: "me", roles: [role] }, filledBy: ["other"], approving: true }),
      ).toBeNull();
      // 当面代填.
      const own = { ...submitted, staff: { id: "me", roles: [role] }, filledBy: ["other", "me"] };
      expect(stageRefusal({ ...own, approving: true })).toBe("filled_in_by_approver");
      expect(stageRefusal({ ...own, approving: false })).toBeNull();
    },
  );
});

describe("undoing", () => {
  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])("is open until the sixtieth second: %i ms", (offset, open) => {
    const decidedAt = new Date("2026-11-25T04:00:00Z");
    expect(undoOpen(decidedAt, new Date(decidedAt.getTime() + UNDO_MS + offset))).toBe(open);
  });
});

describe("a scope", () => {
  const scope = { schools: ["甲学院"], teachingPoints: [{ school: "乙学院", name: "襄阳站" }] };

  it.each([
    ["甲学院", null, true],
    ["甲学院", "襄阳站", true],
    ["乙学院", "襄阳站", true],
    ["乙学院", null, false],
    ["乙学院", "校本部", false],
    ["丙学院", "襄阳站", false],
    [null, null, false],
    [null, "襄阳站", false],
  ])("of a school and a point holds %s %s: %s", (school, point, held) => {
    expect(inScope(scope, school, point)).toBe(held);
    expect(inScope("all", school, point)).toBe(true);
    expect(inScope({ schools: [], teachingPoints: [] }, school, point)).toBe(false);
  });
});

describe("what changed between two submissions", () => {
  const submitted = (fields: Partial<Submitted["fields"]> = {}, files: Submitted["files"] = []): Submitted => ({
    fields: { ...(Object.fromEntries(fieldItems.map((item) => [item, "x"])) as Submitted["fields"]), ...fields },
    files,
  });

  it("is nothing between equal ones, and every changed field once", () => {
    expect(changesBetween(submitted(), submitted())).toEqual([]);
    const changed = fc.subarray([...fieldItems]);
    fc.assert(
      fc.property(changed, (items) => {
        const after = submitted(Object.fromEntries(items.map((item) => [item, "y"])));
        expect(changesBetween(submitted(), after).map(({ item }) => item)).toEqual(
          fieldItems.filter((item) => items.includes(item)),
        );
      }),
    );
  });

  it("tells a replaced file from one that was added or taken away", () => {
    const file = (id: string, kind: UploadItem) => ({ id, kind });
    const before = submitted({}, [file("a", "ID_FRONT"), file("b", "PROOF"), file("c", "PORTRAIT")]);
    const after = submitted({}, [file("a", "ID_FRONT"), file("b", "PROOF"), file("d", "PROOF"), file("e", "PORTRAIT")]);
    expect(changesBetween(before, after)).toEqual([
      { kind: "upload", item: "PROOF", before: 1, after: 2 },
      { kind: "upload", item: "PORTRAIT", before: 1, after: 1 },
    ]);
  });
});

describe("the findings of a registration", () => {
  const plain = {
    document: [{ code: "number_valid", good: true }],
    name: "张三",
    accommodation: false,
    files: [],
    roster: "MATCHED",
  } as const;

  it.each([
    [{}, []],
    [{ roster: "NOT_COMPARED" }, []],
    [{ roster: "NEAR" }, ["roster_near"]],
    [{ roster: "DIFFERS" }, ["roster_differs"]],
    [{ roster: "MISSING" }, ["roster_missing"]],
    [{ document: [{ code: "number_invalid", good: false }] }, ["number_invalid"]],
    [{ document: [{ code: "birth_differs", good: false }] }, ["birth_differs"]],
    [{ name: "王〓" }, ["name_unwritten"]],
    [{ accommodation: true }, ["accommodation_asked"]],
    [
      { files: [{ kind: "PORTRAIT", findings: ["portrait_dark", "portrait_tilted"], matched: false }] },
      ["portrait_warning"],
    ],
    [{ files: [{ kind: "PROOF", findings: ["pdf_fonts_missing"], matched: true }] }, ["same_picture", "proof_warning"]],
  ] as const)("%j are %j", (changed, codes) => {
    expect(findingsOf({ ...plain, ...changed })).toEqual(codes);
  });

  it("of the roster keep nobody from being approved who is only written in another way", () => {
    expect((["MATCHED", "NEAR", "NOT_COMPARED", "MISSING", "DIFFERS"] as const).map(rosterRefusal)).toEqual([
      null,
      null,
      "roster_not_imported",
      "roster_missing",
      "roster_differs",
    ]);
  });
});

describe("canned reasons", () => {
  const reasons: CannedReason[] = [
    { id: "1", item: "PORTRAIT", text: "过暗。" },
    { id: "2", item: "OTHER", text: "不一致。" },
    { id: "3", item: "REFUSAL", text: "不符合。" },
  ];

  it("are an item's own, or those of every other item, never those of a refusal", () => {
    expect(reasonsFor(reasons, "PORTRAIT").map(({ id }) => id)).toEqual(["1"]);
    expect(reasonsFor(reasons, "level").map(({ id }) => id)).toEqual(["2"]);
  });

  it("are known by their words, to the letter", () => {
    expect(cannedReasonOf(reasons, ["PORTRAIT", "OTHER"], "过暗。")?.id).toBe("1");
    expect(cannedReasonOf(reasons, ["ID_FRONT", "OTHER"], "过暗。")).toBeNull();
    expect(cannedReasonOf(reasons, ["PORTRAIT", "OTHER"], "过暗")).toBeNull();
  });
});

describe("the forecast", () => {
  const now = new Date("2026-11-25T04:00:00Z");
  const at = (days: number) => new Date(now.getTime() + days * DAY);
  const ask = (given: Partial<Parameters<typeof forecast>[0]>) =>
    forecast({
      waiting: 100,
      decided: 300,
      arrived: 0,
      now,
      registrationClosesAt: at(-1),
      reviewClosesAt: at(2),
      ...given,
    });

  it("divides what waits by the pace of the last three days", () => {
    expect(ask({})).toEqual({ emptyAt: at(1), inTime: true });
    expect(ask({ waiting: 201 })).toMatchObject({ inTime: false });
    expect(ask({ waiting: 200 })).toEqual({ emptyAt: at(2), inTime: true });
  });

  it("knows no end where nothing was decided, and an end where nothing waits", () => {
    expect(ask({ decided: 0 })).toEqual({ emptyAt: null, inTime: false });
    expect(ask({ waiting: 0 })).toEqual({ emptyAt: now, inTime: true });
  });

  it("counts on those who will still hand in, and is not over before registration is", () => {
    // 50 a day for two more days come to the 100 who wait: 200, at 100 a day.
    expect(ask({ arrived: 150, registrationClosesAt: at(2) })).toEqual({ emptyAt: at(2), inTime: true });
    expect(ask({ arrived: 3, decided: 3000, registrationClosesAt: at(1.5) })).toEqual({
      emptyAt: at(1.5),
      inTime: true,
    });
  });

  it("never ends in the past, and more work never ends earlier", () => {
    const load = fc.record({
      waiting: fc.nat(10_000),
      decided: fc.nat(10_000),
      arrived: fc.nat(10_000),
      days: fc.integer({ min: -5, max: 5 }),
    });
    fc.assert(
      fc.property(load, fc.nat(1000), ({ days, ...given }, more) => {
        const some = ask({ ...given, registrationClosesAt: at(days) });
        const most = ask({ ...given, waiting: given.waiting + more, registrationClosesAt: at(days) });
        const end = (emptyAt: Date | null) => emptyAt?.getTime() ?? Infinity;
        expect(end(some.emptyAt)).toBeGreaterThanOrEqual(now.getTime());
        expect(end(most.emptyAt)).toBeGreaterThanOrEqual(end(some.emptyAt));
      }),
    );
  });
});
