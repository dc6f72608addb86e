import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { Prisma } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { countsSchema } from "../schema";
import { assignments, differs, entryColumns } from "./entry-columns";
import { deleteStagedData, leaseCondition, LeaseLost, type Work } from "./work";

const list = (prefix = "") => Prisma.raw(entryColumns.map((column) => `${prefix}${column}`).join(", "));

/**
 * IMPORTING → IMPORTED: all staged rows become the roster in one transaction. A cancel comes before it or is refused.
 */
export async function takeOver(work: Work, now: Date): Promise<void> {
  const { id, examSessionId, staffId, mode } = work;
  const counts = countsSchema.parse(work.counts);
  if (!mode) throw new Error("an import without a mode cannot be taken over");
  const replaced = mode === "REPLACE";
  const taken = await transact(async (tx) => {
    const held = await tx.$executeRaw`
      UPDATE roster_import SET state = 'IMPORTED', finished_at = ${now}::timestamptz, lease = NULL, leased_until = NULL WHERE ${leaseCondition(work)}`;
    if (held === 0) return refuse("lost");
    if (replaced) {
      await tx.$executeRaw`
        DELETE FROM roster_entry e WHERE e.exam_session_id = ${examSessionId}::uuid
          AND NOT EXISTS (SELECT FROM roster_staged_row s WHERE s.import_id = ${id}::uuid AND s.document_index = e.document_index)`;
    }
    await tx.$executeRaw`
      INSERT INTO roster_entry AS e (id, exam_session_id, document_index, ${list()})
      SELECT s.id, ${examSessionId}::uuid, s.document_index, ${list("s.")} FROM roster_staged_row s WHERE s.import_id = ${id}::uuid
      ON CONFLICT (exam_session_id, document_index) DO UPDATE SET ${assignments("excluded", mode)} WHERE ${differs("excluded", mode)}`;
    await enqueue(tx, "recheck-registrations", { examSessionId });
    const detail = { mode, rows: counts.good, ignored: counts.bad, ...(replaced ? counts.replace : counts.add) };
    const subject = { kind: "exam_session", id: examSessionId };
    await recordAudit(tx, { actor: { kind: "STAFF", id: staffId }, action: "roster.import", subject, detail, now });
    return ok(null);
  }, "session");
  if (!taken.ok) throw new LeaseLost();
  await deleteStagedData(id);
}
