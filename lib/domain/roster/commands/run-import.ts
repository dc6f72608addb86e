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
  takeWork,
  type Work,
  worksTooOften,
} from "./work";

/**
 * Does what an import waits for, according to its state: opening the file, checking its rows, or taking them over.
 * Returns at once when there is nothing to do or somebody is at it. An error lets go of the import and is thrown, so
 * that the job is tried again; what breaks off three times is given up.
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
  const work = await takeWork({ importId, now, ...(signal ? { signal } : {}) });
  if (!work) return;
  if (worksTooOften(work)) return fail(work, "broke_off", now);
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

/** An import that nobody goes on with is given up: the file is personal data. */
const LEFT_LYING_MS = 24 * 60 * 60 * 1000;

/**
 * Brings back imports whose worker died, gives up those that nobody finishes, and removes what ended ones have left
 * behind.
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
    where: { state: { in: ["MAPPING", "CHECKED"] }, createdAt: { lt: new Date(now.getTime() - LEFT_LYING_MS) } },
    data: { ...nextState, state: "CANCELLED", failure: "left_lying", finishedAt: now },
  });
  const over = await db().rosterImport.findMany({
    where: { state: { in: ["IMPORTED", "CANCELLED", "FAILED"] }, storageKeys: { isEmpty: false } },
    select: { id: true },
  });
  for (const { id } of over) await deleteStagedData(id);
  return { resumed: resumed.length, givenUp };
}
