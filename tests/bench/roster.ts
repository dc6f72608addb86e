import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import writeXlsxFile from "write-excel-file/node";
import { db } from "@/lib/adapter/db/client";
import { env } from "@/lib/env";
import { startImport } from "@/lib/domain/roster/commands/start-import";
import { confirmColumns } from "@/lib/domain/roster/commands/confirm-columns";
import { confirmImport } from "@/lib/domain/roster/commands/confirm-import";
import { importView } from "@/lib/domain/roster/queries";
import { createExamSession, createStaff, newDocument } from "../support/factories";

// Run in the bench's own environment, beside its worker: a roster on its whole way from the uploaded file to the table.
// Prints what each part took, in seconds, and where the workbook lies whose reading is measured apart.

const ROWS = 100_000;
const WORKBOOK_ROWS = 50_000;

const header = ["姓名", "身份证号", "学号", "学校", "教学点", "层次", "考生类别", "是否符合", "备注"];
const row = (index: number) => [
  `${"王李张刘陈杨赵黄周吴"[index % 10] ?? ""}${String.fromCodePoint(0x4e00 + (index % 20_000))}`,
  newDocument(),
  `2023${String(index).padStart(8, "0")}`,
  "武汉轻工大学",
  `第${index % 40}教学点`,
  "专升本",
  "成考(在籍)",
  "符合",
  "",
];
const lines = (count: number) => [header, ...Array.from({ length: count }, (_, index) => row(index))];

const csv = path.join(env().DATA_DIR, "roster.csv");
const bytes = Buffer.from(
  lines(ROWS)
    .map((cells) => cells.join(","))
    .join("\r\n"),
);
await writeFile(csv, bytes);
const workbook = path.join(env().DATA_DIR, "roster.xlsx");
await writeXlsxFile(lines(WORKBOOK_ROWS).map((cells) => cells.map((value) => ({ value, type: String })))).toFile(
  workbook,
);

const examSessionId = (await createExamSession()).id;
const staffId = (await createStaff({ role: "EXAM_OFFICER" })).id;
let importId = "";

/** Seconds until the import stands there. */
async function until(state: string, act: () => Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await act();
  for (;;) {
    const view = await importView(importId);
    if (view?.state === state) return (Date.now() - begun) / 1000;
    if (view?.failure) throw new Error(`the import failed: ${view.failure}`);
    await sleep(50);
  }
}

const opened = await until("MAPPING", async () => {
  const begun = await startImport({
    examSessionId,
    staffId,
    fileName: "roster.csv",
    path: csv,
    size: bytes.length,
    now: new Date(),
  });
  if (begun.ok) importId = begun.value.id;
});
const checked = await until("CHECKED", async () =>
  confirmColumns({ importId, mapping: (await importView(importId))?.mapping ?? {} }),
);
const imported = await until("IMPORTED", () =>
  confirmImport({ importId, mode: "REPLACE", ignoreErrors: false, confirmation: "0", staffId, now: new Date() }),
);
const rows = await db().rosterEntry.count({ where: { examSessionId } });
if (rows !== ROWS) throw new Error(`${rows} rows came in`);
console.log(
  JSON.stringify({
    opened,
    checked,
    imported,
    rows,
    megabytes: bytes.length / 1e6,
    workbook,
    workbookRows: WORKBOOK_ROWS,
  }),
);
await db().$disconnect();
