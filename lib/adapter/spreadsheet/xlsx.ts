import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { SheetRow } from "@/lib/core/sheet-cell";
import { type FileSource, type OpenedSheet, SheetError, type SheetLayout, type SheetRefusal } from "./sheet";
import type { XlsxLine } from "./xlsx-program";

type XlsxLayout = Extract<SheetLayout, { format: "xlsx" }>;

/** Megabytes of the program's heap; with what lies outside of it, it stays below 500. */
const HEAP_MB = 320;
const PATIENCE_MS = 50_000;

/** Bytes: the program holds the file in its memory. */
const MAX_BYTES = 20_000_000;

/** The tables of a workbook. `first`: the position of a sheet that is wanted whatever else the workbook holds. */
export async function openXlsx(source: FileSource, first?: number): Promise<Result<OpenedSheet, SheetRefusal>> {
  if (source.size > MAX_BYTES) return refuse("sheet_too_large");
  const opened: OpenedSheet = { tables: [], hidden: [] };
  try {
    for await (const line of linesOf(["open", String(first ?? 0)], source)) {
      if ("hidden" in line) opened.hidden = line.hidden;
      if ("table" in line) opened.tables.push(line.table);
    }
  } catch (error) {
    if (error instanceof SheetError) return refuse(error.refusal);
    throw error;
  }
  const position = ({ place }: OpenedSheet["tables"][number]) => (place.format === "xlsx" ? place.position : 0);
  return ok({ ...opened, tables: opened.tables.sort((one, other) => position(one) - position(other)) });
}

/** The rows below the header, some at a time; `done` counts rows. */
export async function* readXlsx(
  source: FileSource,
  layout: XlsxLayout,
): AsyncGenerator<{ rows: SheetRow[]; done: number }> {
  for await (const line of linesOf(["read", String(layout.position)], source)) {
    if (!("rows" in line)) continue;
    const rows = line.rows.filter(({ row }) => row > layout.headerRow);
    yield { rows, done: line.rows.at(-1)?.row ?? 0 };
  }
}

/** What the program says. Throws SheetError when it refuses the file, runs out of memory or takes too long. */
async function* linesOf(args: string[], source: FileSource): AsyncGenerator<XlsxLine> {
  const program = path.join(/* turbopackIgnore: true */ process.cwd(), ".build", "xlsx-reader.mjs");
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, program, ...args], {
    // Neither keys nor addresses: the program needs none.
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const failed = ended(child);
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  // A program that has seen enough closes its input: no fault of the sender's.
  const sent = pipeline(Readable.from(source.chunks()), child.stdin).catch((error: unknown) =>
    isBrokenPipe(error) ? undefined : Promise.reject(error),
  );
  sent.catch(() => child.kill("SIGKILL"));
  let complete = false;
  try {
    for await (const text of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
      const line = JSON.parse(text) as XlsxLine;
      if ("refusal" in line) throw new SheetError(line.refusal);
      if ("end" in line) complete = true;
      yield line;
    }
    await sent;
    await failed;
    if (!complete) throw new SheetError("sheet_too_large");
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
  }
}

/** Settles when the program is gone; rejects when it could not be started at all. */
const ended = (child: ChildProcess): Promise<void> => {
  const end = new Promise<void>((resolve, reject) => child.once("exit", () => resolve()).once("error", reject));
  end.catch(() => undefined);
  return end;
};

const isBrokenPipe = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "EPIPE" || error.code === "ERR_STREAM_PREMATURE_CLOSE" || error.code === "ECONNRESET");
