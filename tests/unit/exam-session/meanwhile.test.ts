import { expect, it } from "vitest";
import { differences, withTheirs } from "@/lib/domain/exam-session/meanwhile";
import { newSession } from "@/lib/domain/exam-session/new-session";
import type { EditableExamSession } from "@/lib/domain/exam-session/queries";
import type { SessionPlan } from "@/lib/domain/exam-session/schema";

const content = { ...newSession(new Date("2026-03-01T00:00:00Z")), examAddress: "南校区", feeFen: 6000 };
// Of a stored exam session only what its form shows is read.
const stored = content as unknown as EditableExamSession;

/** A form that was opened when the address was 主校区 and the fee 50 yuan. */
function planWith(columns: Partial<SessionPlan["columns"]>): SessionPlan {
  const { levels, schools: _, languages, closedLevels: __, ...rest } = content;
  const entry = <T>(one: T) => ({ ...one, formerName: null });
  return {
    columns: { ...(rest as SessionPlan["columns"]), examAddress: "主校区", feeFen: 5000, ...columns },
    lists: {
      schools: [],
      languages: languages.map(entry),
      levels: levels.map((name) => ({ name, formerName: null, closed: false })),
    },
  };
}

const edits = [
  { values: { feeFen: { before: 5000, after: 5500 }, contactPhone: { before: "027-1", after: "" } } },
  { values: { feeFen: { before: 5500, after: 6000 }, examAddress: { before: "主校区", after: "南校区" } } },
  "an older row without values",
];
const told = (plan: SessionPlan, of: readonly unknown[] = edits) =>
  differences(of, stored, plan).map(({ field, isMine }) => [field, isMine]);

it("tells of each field that a colleague changed, over several edits, whether this officer has changed it too", () => {
  expect(told(planWith({ contactPhone: "" }))).toEqual([
    ["fee", false],
    ["examAddress", false],
  ]);
  expect(told(planWith({ contactPhone: "", feeFen: 7000 }))).toEqual([
    ["fee", true],
    ["examAddress", false],
  ]);
});

it("tells nothing of what both typed alike, of what was changed back, and of what only this officer changed", () => {
  expect(told(planWith({ contactPhone: "", feeFen: 6000, examAddress: "南校区", title: "别的名称" }))).toEqual([]);
  const back = [...edits, { values: { feeFen: { before: 6000, after: 5000 } } }];
  const { feeFen: _, ...rest } = stored;
  expect(differences(back, { ...rest, feeFen: 5000 } as EditableExamSession, planWith({ contactPhone: "" }))).toEqual([
    { field: "examAddress", theirs: "南校区", mine: "主校区", isMine: false },
  ]);
  expect(told(planWith({ contactPhone: "" }), [])).toEqual([]);
});

it("knows a list again whose names the database has put in another order", () => {
  const before = [...stored.languages].map(({ name, code, feeFen, closed }) => ({ code, name, closed, feeFen }));
  const after = [{ ...before[0], feeFen: 1 }];
  const plan = planWith({});
  expect(differences([{ values: { languages: { before, after } } }], stored, plan)).toEqual([]);
  plan.lists.languages = plan.lists.languages.slice(0, 1);
  expect(
    differences([{ values: { languages: { before: after, after: before } } }], stored, plan).map(
      ({ isMine }) => isMine,
    ),
  ).toEqual([true]);
});

it("takes the colleague's value where it was chosen, and nowhere else", () => {
  const plan = planWith({ title: "我的名称" });
  plan.lists.levels = [{ name: "我的层次", formerName: null, closed: false }];
  const merged = withTheirs(plan, stored, { fee: "theirs", examAddress: "mine", levels: "theirs" });
  expect(merged.columns).toMatchObject({ feeFen: 6000, examAddress: "主校区", title: "我的名称" });
  expect(merged.lists.levels.map(({ name }) => name)).toEqual(content.levels);
  expect(withTheirs(plan, stored, {})).toEqual(plan);
});
