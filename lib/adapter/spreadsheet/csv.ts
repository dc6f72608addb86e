import { pipeline, Readable } from "node:stream";
import { CsvError, type CsvErrorCode, parse } from "csv-parse";
import { ok, refuse, type Result } from "@/lib/core/result";
import { isBlank, type SheetRow } from "@/lib/core/sheet-cell";
import {
  delimiters,
  type FileSource,
  type OpenedSheet,
  ROWS_AT_ONCE,
  SheetError,
  type SheetLayout,
  type SheetRefusal,
  type TablePlace,
  TOP_ROWS,
} from "./sheet";

type CsvPlace = Extract<TablePlace, { format: "csv" }>;
type CsvLayout = Extract<SheetLayout, { format: "csv" }>;
type Writing = Omit<CsvPlace, "format">;

/** Characters. A row of a table is shorter; a quotation mark that is never closed swallows the rest of the file. */
const LONGEST_ROW = 20_000;

/** Bytes. */
const PIECE = 64 * 1024;

/** Rows, blank ones included, in which a table must have begun. */
const BEGUN_WITHIN = 1000;

/** "sep=;" as a first line tells Excel the delimiter, and is no row. */
const separatorLine = /^\uFEFF?"?sep=(.)"?[\r\n]/i;

/** Finds out encoding and delimiter. Reads the whole file once: only its last byte tells that it is UTF-8. */
export async function openCsv(source: FileSource): Promise<Result<OpenedSheet, SheetRefusal>> {
  const encoding = await detectEncoding(source);
  const writing = { encoding, delimiter: await detectDelimiter(source, encoding) };
  const top: SheetRow[] = [];
  try {
    for await (const row of records(source, writing, () => undefined)) {
      if (!row.cells.every(isBlank)) top.push(row);
      if (top.length >= TOP_ROWS || row.row >= BEGUN_WITHIN) break;
    }
  } catch (error) {
    if (error instanceof SheetError) return refuse(error.refusal);
    throw error;
  }
  return ok({ tables: [{ place: { format: "csv", ...writing }, top }], hidden: [] });
}

/** The rows below the header, a hundred at a time; `done` counts bytes. */
export async function* readCsv(
  source: FileSource,
  layout: CsvLayout,
): AsyncGenerator<{ rows: SheetRow[]; done: number }> {
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

async function* records(
  source: FileSource,
  { encoding, delimiter }: Writing,
  count: (bytes: number) => void,
): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
  });
  const text = Readable.from(decoded(source, encoding, count));
  // Errors of the stream are thrown by the parser, which this loop reads to its end.
  pipeline(text, parser, () => undefined);
  let row = 0;
  try {
    let first = true;
    for await (const cells of parser as AsyncIterable<string[]>) {
      const tellsDelimiter = first && /^\uFEFF?sep=/i.test(cells[0] ?? "");
      first = false;
      if (!tellsDelimiter) yield { row: (row += 1), cells: cells.map(unquoteFormula) };
    }
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
async function detectEncoding(source: FileSource): Promise<CsvPlace["encoding"]> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let first = true;
  try {
    for await (const chunk of source.chunks()) {
      const marked = first ? (byteOrderMark(chunk) ?? unmarkedUtf16(chunk)) : null;
      if (marked) return marked;
      first = false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return "gb18030";
    throw error;
  }
}

/**
 * UTF-16 without a mark: digits and line ends have a nought in each second byte, and nothing in such a table is a
 * control character.
 */
export function unmarkedUtf16(beginning: Uint8Array): "utf-16le" | "utf-16be" | null {
  const sample = beginning.subarray(0, Math.min(4096, beginning.length - (beginning.length % 2)));
  if (!sample.includes(0)) return null;
  const encodings = ["utf-16le", "utf-16be"] as const;
  const isTable = (text: string) => /[\n,;\t|]/.test(text) && !/[^\P{Cc}\t\r\n]|[\p{Cn}\p{Co}\uFFFD]/u.test(text);
  return encodings.find((encoding) => isTable(new TextDecoder(encoding).decode(sample, { stream: true }))) ?? null;
}

function byteOrderMark([first, second, third]: Uint8Array): CsvPlace["encoding"] | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

/** The delimiter that the file names; else the one that occurs in most of the first lines, and there most often. */
async function detectDelimiter(source: FileSource, encoding: CsvPlace["encoding"]): Promise<CsvPlace["delimiter"]> {
  let beginning = "";
  for await (const text of decoded(source, encoding, () => undefined)) {
    beginning += text;
    if (beginning.length >= LONGEST_ROW) break;
  }
  const told = separatorLine.exec(beginning)?.[1];
  const named = delimiters.find((delimiter) => delimiter === told);
  if (named) return named;
  // Delimiters between quotation marks belong to a text and do not count.
  const lines = beginning
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\n|\r/, 20)
    .map((line) => delimiters.map((delimiter) => line.split(delimiter).length - 1));
  const weight = (index: number) =>
    lines.reduce((total, times) => total + ((times[index] ?? 0) > 0 ? 1000 : 0) + (times[index] ?? 0), 0);
  const weights = delimiters.map((_, index) => weight(index));
  return delimiters[weights.indexOf(Math.max(...weights))] ?? ",";
}
