import { describe, expect, it } from "vitest";
import { listSettingSchema, saveViewSchema, viewQuery } from "@/lib/domain/account/list-settings";

describe("the look of a list", () => {
  const form = { list: "orders", size: "100", density: "standard" };

  it("is read from a form: the checked columns in their order", () => {
    expect(listSettingSchema.parse({ ...form, "column-amount": "on", "column-state": "on" })).toEqual({
      list: "orders",
      pageSize: 100,
      standard: true,
      columns: ["amount", "state"],
    });
  });

  it("moves a column one place forward, and the first one nowhere", () => {
    const columns = (move: string) =>
      listSettingSchema.parse({ ...form, "column-a": "on", "column-b": "on", "column-c": "on", move }).columns;
    expect(columns("c")).toEqual(["a", "c", "b"]);
    expect(columns("b")).toEqual(["b", "a", "c"]);
    expect(columns("a")).toEqual(["a", "b", "c"]);
    expect(columns("nobody")).toEqual(["a", "b", "c"]);
  });

  it("never takes another page size, density or column than there can be", () => {
    expect(listSettingSchema.parse({ list: "orders", size: "100000", density: "none", "column-a'; --": "on" })).toEqual(
      { list: "orders", pageSize: 50, standard: false, columns: [] },
    );
    expect(listSettingSchema.safeParse({ ...form, list: "accounts" }).success).toBe(false);
  });
});

describe("a saved view", () => {
  it("keeps filter, sort and columns, and nothing that belongs to one moment", () => {
    expect(
      viewQuery("status=OPEN&day=2026-11-29&sort=-amount&columns=state.amount&after=019a&notice=x.1.y&undo=1"),
    ).toBe("status=OPEN&day=2026-11-29&sort=-amount&columns=state.amount");
  });

  it("holds no free text: no name and no sentence gets into it", () => {
    expect(viewQuery("status=OPEN&search=张三&q=a b&next=//elsewhere.example&x-y=1")).toBe("status=OPEN");
  });

  it("follows the exam session of the desk, unless it is of all or names a school or language of one", () => {
    const saved = (query: string) => {
      const { query: kept, shown } = saveViewSchema.parse({ list: "orders", name: "视图", query });
      expect(shown).toBe(query);
      return kept;
    };
    const session = "session=019a0000-0000-7000-8000-000000000001";
    expect(saved(`${session}&status=OPEN`)).toBe("status=OPEN");
    expect(saved("session=all&status=OPEN")).toBe("session=all&status=OPEN");
    for (const place of ["school", "language"])
      expect(saved(`${session}&${place}=019a`)).toBe(`${session}&${place}=019a`);
  });

  it("needs a name of at most twenty characters", () => {
    const named = (name: string) => saveViewSchema.safeParse({ list: "orders", name, query: "" }).success;
    expect([named("待退款"), named("  "), named("二".repeat(20)), named("二".repeat(21))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
