import { execFileSync } from "node:child_process";
import { openSync } from "node:fs";
import { forgetPeak, memory, round2 } from "./measure.mjs";

const LIMIT_SECONDS = 60;
const LIMIT_MB = 500;

/**
 * A hundred thousand rows of csv on their whole way into the roster, by the worker of a running application, against a
 * minute; `MB`: what the worker takes at most. Beside it the program that reads a workbook, whose memory is limited.
 * @param {{ root: string, env: NodeJS.ProcessEnv, workerPid: number }} application
 */
export async function rosterImport({ root, env, workerPid }) {
  forgetPeak(workerPid);
  const idle = memory(workerPid).now;
  const told = execFileSync(process.execPath, [".build/bench-roster.mjs"], { cwd: root, env, encoding: "utf8" });
  const { opened, checked, imported, rows, workbook, workbookRows } = JSON.parse(told);
  const seconds = opened + checked + imported;
  const read = execFileSync(process.execPath, ["--max-old-space-size=320", ".build/xlsx-reader.mjs", "read"], {
    cwd: root,
    stdio: [openSync(workbook, "r"), "pipe", "inherit"],
    maxBuffer: 1_000_000_000,
    encoding: "utf8",
  });
  const { peak } = JSON.parse(read.trimEnd().split("\n").at(-1) ?? "");
  return {
    name: "roster-import",
    ratio: round2(seconds / LIMIT_SECONDS),
    beside: `${LIMIT_SECONDS} s`,
    seconds: round2(seconds),
    opened: round2(opened),
    checked: round2(checked),
    imported: round2(imported),
    MB: round2(memory(workerPid).peak),
    idleMB: round2(idle),
    workbookRows,
    workbookMB: round2(peak / 1e6),
    workbookRatio: round2(peak / 1e6 / LIMIT_MB),
    n: rows,
  };
}
