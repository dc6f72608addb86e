import { orderFrom, type SideProgram } from "@/lib/adapter/thread/side-thread";

/**
 * A cell: text stays text, however much it looks like a number or a formula; a number has two decimals, a count none.
 */
export type Cell = string | number | { count: number } | null;

export type Sheet = { name: string; head: readonly string[]; rows: readonly (readonly Cell[])[] };

/** A hundred thousand rows take some ten seconds. */
const writing: SideProgram = { program: "workbook-thread", ordersPerThread: 20, patienceMs: 180_000 };

/**
 * An xlsx of these sheets, each with its header row in bold and held in place; written in a thread of its own, off the
 * event loop that answers requests. Throws SideThreadError when that fails or takes three minutes.
 */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const { file } = await orderFrom<WorkbookRequest, { file: Uint8Array<ArrayBuffer> }>(writing, { sheets });
  return file;
}

export type WorkbookRequest = { sheets: readonly Sheet[] };
