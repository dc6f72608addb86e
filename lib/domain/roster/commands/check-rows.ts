import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { createHash } from "node:crypto";
import { documentIdentity, maskDocument } from "@/lib/core/identity-number";
import { nameKey } from "@/lib/core/person-name";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, Prisma } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { readSheet, totalWork } from "@/lib/adapter/spreadsheet/open-sheet";
import { type Cell, cellText } from "@/lib/core/sheet-cell";
import { SheetError } from "@/lib/adapter/spreadsheet/sheet";
import { type ColumnMapping, requiredFields } from "../fields";
import { readRow, type RosterRow, type RowProblem } from "../read-row";
import { type ImportCounts, layoutSchema, mappingSchema } from "../schema";
import { sourceOf } from "./file-pieces";
import { differs } from "./entry-columns";
import { heartbeat, fail, leaseCondition, LeaseLost, nextState, type Work } from "./work";

/** No school has a roster of this size: a larger file holds something else. */
const MAX_ROWS = 300_000;

type StagedRow = Omit<RosterRow, "documentKind" | "documentNumber"> & {
  id: string;
  row: number;
  documentEncrypted: string;
  documentIndex: string;
  documentMasked: string;
  nameKey: string;
};
type RowError = {
  position: number;
  row: number;
  field: string | null;
  code: string;
  number: number | null;
  documentMasked: string | null;
};

/**
 * CHECKING → CHECKED: reads every row, stages the good ones, lists what is wrong with the others, and counts what an
 * import would do.
 */
export async function checkRows(work: Work, now: Date): Promise<void> {
  await db().rosterStagedRow.deleteMany({ where: { importId: work.id } });
  await db().rosterRowError.deleteMany({ where: { importId: work.id } });
  try {
    const checked = await stage(work, now);
    if (checked.rows > MAX_ROWS) return await fail(work, "too_many_rows", now);
    if (checked.rows === 0) return await fail(work, "no_rows", now);
    const counts: ImportCounts = { ...checked, ...(await effects(work)) };
    const { id, lease, state } = work;
    const { count } = await db().rosterImport.updateMany({
      where: { id, lease, state },
      data: { ...nextState, state: "CHECKED", counts, rowsRead: checked.rows },
    });
    if (count === 0) throw new LeaseLost();
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    await fail(work, error.refusal, now);
  }
}

async function stage(
  work: Work,
  now: Date,
): Promise<Pick<ImportCounts, "rows" | "good" | "bad" | "repeated" | "passedOver" | "errors">> {
  const layout = layoutSchema.parse(work.layout);
  const mapping = mappingSchema.parse(work.mapping);
  const source = sourceOf(work);
  const total = totalWork(source, layout);
  const seen = new Map<string, { row: number; content: string; nameKey: string }>();
  const conflicting = new Set<number>();
  const count = { rows: 0, good: 0, bad: 0, repeated: 0, passedOver: 0, errors: 0 };
  const errorsOf = (row: number, documentMasked: string | null, problems: readonly RowProblem[]): RowError[] =>
    problems.map(({ field, code, number }) => ({
      position: (count.errors += 1),
      row,
      field,
      code,
      number: number ?? null,
      documentMasked,
    }));

  for await (const { rows, done } of readSheet(source, layout)) {
    const good: StagedRow[] = [];
    const errors: RowError[] = [];
    for (const { row, cells } of rows) {
      const read = isHeaderAgain(cells, layout.header, mapping)
        ? "below_list"
        : readRow(cells, mapping, layout.header.length);
      if (!read) continue;
      if (read === "below_list") {
        count.passedOver += 1;
        continue;
      }
      count.rows += 1;
      if (!read.ok) {
        count.bad += 1;
        errors.push(...errorsOf(row, read.documentNumber ? maskDocument(read.documentNumber) : null, read.problems));
        continue;
      }
      const staged = stagedRow(read.row, row, now);
      const content = digestOf(read.row);
      const earlier = seen.get(staged.documentIndex);
      if (!earlier) {
        seen.set(staged.documentIndex, { row, content, nameKey: staged.nameKey });
        good.push(staged);
      } else if (earlier.content === content) {
        count.repeated += 1;
      } else {
        // The two rows contradict each other and nothing tells which one is right, so neither is imported.
        const code = earlier.nameKey === staged.nameKey ? "duplicate_differs" : "duplicate_other_name";
        const both = [
          { row, other: earlier.row },
          ...(conflicting.has(earlier.row) ? [] : [{ row: earlier.row, other: row }]),
        ];
        for (const { row: at, other } of both)
          errors.push(...errorsOf(at, staged.documentMasked, [{ field: "documentNumber", code, number: other }]));
        conflicting.add(earlier.row);
        count.bad += both.length;
      }
    }
    await insertStaged(work, good);
    await insertErrors(work, errors);
    if (count.rows > MAX_ROWS) return count;
    await heartbeat(work, { done, total, rows: count.rows });
  }
  await db().rosterStagedRow.deleteMany({ where: { importId: work.id, row: { in: [...conflicting] } } });
  return { ...count, good: seen.size - conflicting.size };
}

