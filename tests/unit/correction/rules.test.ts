import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RegistrationStatus } from "@/lib/adapter/db/enums";
import { correctionState } from "@/app/admin/(desk)/appeals/corrections/correction-state";
import { shownChanges } from "@/lib/domain/correction/content";
import {
  changesCard,
  changesOrder,
  correctableItems,
  correctableStatuses,
  needsTwoPeople,
  readCorrection,
  stillHolds,
  writtenItems,
} from "@/lib/domain/correction/rules";
import { decideCorrectionSchema } from "@/lib/domain/correction/schema";
import { newDocument } from "../../support/factories";

const now = new Date("2026-11-29T02:00:00Z");
const [schoolA, schoolB] = ["0193d2a0-0000-7000-8000-00000000000a", "0193d2a0-0000-7000-8000-00000000000b"];
const [pointA, english, japanese] = [
  "0193d2a0-0000-7000-8000-0000000000a1",
  "0193d2a0-0000-7000-8000-0000000000e1",
  "0193d2a0-0000-7000-8000-0000000000e2",
];
const lists = {
  categories: ["ADULT_ENROLLED" as const],
  idTypes: ["RESIDENT_ID" as const, "PASSPORT" as const],
  levels: ["专升本", "高起本"],
  languages: [{ id: english }, { id: japanese }],
  schools: [
    { id: schoolA, teachingPoints: [{ id: pointA }] },
    { id: schoolB, teachingPoints: [] },
  ],
  examStartsAt: new Date("2026-12-12T01:00:00Z"),
};
const [man, woman] = [newDocument("MALE"), newDocument("FEMALE")];
const stored = {
  category: "ADULT_ENROLLED",
  name: "张山",
  sex: "MALE",
  idType: "RESIDENT_ID",
  documentNumber: man,
  level: "专升本",
  language: english,
  school: schoolA,
  teachingPoint: pointA,
  studentNumber: "202300012345",
  graduationMonth: "",
  accommodation: "",
};
const files = ["ID_FRONT", "ID_BACK", "PROOF", "PORTRAIT"].map((kind) => ({ kind }));
const read = (typed: object) => readCorrection(stored, typed, files, lists, now);
const changed = (typed: object) => {
  const result = read(typed);
  return result.ok ? result.changes.map(({ item, after }) => [item, after]) : result.problems;
};

describe("what staff typed against what is stored", () => {
  it("leaves empty fields, and values that say the same, as they are", () => {
    expect(changed({})).toEqual([]);
    expect(changed({ name: " ", studentNumber: "" })).toEqual([]);
    expect(changed({ name: "张 山", documentNumber: ` ${man} `, level: "专升本" })).toEqual([]);
  });

  it("takes over a value as the form of 信息填写 would", () => {
    expect(changed({ name: "张三 " })).toEqual([["name", "张三"]]);
    expect(changed({ studentNumber: "２０２３-1" })).toEqual([["studentNumber", "2023-1"]]);
    expect(changed({ language: japanese, level: "高起本" })).toEqual([
      ["level", "高起本"],
      ["language", japanese],
    ]);
  });

  it("lets the sex follow a number that tells it", () => {
    expect(changed({ documentNumber: woman })).toEqual([
      ["documentNumber", woman],
      ["sex", "FEMALE"],
    ]);
    expect(changed({ documentNumber: woman, sex: "MALE" })).toEqual({ sex: ["sex_contradicts_document"] });
    expect(changed({ idType: "PASSPORT", documentNumber: "E12345678" })).toEqual([
      ["idType", "PASSPORT"],
      ["documentNumber", "E12345678"],
    ]);
  });

  it("ends the teaching point of the former school, and only that", () => {
    expect(changed({ school: schoolB })).toEqual([
      ["school", schoolB],
      ["teachingPoint", ""],
    ]);
    expect(changed({ teachingPoint: "none" })).toEqual([["teachingPoint", ""]]);
    expect(changed({ school: schoolB, teachingPoint: pointA })).toEqual({
      teachingPoint: ["teaching_point_of_other_school"],
    });
  });

  it("refuses what a candidate could not hand in", () => {
    expect(changed({ documentNumber: `${man.slice(0, 17)}${man.endsWith("X") ? "0" : "X"}` })).toHaveProperty(
      "documentNumber",
    );
    expect(changed({ level: "本科" })).toEqual({ level: ["level_required"] });
    expect(changed({ studentNumber: "1" })).toEqual({ studentNumber: ["student_number_format"] });
  });

  it("never touches a field that nobody may correct, whatever is posted", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), fc.string(), (rest, name) => {
        const result = read({ ...rest, category: "SELF_STUDY_ENROLLED", accommodation: "x", name });
        if (!result.ok) return;
        expect(result.details.category).toBe("ADULT_ENROLLED");
        expect(result.details.accommodation).toBeNull();
        for (const { item } of result.changes) expect(correctableItems).toContain(item);
      }),
    );
  });
});

