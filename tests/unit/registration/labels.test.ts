import { describe, expect, it } from "vitest";
import { IdType } from "@/lib/adapter/db/enums";
import { defaultAdmitCardNotes } from "@/lib/domain/exam-session/default-texts";
import { originalDocument, withOwnDocument } from "@/lib/domain/registration/labels";

describe("the document that a candidate brings along", () => {
  it("is named by the kind that he registered with", () => {
    expect(originalDocument("PASSPORT")).toBe("本人有效身份证件原件（护照）");
    expect(originalDocument("RESIDENT_ID")).toBe("本人有效身份证件原件（居民身份证）");
    expect(originalDocument(null)).toBe("本人有效身份证件原件");
  });

  it.each([
    ["考生凭本人身份证原件入场。", "本人有效身份证件原件（护照）入场。"],
    ["持准考证和有效居民身份证原件参加考试。", "持准考证和本人有效身份证件原件（护照）参加考试。"],
    ["持准考证和有效期内的二代身份证（原件）入场。", "持准考证和本人有效身份证件原件（护照）入场。"],
    ["带准考证和报名时所填有效身份证件的原件。", "带准考证和本人有效身份证件原件（护照）。"],
    ["出示身份证和准考证。", "出示身份证件（护照）和准考证。"],
    ["妥善保管身份证件和身份证号。", "妥善保管身份证件和身份证号。"],
    ["外国人永久居留身份证原件亦可。", "外国人永久居留身份证原件亦可。"],
  ])("%s", (office, printed) => {
    expect(withOwnDocument(office, "PASSPORT").endsWith(printed.replace(/^考生凭/, ""))).toBe(true);
  });

  it.each(Object.values(IdType).filter((idType) => idType !== "RESIDENT_ID"))(
    "leaves no ID card in the notes of a %s",
    (idType) => {
      const notes = defaultAdmitCardNotes.map((note) =>
        withOwnDocument(note, idType).replaceAll(originalDocument(idType), ""),
      );
      expect(notes.filter((note) => /身份证(?!件)/.test(note))).toEqual([]);
      expect(withOwnDocument(defaultAdmitCardNotes.join(""), idType)).toContain(originalDocument(idType));
    },
  );
});