/** A list that is printed page by page repeats its header. */
const isHeaderAgain = (cells: readonly Cell[], header: readonly string[], mapping: ColumnMapping): boolean =>
  requiredFields.every((field) => cellText(cells[mapping[field] ?? -1]) === header[mapping[field] ?? -1]);

function stagedRow({ documentKind, documentNumber, ...facts }: RosterRow, row: number, now: Date): StagedRow {
  const documentIndex = blindIndex("document", documentIdentity(documentKind, documentNumber));
  return {
    ...facts,
    id: uuidv7(now),
    row,
    documentEncrypted: encryptColumn("roster_staged_row.document_encrypted", documentIndex, documentNumber),
    documentIndex,
    documentMasked: maskDocument(documentNumber),
    nameKey: nameKey(facts.name),
  };
}

/** A short key that two equal rows share. The key of every row stays in memory while a file is read. */
const digestOf = (row: RosterRow): string => createHash("sha1").update(JSON.stringify(row)).digest("base64");

async function insertStaged(work: Work, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const inserted = await db().$executeRaw`
    WITH held AS (${held(work)})
    INSERT INTO roster_staged_row (id, import_id, row, document_encrypted, document_index, document_masked, name, name_key, student_number, school,
      teaching_point, level, category, eligible, remark)
    SELECT r.id, held.id, r."row", "documentEncrypted", "documentIndex", "documentMasked", name, "nameKey", "studentNumber", school,
      "teachingPoint", level, category, eligible, remark
    FROM held, json_to_recordset(${JSON.stringify(rows)}::json) AS r(id uuid, "row" int, "documentEncrypted" text, "documentIndex" text,
      "documentMasked" text, name text, "nameKey" text, "studentNumber" text, school text, "teachingPoint" text, level text,
      category candidate_category, eligible boolean, remark text)`;
  if (inserted === 0) throw new LeaseLost();
}

async function insertErrors(work: Work, errors: readonly RowError[]): Promise<void> {
  if (errors.length === 0) return;
  const inserted = await db().$executeRaw`
    WITH held AS (${held(work)})
    INSERT INTO roster_row_error (import_id, position, row, field, code, number, document_masked)
    SELECT held.id, position, "row", field, code, number, "documentMasked"
    FROM held, json_to_recordset(${JSON.stringify(errors)}::json) AS r(position int, "row" int, field text, code text, number int, "documentMasked" text)`;
  if (inserted === 0) throw new LeaseLost();
}

/**
 * Locks the import while rows are written: a cancel or a take-over waits, and no row is written after it.
 */
const held = (work: Work): Prisma.Sql =>
  Prisma.sql`SELECT id FROM roster_import WHERE ${leaseCondition(work)} FOR SHARE`;

async function effects({ id, examSessionId }: Work): Promise<Pick<ImportCounts, "add" | "replace">> {
  const [found] = readRows(
    {
      staged: z.number(),
      known: z.number(),
      changedByAdding: z.number(),
      changedByReplacing: z.number(),
      entries: z.number(),
    },
    await db().$queryRaw`
    SELECT count(*)::int AS staged, count(e.id)::int AS known,
      (count(*) FILTER (WHERE e.id IS NOT NULL AND ${differs("s", "ADD")}))::int AS "changedByAdding",
      (count(*) FILTER (WHERE e.id IS NOT NULL AND ${differs("s", "REPLACE")}))::int AS "changedByReplacing",
      (SELECT count(*) FROM roster_entry WHERE exam_session_id = ${examSessionId}::uuid)::int AS entries
    FROM roster_staged_row s
    LEFT JOIN roster_entry e ON e.exam_session_id = ${examSessionId}::uuid AND e.document_index = s.document_index
    WHERE s.import_id = ${id}::uuid`,
  );
  const { staged, known, changedByAdding, changedByReplacing, entries } = found ?? {
    staged: 0,
    known: 0,
    changedByAdding: 0,
    changedByReplacing: 0,
    entries: 0,
  };
  const added = staged - known;
  return {
    add: { added, changed: changedByAdding, same: known - changedByAdding },
    replace: { added, changed: changedByReplacing, same: known - changedByReplacing, vanishing: entries - known },
  };
}
