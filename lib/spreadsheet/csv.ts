import { pipeline, Readable } from "node:stream";
import { CsvError, type CsvErrorCode, parse } from "csv-parse";
import { ok, refuse, type Result } from "@/lib/core/result";
import {
  delimiters,
  type FileSource,
  headerOf,
  isHeader,
  type OpenedSheet,
  ROWS_AT_ONCE,
  SAMPLE_ROWS,
  SheetError,
  type SheetLayout,
  type SheetRefusal,
  type SheetRow,
} from "./sheet";

type CsvLayout = Extract<SheetLayout, { format: "csv" }>;
type Writing = Pick<CsvLayout, "encoding" | "delimiter">;

/** Characters. A row of a table is shorter; a quotation mark that is never closed swallows the rest of the file. */
const LONGEST_ROW = 20_000;

/** Bytes. */
const PIECE = 64 * 1024;

/** How far from the beginning a header is looked for, in rows. */
const HEADER_WITHIN = 50;

/** Finds out encoding, delimiter and header row. Reads the whole file once: only its last byte tells that it is UTF-8. */
export async function openCsv(source: FileSource): Promise<Result<OpenedSheet, SheetRefusal>> {
  const encoding = await detectEncoding(source);
  const writing = { encoding, delimiter: await detectDelimiter(source, encoding) };
  const sample: SheetRow[] = [];
  let headerRow: SheetRow | undefined;
  try {
    for await (const row of records(source, writing, () => undefined)) {
      if (headerRow) sample.push(row);
      else if (isHeader(row.cells)) headerRow = row;
      else if (row.row >= HEADER_WITHIN) break;
      if (sample.length >= SAMPLE_ROWS) break;
    }
  } catch (error) {
    if (error instanceof SheetError) return refuse(error.refusal);
    throw error;
  }
  if (!headerRow) return refuse("sheet_no_header");
  return ok({ layout: { format: "csv", ...writing, headerRow: headerRow.row }, header: headerOf(headerRow.cells), sample });
}

/** The rows below the header, a hundred at a time; `done` counts bytes. */
export async function* readCsv(source: FileSource, layout: CsvLayout): AsyncGenerator<{ rows: SheetRow[]; done: number }> {
  let done = 0;
  let rows: SheetRow[] = [];
  for await (const row of records(source, layout, (bytes) => (done += bytes))) {
    if (row.row <= layout.headerRow) continue;
    rows.push(row);
    if (rows.length < ROWS_AT_ONCE) continue;
    yield { rows, done };
    rows = [];
  }
  yield { rows, done: source.size };
}

async function* records(source: FileSource, { encoding, delimiter }: Writing, count: (bytes: number) => void): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
  });
  const text = Readable.from(decoded(source, encoding, count));
  // What goes wrong on the way comes out of the parser, which is read to its end here.
  pipeline(text, parser, () => undefined);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: (row += 1), cells: cells.map(unquoteFormula) };
  } catch (error) {
    if (error instanceof CsvError) throw new SheetError(refusals[error.code] ?? "sheet_damaged");
    throw error;
  } finally {
    text.destroy();
  }
}

const refusals: Partial<Record<CsvErrorCode, SheetRefusal>> = {
  CSV_MAX_RECORD_SIZE: "sheet_quotes",
  CSV_QUOTE_NOT_CLOSED: "sheet_quotes",
  CSV_INVALID_CLOSING_QUOTE: "sheet_quotes",
};

/** ="4201…" is how a number is kept from becoming one when a spreadsheet program opens the file. */
const unquoteFormula = (cell: string): string => /^\s*="([^"]*)"\s*$/.exec(cell)?.[1] ?? cell;

async function* decoded(source: FileSource, encoding: string, count: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source.chunks()) {
    // The parser turns a piece into rows all at once, however large it is.
    for (let at = 0; at < chunk.byteLength; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE);
      count(piece.byteLength);
      yield decoder.decode(piece, { stream: true });
    }
  }
  yield decoder.decode();
}

/** By the byte order mark; else UTF-8 when every byte of the file fits it, which text in GB18030 does not by chance. */
async function detectEncoding(source: FileSource): Promise<CsvLayout["encoding"]> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let first = true;
  try {
    for await (const chunk of source.chunks()) {
      if (first) {
        const marked = byteOrderMark(chunk);
        if (marked) return marked;
        first = false;
      }
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return "gb18030";
    throw error;
  }
}

function byteOrderMark([first, second, third]: Uint8Array): CsvLayout["encoding"] | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

/** The one that stands most often in the first lines. */
async function detectDelimiter(source: FileSource, encoding: CsvLayout["encoding"]): Promise<CsvLayout["delimiter"]> {
  let beginning = "";
  for await (const text of decoded(source, encoding, () => undefined)) {
    beginning += text;
    if (beginning.length >= LONGEST_ROW) break;
  }
  // What stands between quotation marks belongs to a text.
  const lines = beginning.replace(/"(?:[^"]|"")*"/g, "").split(/\r\n|\n|\r/, 10);
  const times = (delimiter: string) => lines.reduce((total, line) => total + line.split(delimiter).length - 1, 0);
  return delimiters.reduce((best, next) => (times(next) > times(best) ? next : best));
}
