import { describe, expect, it } from "vitest";
import type { Column } from "@/app/admin/_components/desk-table";
import { deskList, readSort, shownColumns, sorted } from "@/app/admin/_list/desk-list";

type Row = { name: string; sum: number };

const columns: readonly Column<Row>[] = [
  { key: "name", label: "姓名", text: ({ name }) => name, sorts: true },
  { key: "sum", label: "金额", text: ({ sum }) => sum, sorts: true },
  { key: "note", label: "备注", text: () => "", optional: true },
  { key: "open", label: "操作", acts: true, cell: () => null },
];
const settings = { columns: [], pageSize: 50, standard: false, own: [], shared: [], deletesShared: false };
const list = (search: Record<string, string>, chosen: string[] = []) =>
  deskList({
    name: "orders",
    path: "/admin/payments",
    columns,
    filter: { session: search["session"], status: search["status"], day: undefined },
    search,
    settings: { ...settings, columns: chosen },
    first: { key: "sum", down: true },
  });
const keysOf = (some: readonly Column<Row>[]) => some.map(({ key }) => key);

describe("the columns of a list", () => {
  it("are the list's own, until somebody chooses, and what can be pressed comes last", () => {
    expect(keysOf(shownColumns(columns, []))).toEqual(["name", "sum", "open"]);
    expect(keysOf(shownColumns(columns, ["note", "name", "name"]))).toEqual(["note", "name", "open"]);
    expect(keysOf(shownColumns(columns, ["gone"]))).toEqual(["name", "sum", "open"]);
  });

  it("are those of the address before those that were chosen", () => {
    expect(keysOf(list({}, ["note"]).shown)).toEqual(["note", "open"]);
    expect(keysOf(list({ columns: "sum" }, ["note"]).shown)).toEqual(["sum", "open"]);
  });
});

describe("the address of a list", () => {
  it("names the list's exam session, and so does a view that is opened from it, unless it has one of its own", () => {
    const named = list({ session: "one" });
    expect(named.address({ status: "OPEN" })).toBe("/admin/payments?session=one&status=OPEN");
    expect(named.viewAddress("status=OPEN")).toBe("/admin/payments?status=OPEN&session=one");
    expect(named.viewAddress("session=all")).toBe("/admin/payments?session=all");
    expect(list({}).viewAddress("status=OPEN")).toBe("/admin/payments?status=OPEN");
  });

  it("names a sort only where it is not the list's own", () => {
    const plain = list({ status: "OPEN" });
    expect(plain.address()).toBe("/admin/payments?status=OPEN");
    expect(plain.sortAddress({ key: "name", down: false })).toBe("/admin/payments?status=OPEN&sort=name");
    expect(list({ sort: "name" }).sortAddress({ key: "sum", down: true })).toBe("/admin/payments");
    expect(list({ sort: "name" }).sortField).toBe("name");
  });

  it("keeps sort and columns when the page or the state changes", () => {
    const view = list({ status: "OPEN", sort: "-name", columns: "sum" });
    expect(view.address({ after: "x" })).toBe("/admin/payments?status=OPEN&sort=-name&columns=sum&after=x");
    expect(view.address({ status: undefined })).toBe("/admin/payments?sort=-name&columns=sum");
  });

  it("knows what a view keeps: the columns that are shown, wherever they come from", () => {
    expect(list({ status: "OPEN" }, ["note"]).query).toBe("status=OPEN&columns=note");
  });
});

describe("sorting", () => {
  it("is offered by the list alone", () => {
    expect(readSort("-sum", columns)).toEqual({ key: "sum", down: true });
    expect(readSort("note", columns)).toBeUndefined();
    expect(readSort(["sum"], columns)).toBeUndefined();
  });

  it("puts numbers by size and names by their pinyin", () => {
    const rows = ["张三", "安一", "李四"].map((name, index) => ({ name, sum: [9, 10, 1][index] ?? 0 }));
    const names = (key: string, down: boolean) => sorted(rows, columns, { key, down }).map(({ name }) => name);
    expect(names("sum", false)).toEqual(["李四", "张三", "安一"]);
    expect(names("name", false)).toEqual(["安一", "李四", "张三"]);
    expect(names("name", true)).toEqual(["张三", "李四", "安一"]);
  });
});
