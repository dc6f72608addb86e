import { db } from "@/lib/adapter/db/client";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { checkRows } from "./check-rows";
import { openFile } from "./open-file";
import { takeOver } from "./take-over";
import {
  deleteStagedData,
  fail,
  impossibleLease,
  LeaseLost,
  releaseLease,
  nextState,
  claimWork,
  type Work,
  hasTooManyAttempts,
} from "./work";

/**
 * Does the next step of an import by its state: open the file, check its rows, or take them over. Returns at once when
 * there is nothing to do or another worker holds the import. On an error the lease is released and the error thrown, so
 * that the queue runs the job again. After three crashes the import fails.
 */
export async function runImport({
  importId,
  now,
  signal,
}: {
  importId: string;
  now: Date;
  signal?: AbortSignal;
}): Promise<void> {
  const work = await claimWork({ importId, now, ...(signal ? { signal } : {}) });
  if (!work) return;
  if (hasTooManyAttempts(work)) return fail(work, "crashed", now);
  try {
    await workOn(work, now);
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await releaseLease(work);
    throw error;
  }
}

async function workOn(work: Work, now: Date): Promise<void> {
  if (work.state === "OPENING") return openFile(work, now);
  if (work.state === "CHECKING") return checkRows(work, now);
  return takeOver(work, now);
}

/** An import that staff leave unfinished is cancelled after this time, because the file holds personal data. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Restarts imports whose worker died, cancels abandoned ones, and deletes the staged data of ended ones.
 */
export async function resumeImports(now: Date): Promise<{ resumed: number; givenUp: number }> {
  const resumed = await db().rosterImport.findMany({
    where: {
      state: { in: ["OPENING", "CHECKING", "IMPORTING"] },
      OR: [{ leasedUntil: { lt: now } }, { leasedUntil: { gt: impossibleLease(now) } }],
    },
    select: { id: true },
  });
  for (const { id } of resumed)
    await enqueue(db(), "import-roster", { importId: id }, { jobKey: `import-roster ${id}` });

  const { count: givenUp } = await db().rosterImport.updateMany({
    where: { state: { in: ["MAPPING", "CHECKED"] }, createdAt: { lt: new Date(now.getTime() - ABANDONED_AFTER_MS) } },
    data: { ...nextState, state: "CANCELLED", failure: "abandoned", finishedAt: now },
  });
  const over = await db().rosterImport.findMany({
    where: { state: { in: ["IMPORTED", "CANCELLED", "FAILED"] }, storageKeys: { isEmpty: false } },
    select: { id: true },
  });
  for (const { id } of over) await deleteStagedData(id);
  return { resumed: resumed.length, givenUp };
}
