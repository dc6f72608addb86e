import { recordAudit } from "@/lib/domain/audit/commands";
import { confirms } from "@/lib/core/confirmation";
import { ok, refuse } from "@/lib/core/result";
import type { RosterImportMode } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { countsSchema } from "../schema";
import { nextState } from "./work";

type Confirmation = {
  importId: string;
  mode: RosterImportMode;
  ignoreErrors: boolean;
  confirmation: string;
  staffId: string;
  now: Date;
};

/**
 * CHECKED → IMPORTING. Rows with errors are left out only when staff ticked it. A colleague of the uploader may
 * confirm. A replacement that deletes people needs their number, typed.
 */
export const confirmImport = ({ importId, mode, ignoreErrors, confirmation, staffId, now }: Confirmation) =>
  transact(async (tx) => {
    const found = await tx.rosterImport.findUnique({ where: { id: importId }, select: { counts: true, state: true } });
    if (found?.state !== "CHECKED") return refuse("roster_import_moved_on");
    const { good, bad, replace } = countsSchema.parse(found.counts);
    if (good === 0) return refuse("roster_no_good_rows");
    if (bad > 0 && !ignoreErrors) return refuse("roster_errors_not_ignored");
    const deletes = mode === "REPLACE" && replace.vanishing > 0;
    if (deletes && !confirms(confirmation, String(replace.vanishing))) return refuse("confirmation_mismatch");
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
