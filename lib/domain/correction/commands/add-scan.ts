import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { ImageSource } from "@/lib/adapter/image/decode";
import { storeEvidence } from "@/lib/domain/evidence/commands/store-evidence";
import { takesScansOf } from "../rules";

export type ScanRefusal = "scans_closed" | "scans_full";

type Scanned = { correctionId: string; staffId: string; now: Date };

/** Whether a correction still takes a scan by this member of staff. Asked before a file comes, and behind its lock. */
export async function mayAddScan(
  { correctionId, staffId, now }: Scanned,
  tx: Pick<Tx, "correction"> = db(),
): Promise<Result<null, "scans_closed">> {
  const correction = await tx.correction.findUnique({
    where: { id: correctionId },
    select: { needsSecond: true, decidedAt: true, createdAt: true, staff: { select: { id: true } } },
  });
  return correction && takesScansOf(correction, staffId, now) ? ok(null) : refuse("scans_closed");
}

/** Adds the scan of what was seen to a correction by staff. Only the exam office may, so there is no scope. */
export async function addScan({ source, ...scanned }: Scanned & { source: ImageSource }) {
  const { correctionId, staffId, now } = scanned;
  const hold = async (tx: Tx) => {
    await tx.$queryRaw`SELECT id FROM correction WHERE id = ${correctionId}::uuid FOR UPDATE`;
    return mayAddScan(scanned, tx);
  };
  const actor = { kind: "STAFF", id: staffId } as const;
  const added = await storeEvidence({ subject: { correctionId }, source, hold, actor, now });
  // The sentences about these are for senders, who can take a file back, or turn to the office.
  if (!added.ok && (added.error === "too_much_evidence" || added.error === "evidence_used_up"))
    return refuse("scans_full");
  return added;
}