describe("what a correction touches", () => {
  const one = (item: (typeof correctableItems)[number]) => [{ item, before: "a", after: "b" }];

  it("is the card's words, and the payer and the fee of an order", () => {
    const of = (touches: typeof changesCard) => correctableItems.filter((item) => touches(one(item)));
    expect(of(changesCard)).toEqual(["name", "idType", "documentNumber", "sex", "language"]);
    expect(of(changesOrder)).toEqual(["name", "idType", "documentNumber", "language"]);
  });

  it("writes kind and number together, because one index is made of both", () => {
    expect(writtenItems(one("idType"))).toEqual(["idType", "documentNumber"]);
    expect(writtenItems([...one("idType"), ...one("documentNumber")])).toEqual(["idType", "documentNumber"]);
    expect(writtenItems(one("name"))).toEqual(["name"]);
  });

  it("holds as long as each of its fields says what it said", () => {
    expect(stillHolds(stored, [{ item: "name", before: "张山", after: "张三" }])).toBe(true);
    expect(stillHolds({ ...stored, level: "高起本" }, [{ item: "name", before: "张山", after: "张三" }])).toBe(true);
    expect(stillHolds({ ...stored, name: "张杉" }, [{ item: "name", before: "张山", after: "张三" }])).toBe(false);
  });

  it("needs two people once the fee is paid or seats are drawn", () => {
    expect(correctableStatuses).toEqual(["SUBMITTED", "PRE_APPROVED", "APPROVED", "PAID"]);
    for (const status of Object.values(RegistrationStatus)) {
      expect(needsTwoPeople({ status, seatsFrozenAt: now })).toBe(true);
      expect(needsTwoPeople({ status, seatsFrozenAt: null })).toBe(status === "PAID");
    }
  });
});

it("masks the number of a document unless it is asked for whole", () => {
  const change = { item: "documentNumber" as const, before: man, after: woman, shownBefore: man, shownAfter: woman };
  const [masked] = shownChanges([change], { whole: false });
  expect(masked?.before).toMatch(/^\d{4}\*+\d{3}[\dX]$/);
  expect(JSON.stringify(masked)).not.toContain(woman);
  expect(shownChanges([change], { whole: true })).toEqual([{ item: "documentNumber", before: man, after: woman }]);
});

it("asks why a correction is turned down, not why it is confirmed", () => {
  const correctionId = schoolA;
  expect(decideCorrectionSchema.safeParse({ correctionId, decision: "confirm", reason: "" }).success).toBe(true);
  expect(decideCorrectionSchema.safeParse({ correctionId, decision: "confirm" }).success).toBe(true);
  const rejected = decideCorrectionSchema.safeParse({ correctionId, decision: "reject", reason: " " });
  expect(rejected.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ["reason", "correction_why_not"],
  ]);
});

it.each([
  [{ needsSecond: false, confirmed: null, decidedAt: null, decidedBy: null }, "已更正（一人办理）"],
  [{ needsSecond: true, confirmed: null, decidedAt: null, decidedBy: null }, "等待另一人复核"],
  [{ needsSecond: true, confirmed: true, decidedAt: now, decidedBy: { id: "b" } }, "已复核并更正"],
  [{ needsSecond: true, confirmed: false, decidedAt: now, decidedBy: { id: "b" } }, "已驳回"],
  [{ needsSecond: true, confirmed: false, decidedAt: now, decidedBy: { id: "a" } }, "提出人已撤回"],
])("tells where a correction stands: %o", (facts, words) => {
  expect(correctionState({ ...facts, appliedAt: null, staff: { id: "a" } })).toBe(words);
});
