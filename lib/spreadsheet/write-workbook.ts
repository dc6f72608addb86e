import writeXlsxFile, { type SheetData } from "write-excel-file/node";

/** A cell: text stays text, however much it looks like a number or a formula; a number has two decimals, a count none. */
export type Cell = string | number | { count: number } | null;

export type Sheet = { name: string; head: readonly string[]; rows: readonly (readonly Cell[])[] };

const WIDTH = 18;

/** An xlsx of these sheets, each with its header row in bold and held in place. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Buffer> {
  const written = sheets.map(({ name, head, rows }) => ({
    sheet: name,
    columns: head.map(() => ({ width: WIDTH })),
    stickyRowsCount: 1,
    data: [head.map((value) => ({ value, type: String, fontWeight: "bold" })), ...rows.map((row) => row.map(cellOf))] as SheetData,
  }));
  return writeXlsxFile(written).toBuffer();
}

const cellOf = (value: Cell) => {
  if (value === null) return null;
  if (typeof value === "string") return { value, type: String };
  return typeof value === "number" ? { value, type: Number, format: "0.00" } : { value: value.count, type: Number };
};
