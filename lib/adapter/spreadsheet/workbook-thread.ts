import writeXlsxFile, { type SheetData } from "write-excel-file/node";
import { serveRequests } from "@/lib/adapter/thread/serve-requests";
import type { Cell, Sheet, WorkbookRequest } from "./write-workbook";

// The program of the thread that writes workbooks: bundled into one file, started and ended by side-thread.ts.

const WIDTH = 18;

serveRequests(async ({ sheets }: WorkbookRequest) => ({ file: await writeXlsxFile(sheets.map(written)).toBuffer() }));

const written = ({ name, head, rows }: Sheet) => ({
  sheet: name,
  columns: head.map(() => ({ width: WIDTH })),
  stickyRowsCount: 1,
  data: [
    head.map((value) => ({ value, type: String, fontWeight: "bold" })),
    ...rows.map((row) => row.map(cellOf)),
  ] as SheetData,
});

function cellOf(value: Cell) {
  if (value === null) return null;
  if (typeof value === "string") return { value, type: String };
  return typeof value === "number" ? { value, type: Number, format: "0.00" } : { value: value.count, type: Number };
}
