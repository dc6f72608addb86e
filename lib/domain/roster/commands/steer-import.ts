import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { db } from "@/lib/adapter/db/client";
import type { RosterImportMode } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import type { ColumnMapping } from "../fields";
import type { TableChoice } from "../find-table";
import { countsSchema, layoutSchema } from "../schema";
import { headerKey } from "./open-file";
import { deleteStagedData, nextState } from "./work";

/** MAPPING → OPENING: the list stands on another sheet, or its header in another row; the columns are proposed anew. */
export const chooseTable = ({ importId, table }: { importId: string; table: TableChoice }) =>
  transact(async (tx) => {
    const found = await tx.rosterImport.findUnique({ where: { id: importId }, select: { layout: true, state: true } });
    if (found?.state !== "MAPPING") return refuse("roster_import_moved_on");
    const layout = layoutSchema.parse(found.layout);
    const here = layout.format === "xlsx" ? layout.position : 0;
    const isThere = table.position === here || layout.sheets.some(({ position }) => position === table.position);
    if (!isThere) return refuse("roster_import_moved_on");
    // A row that was chosen is one of the sheet that was looked at.
    const choice: TableChoice = {
      position: table.position,
      headerRow: table.position === here ? table.headerRow : null,
    };
    const { count } = await tx.rosterImport.updateMany({
      where: { id: importId, state: "MAPPING" },
      data: { ...nextState, state: "OPENING", table: choice },
    });
    if (count === 0) return refuse("roster_import_moved_on");
    await enqueue(tx, "import-roster", { importId });
    return ok({ id: importId });
  });

/** MAPPING → CHECKING: these are the columns, now and the next time a file has this header row. */
export const confirmColumns = ({ importId, mapping }: { importId: string; mapping: ColumnMapping }) =>
  transact(async (tx) => {
    const found = await tx.rosterImport.findUnique({ where: { id: importId }, select: { layout: true, state: true } });
    if (found?.state !== "MAPPING") return refuse("roster_import_moved_on");
    const { header } = layoutSchema.parse(found.layout);
    if (Object.values(mapping).some((column) => column >= header.length)) return refuse("roster_import_moved_on");
    const { count } = await tx.rosterImport.updateMany({
      where: { id: importId, state: "MAPPING" },
      data: { ...nextState, state: "CHECKING", mapping, rowsRead: 0 },
    });
    if (count === 0) return refuse("roster_import_moved_on");
    const key = headerKey(header);
    await tx.rosterMapping.upsert({
      where: { headerKey: key },
      create: { headerKey: key, mapping },
      update: { mapping },
    });
    await enqueue(tx, "import-roster", { importId });
    return ok({ id: importId });
  });

/** CHECKED → MAPPING: the columns were wrong after all. */
export async function reopenColumns({ importId }: { importId: string }) {
  const { count } = await db().rosterImport.updateMany({
    where: { id: importId, state: "CHECKED" },
    data: { ...nextState, state: "MAPPING" },
  });
  return count > 0 ? ok({ id: importId }) : refuse("roster_import_moved_on");
}

type Confirmation = { importId: string; mode: RosterImportMode; ignoreErrors: boolean; staffId: string; now: Date };

/**
 * CHECKED → IMPORTING. Rows with errors are left out only when that was asked for. Who confirms need not be who
 * uploaded.
 */
export const confirmImport = ({ importId, mode, ignoreErrors, staffId, now }: Confirmation) =>
  transact(async (tx) => {
    const found = await tx.rosterImport.findUnique({ where: { id: importId }, select: { counts: true, state: true } });
    if (found?.state !== "CHECKED") return refuse("roster_import_moved_on");
    const { good, bad } = countsSchema.parse(found.counts);
    if (good === 0) return refuse("roster_no_good_rows");
    if (bad > 0 && !ignoreErrors) return refuse("roster_errors_not_ignored");
    const { count } = await tx.rosterImport.updateMany({
      where: { id: importId, state: "CHECKED" },
      data: { ...nextState, state: "IMPORTING", mode },
    });
    if (count === 0) return refuse("roster_import_moved_on");
    const subject = { kind: "roster_import", id: importId };
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "roster.confirm",
      subject,
      detail: { mode, ignoreErrors },
      now,
    });
    await enqueue(tx, "import-roster", { importId });
    return ok({ id: importId });
  });

/** Gives up an import that has not been taken over. The file and everything read from it go. */
export async function cancelImport({ importId, staffId, now }: { importId: string; staffId: string; now: Date }) {
  const cancelled = await transact(async (tx) => {
    // Waits for a take-over that has begun, and then finds the import done.
    const { count } = await tx.rosterImport.updateMany({
      where: { id: importId, state: { in: ["OPENING", "MAPPING", "CHECKING", "CHECKED", "IMPORTING"] } },
      data: { ...nextState, state: "CANCELLED", finishedAt: now },
    });
    if (count === 0) return refuse("roster_import_over");
    await tx.rosterRowError.deleteMany({ where: { importId } });
    const subject = { kind: "roster_import", id: importId };
    await recordAudit(tx, { actor: { kind: "STAFF", id: staffId }, action: "roster.cancel", subject, now });
    return ok(null);
  }, "session");
  if (cancelled.ok) await deleteStagedData(importId);
  return cancelled;
}
