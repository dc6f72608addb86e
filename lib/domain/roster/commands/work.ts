import { z } from "zod";
import { readRows } from "@/lib/adapter/db/read-rows";
import { randomUUID } from "node:crypto";
import { db, Prisma } from "@/lib/adapter/db/client";
import { RosterImportMode, RosterImportState } from "@/lib/adapter/db/enums";
import type { Failure } from "../failure";
import { deletePieces } from "./file-pieces";

/** A worker without a heartbeat for this long counts as dead, and another worker may take over. */
const LEASE_MS = 60_000;
const BEAT_MS = 500;
const MAX_ATTEMPTS = 3;

/** The import was cancelled, or another worker holds it now: this worker must stop. */
export class LeaseLost extends Error {}

/** One step of an import, held by one worker through a lease. */
const workColumns = {
  id: z.uuid(),
  examSessionId: z.uuid(),
  staffId: z.uuid(),
  state: z.enum(RosterImportState),
  size: z.number(),
  storageKeys: z.array(z.string()),
  layout: z.unknown(),
  table: z.unknown(),
  mapping: z.unknown(),
  mode: z.enum(RosterImportMode).nullable(),
  counts: z.unknown(),
  attempts: z.number(),
};
export type Work = z.output<z.ZodObject<typeof workColumns>> & {
  lease: string;
  signal: AbortSignal | undefined;
  lastBeat: number;
};

/**
 * A lease that ends later than this was written by a wrong clock and does not count. Clocks of two machines may differ
 * by some seconds.
 */
export const impossibleLease = (now: Date): Date => new Date(now.getTime() + LEASE_MS + 5000);

/** Claims an import that waits for work. null when another worker holds it. */
export async function claimWork({
  importId,
  now,
  signal,
}: {
  importId: string;
  now: Date;
  signal?: AbortSignal;
}): Promise<Work | null> {
  const lease = randomUUID();
  const [work] = readRows(
    workColumns,
    await db().$queryRaw`
    UPDATE roster_import SET lease = ${lease}::uuid, leased_until = ${new Date(now.getTime() + LEASE_MS)}::timestamptz, attempts = attempts + 1
    WHERE id = ${importId}::uuid AND state IN ('OPENING', 'CHECKING', 'IMPORTING')
      AND (leased_until IS NULL OR leased_until < ${now}::timestamptz OR leased_until > ${impossibleLease(now)}::timestamptz)
    RETURNING id, exam_session_id AS "examSessionId", staff_id AS "staffId", state, size, storage_keys AS "storageKeys", layout, "table", mapping, mode,
      counts, attempts`,
  );
  return work ? { ...work, lease, signal, lastBeat: 0 } : null;
}

export const hasTooManyAttempts = ({ attempts }: Work): boolean => attempts > MAX_ATTEMPTS;

/**
 * Writes the progress, at most twice a second, and prolongs the lease. Throws LeaseLost when this worker has lost it.
 */
export async function heartbeat(
  work: Work,
  { done, total, rows }: { done: number; total: number; rows: number },
): Promise<void> {
  work.signal?.throwIfAborted();
  // A last heartbeat in the future was made before this machine's clock was set back.
  if (Math.abs(Date.now() - work.lastBeat) < BEAT_MS) return;
  work.lastBeat = Date.now();
  const kept = await db().$executeRaw`
    UPDATE roster_import SET work_done = ${done}, work_total = ${total}, rows_read = ${rows}, leased_until = ${new Date(Date.now() + LEASE_MS)}::timestamptz
    WHERE ${leaseCondition(work)}`;
  if (kept === 0) throw new LeaseLost();
}

/** The condition that this worker still holds the import, in the state in which it claimed it. */
export const leaseCondition = ({ id, lease, state }: Pick<Work, "id" | "lease" | "state">): Prisma.Sql =>
  Prisma.sql`id = ${id}::uuid AND lease = ${lease}::uuid AND state = ${state}::roster_import_state`;

/** The columns that are reset when the next state begins. */
export const nextState = { lease: null, leasedUntil: null, attempts: 0, workDone: 0, workTotal: 0 } as const;

/** Releases the lease, so that the job can run again at once. */
export const releaseLease = (work: Work): Promise<number> =>
  db().$executeRaw`UPDATE roster_import SET lease = NULL, leased_until = NULL WHERE ${leaseCondition(work)}`;

/** Fails an import and deletes everything that was read from its file. */
export async function fail(work: Work, failure: Failure, now: Date): Promise<void> {
  const { id, lease, state } = work;
  const { count } = await db().rosterImport.updateMany({
    where: { id, lease, state },
    data: { ...nextState, state: "FAILED", failure, finishedAt: now },
  });
  if (count > 0) await deleteStagedData(id);
}

/** Deletes the file, the sample and the staged rows of an ended import. May be repeated. */
export async function deleteStagedData(importId: string): Promise<void> {
  const kept = await db().rosterImport.findUnique({ where: { id: importId }, select: { storageKeys: true } });
  await deletePieces(kept?.storageKeys ?? []);
  await db().rosterStagedRow.deleteMany({ where: { importId } });
  await db().rosterImport.update({ where: { id: importId }, data: { storageKeys: [], sampleEncrypted: null } });
}
