import type { ListSettings } from "@/lib/domain/account/queries";
import type { SettableList } from "@/lib/domain/account/list-settings";
import type { Column, Sort } from "../_components/desk-table";

type Search = Record<string, string | string[] | undefined>;

/** A list of the desk as a member of staff sees it at this moment. */
export type DeskList<Row> = {
  name: SettableList;
  path: string;
  /** Every column that the list has, and those that are shown, in their order. */
  columns: readonly Column<Row>[];
  shown: readonly Column<Row>[];
  sort: Sort;
  /** The sort as the address has it; undefined when it is the list's own. For the hidden field of a filter. */
  sortField: string | undefined;
  sortAddress: (sort: Sort) => string;
  settings: ListSettings;
  density: "compact" | "standard";
  /** The address of the list as it is shown, from its first row, with a change. */
  address: (change?: Record<string, string | undefined>) => string;
  /** The address of a saved view: in the exam session of this list, unless the view names one. */
  viewAddress: (query: string) => string;
  /** Filter, sort and columns: what a saved view keeps and an export writes. */
  query: string;
};

/**
 * Reads a list's state. Filter and sort stand in the address, which a saved view's link also gives columns; otherwise
 * the columns are those that the member of staff chose.
 */
export function deskList<Row>({
  name,
  path,
  columns,
  filter,
  search,
  settings,
  first,
}: {
  name: SettableList;
  path: string;
  columns: readonly Column<Row>[];
  filter: Record<string, string | number | undefined>;
  search: Search;
  settings: ListSettings;
  /** How the list is sorted unless the address says otherwise. */
  first: Sort;
}): DeskList<Row> {
  const asked = typeof search["columns"] === "string" ? search["columns"] : undefined;
  const shown = shownColumns(columns, asked?.split(".") ?? settings.columns);
  const sort = readSort(search["sort"], columns) ?? first;
  const fieldOf = (by: Sort) => (by.key === first.key && by.down === first.down ? undefined : sortText(by));
  const base = { ...filter, sort: fieldOf(sort) };
  const address = (change: Record<string, string | undefined> = {}) => {
    const query = queryOf({ ...base, columns: asked, ...change });
    return query ? `${path}?${query}` : path;
  };
  return {
    name,
    path,
    columns,
    shown,
    sort,
    settings,
    density: settings.standard ? "standard" : "compact",
    address,
    sortField: fieldOf(sort),
    viewAddress: (query) => {
      const view = new URLSearchParams(query);
      const { session } = filter;
      if (session !== undefined && !view.has("session")) view.set("session", String(session));
      return `${path}?${view}`;
    },
    sortAddress: (by) => address({ sort: fieldOf(by) }),
    query: queryOf({ ...base, columns: shown.flatMap(({ key, acts }) => (acts ? [] : [key])).join(".") }),
  };
}

/** The columns of these keys in their order, then what can be pressed; without a known key, the list's own choice. */
export function shownColumns<Row>(columns: readonly Column<Row>[], keys: readonly string[]): readonly Column<Row>[] {
  const chosen = [...new Set(keys)].flatMap(
    (key) => columns.find((column) => column.key === key && !column.acts) ?? [],
  );
  if (chosen.length === 0) return columns.filter(({ optional }) => !optional);
  return [...chosen, ...columns.filter(({ acts }) => acts)];
}

/** A sort as the address writes it: "amount" or, downwards, "-amount". */
const sortText = ({ key, down }: Sort): string => (down ? `-${key}` : key);

/** The sort that an address asks for, if the list offers it. */
export function readSort<Row>(text: unknown, columns: readonly Column<Row>[]): Sort | undefined {
  if (typeof text !== "string") return undefined;
  const [key, down] = text.startsWith("-") ? [text.slice(1), true] : [text, false];
  return columns.some((column) => column.key === key && column.sorts) ? { key, down } : undefined;
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

/** Sorts a list that is loaded as a whole by a column's text: numbers by size, words by their pinyin. */
export function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | undefined): Row[] {
  const text = columns.find(({ key }) => key === sort?.key)?.text;
  if (!sort || !text) return [...rows];
  const value = (row: Row) => text(row) ?? "";
  const compare = (one: Row, other: Row) => {
    const [a, b] = [value(one), value(other)];
    return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
  };
  return rows.toSorted((one, other) => (sort.down ? compare(other, one) : compare(one, other)));
}

function queryOf(parts: Record<string, string | number | undefined>): string {
  const given = Object.entries(parts).filter((part): part is [string, string | number] => part[1] !== undefined);
  return new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
}
