import { describe, expect, it } from "vitest";
import { compareWithRoster, type RegisteredFacts, type RosterFacts } from "@/lib/domain/roster/compare";

const registered: RegisteredFacts = {
  name: "买买提·艾力",
  studentNumber: "202300001",
  school: "武汉轻工大学（本部）",
  teachingPoint: "校本部",
  level: "专升本",
  category: "ADULT_ENROLLED",
};
const entry: RosterFacts = {
  ...registered,
  documentMasked: "4201**********1234",
  name: "买买提·艾力",
  eligible: true,
  remark: null,
};

/** The state, and which field is why. */
function outcome(changes: Partial<RosterFacts>, said: Partial<RegisteredFacts> = {}) {
  const { state, fields } = compareWithRoster({ ...registered, ...said }, { ...entry, ...changes });
  return [
    state,
    ...fields
      .filter(({ result }) => result === "near" || result === "differs")
      .map(({ field, result }) => `${field} ${result}`),
  ].join(" ");
}

describe("a registration held against its roster entry", () => {
  it("matches when everything is the same, and says so field by field", () => {
    const { state, fields } = compareWithRoster(registered, entry);
    expect(state).toBe("MATCHED");
    expect(fields.map(({ field, result }) => `${field} ${result}`)).toEqual([
      "name same",
      "studentNumber same",
      "school same",
      "teachingPoint same",
      "level same",
      "category same",
      "eligible same",
    ]);
  });

  it("matches by what the roster tells alone", () => {
    const nothing = {
      studentNumber: null,
      school: null,
      teachingPoint: null,
      level: null,
      category: null,
      eligible: null,
    };
    const { state, fields } = compareWithRoster(registered, { ...entry, ...nothing });
    expect(state).toBe("MATCHED");
    expect(fields.filter(({ result }) => result === "not_given")).toHaveLength(6);
  });

  it.each<[Partial<RosterFacts>, string]>([
    [{ name: "买买提•艾力" }, "NEAR name near"],
    [{ name: "买买提艾力" }, "NEAR name near"],
    [{ name: "买买提·艾利" }, "DIFFERS name differs"],
    [{ school: "武汉轻工大学(本部)" }, "MATCHED"],
    [{ school: "武汉 轻工大学（本部）" }, "NEAR school near"],
    [{ school: "武汉大学" }, "DIFFERS school differs"],
    [{ studentNumber: "２０２３００００１" }, "MATCHED"],
    [{ studentNumber: "202300002" }, "DIFFERS studentNumber differs"],
    [{ level: "高起本" }, "DIFFERS level differs"],
    [{ teachingPoint: "汉口教学点" }, "DIFFERS teachingPoint differs"],
    [{ category: "ADULT_GRADUATING" }, "DIFFERS category differs"],
    [{ eligible: false }, "DIFFERS eligible differs"],
    [{ name: "买买提•艾力", eligible: false }, "DIFFERS name near eligible differs"],
  ])("with %o is %s", (changes, expected) => {
    expect(outcome(changes)).toBe(expected);
  });

  it("differs where the candidate said nothing and the roster does", () => {
    expect(outcome({}, { studentNumber: null, teachingPoint: null })).toBe(
      "DIFFERS studentNumber differs teachingPoint differs",
    );
  });

  it("never takes two names of signs alone for one", () => {
    expect(outcome({ name: "··" }, { name: "··." })).toBe("DIFFERS name differs");
    expect(outcome({ name: "王〓" }, { name: "王" })).toBe("DIFFERS name differs");
  });

  it("is missing where the roster has no entry", () => {
    expect(compareWithRoster(registered, null)).toEqual({ state: "MISSING", fields: [] });
  });
});
