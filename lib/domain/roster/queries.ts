import { maskPersonal } from "@/lib/core/mask-personal";
import { db, type Tx } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import type { RosterFacts } from "./compare";
import type { RosterField } from "./fields";
import { storedFailure } from "./failure";
import type { RowProblemCode } from "./read-row";
import { countsSchema, layoutSchema, mappingSchema, sampleSchema } from "./schema";

const factsSelect = {
  documentMasked: true,
  name: true,
  studentNumber: true,
  school: true,
  teachingPoint: true,
  level: true,
  category: true,
  eligible: true,
  remark: true,
} as const;

/** Whether a session has a roster at all. */
export const hasRoster = async (examSessionId: string, tx: Pick<Tx, "rosterEntry"> = db()): Promise<boolean> =>
  (await tx.rosterEntry.findFirst({ where: { examSessionId }, select: { id: true } })) !== null;

/**
 * The roster's entries of these documents, by documentIndex (blindIndex "document" of documentIdentity), in one query.
 */
export async function rosterByDocument(
  examSessionId: string,
  documentIndexes: readonly string[],
  tx: Pick<Tx, "rosterEntry"> = db(),
): Promise<Map<string, RosterFacts>> {
  const entries = await tx.rosterEntry.findMany({
    where: { examSessionId, documentIndex: { in: [...documentIndexes] } },
    select: { documentIndex: true, ...factsSelect },
  });
  return new Map(entries.map(({ documentIndex, ...facts }) => [documentIndex, facts]));
}

/**
 * The entry of the same name (nameKey) and student number, for a document the roster does not know: one of the two
 * numbers is mistyped.
 */
export const rosterByStudent = (
  examSessionId: string,
  { nameKey, studentNumber }: { nameKey: string; studentNumber: string },
): Promise<RosterFacts | null> =>
  db().rosterEntry.findFirst({
    where: { examSessionId, nameKey, studentNumber },
    orderBy: { id: "asc" },
    select: factsSelect,
  });

/** How many people the roster of a session names. */
export const rosterSize = (examSessionId: string): Promise<number> =>
  db().rosterEntry.count({ where: { examSessionId } });

const listSelect = {
  id: true,
  fileNameEncrypted: true,
  state: true,
  mode: true,
  counts: true,
  failure: true,
  createdAt: true,
  finishedAt: true,
  staff: { select: { name: true } },
} as const;

/** The last imports of a session, the newest first. */
export async function rosterImports(examSessionId: string, limit: number) {
  const rows = await db().rosterImport.findMany({
    where: { examSessionId },
    orderBy: { createdAt: "desc" },
    take: limit,
    select: listSelect,
  });
  return rows.map(opened);
}

export type RosterImportRow = Awaited<ReturnType<typeof rosterImports>>[number];

const opened = <Row extends { id: string; fileNameEncrypted: string | null; counts: unknown; failure: string | null }>({
  fileNameEncrypted,
  ...row
}: Row) => ({
  ...row,
  // null until `encryptPlainValues` has been at a row of before 2026-11-28.
  fileName:
    fileNameEncrypted === null
      ? ""
      : maskPersonal(decryptColumn("roster_import.file_name_encrypted", row.id, fileNameEncrypted)),
  counts: row.counts === null ? null : countsSchema.parse(row.counts),
  // Only codes of this type are ever written.
  failure: row.failure === null ? null : storedFailure(row.failure),
});

/** One import as its page shows it; null when there is none. */
export async function importView(importId: string) {
  const row = await db().rosterImport.findUnique({
    where: { id: importId },
    select: {
      ...listSelect,
      size: true,
      layout: true,
      mapping: true,
      sampleEncrypted: true,
      workDone: true,
      workTotal: true,
      rowsRead: true,
    },
  });
  if (!row) return null;
  const { layout, mapping, sampleEncrypted, ...rest } = opened(row);
  return {
    ...rest,
    layout: layout === null ? null : layoutSchema.parse(layout),
    mapping: mappingSchema.parse(mapping ?? {}),
    sample: sampleEncrypted
      ? sampleSchema.parse(JSON.parse(decryptColumn("roster_import.sample_encrypted", row.id, sampleEncrypted)))
      : { rows: [], top: [] },
  };
}

export type RosterImportView = NonNullable<Awaited<ReturnType<typeof importView>>>;

export type RowErrorView = {
  row: number;
  field: RosterField | null;
  code: RowProblemCode;
  number: number | null;
  documentMasked: string | null;
};

/** What is wrong with a file, in the order of its rows. Without a limit: all of it. */
export async function rowErrors(importId: string, limit?: number): Promise<RowErrorView[]> {
  const rows = await db().rosterRowError.findMany({
    where: { importId },
    orderBy: [{ row: "asc" }, { position: "asc" }],
    select: { row: true, field: true, code: true, number: true, documentMasked: true },
    ...(limit === undefined ? {} : { take: limit }),
  });
  // Only words of these types are ever written.
  return rows as RowErrorView[];
}
