import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { deleteStagedData, nextState } from "./work";

/** Cancels an import before its rows became the roster. The file and everything read from it are deleted. */
export async function cancelImport({ importId, staffId, now }: { importId: string; staffId: string; now: Date }) {
  const cancelled = await transact(async (tx) => {
    // If the worker has begun to take the rows over, this statement waits for it and then finds the import done.
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
