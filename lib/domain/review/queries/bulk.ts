import { db } from "@/lib/adapter/db/client";
import type { BulkAction } from "@/lib/adapter/db/enums";
import { mayAs, type Roles } from "@/lib/domain/account/roles";
import { isClaimed } from "@/lib/domain/registration/claim-time";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import { exclusionReason, type ExclusionReason, MAX_BULK_REGISTRATIONS } from "../bulk-eligibility";
import { type Scope, scopeWhere } from "../scope";
import { type QueueQuestion, reviewQueue } from "./queue";
import { reviewReaders } from "../stages";
import { scopeOf } from "./scope";

export type BulkCandidate = {
  id: string;
  version: number;
  name: string | null;
  documentMasked: string | null;
  school: string | null;
  /** null: the run includes him. */
  leftOut: ExclusionReason | null;
};

/**
 * Which registrations a run over a queue, or over a manual selection, would include, and which it would exclude and
 * why. The longest waiting come first, at most MAX_IN_BULK.
 */
export async function bulkCandidates({
  action,
  picked,
  stage,
  ...question
}: QueueQuestion & { action: BulkAction; picked: readonly string[] | null; stage: ShownStatus }): Promise<{
  rows: BulkCandidate[];
  more: boolean;
}> {
  const found = picked ? await pickedRows(picked, question) : await queueRows(question);
  const rows = found.rows.map(({ claimedById, claimedUntil, ...row }) => {
    const claimed = claimedById !== null && claimedById !== question.staffId && isClaimed(claimedUntil, question.now);
    const { id, version, name, documentMasked, school } = row;
    return { id, version, name, documentMasked, school, leftOut: exclusionReason(action, { ...row, stage, claimed }) };
  });
  return { rows, more: found.more };
}

async function queueRows(question: QueueQuestion) {
  const { rows, next } = await reviewQueue({ ...question, after: null, limit: MAX_BULK_REGISTRATIONS });
  const { status } = question.filter;
  return {
    rows: rows.map((row) => ({ ...row, status: status === "LAPSED" ? "APPROVED" : status })),
    more: next !== null,
  };
}

async function pickedRows(
  picked: readonly string[],
  { examSessionId, scope }: { examSessionId: string; scope: Scope },
) {
  const rows = await db().registration.findMany({
    where: { id: { in: [...picked] }, examSessionId, status: { not: "DRAFT" }, AND: [scopeWhere(scope)] },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: MAX_BULK_REGISTRATIONS,
    select: {
      id: true,
      version: true,
      status: true,
      name: true,
      documentMasked: true,
      claimedById: true,
      claimedUntil: true,
      checkedAt: true,
      findings: true,
      rosterState: true,
      school: { select: { name: true } },
    },
  });
  return {
    rows: rows.map(({ school, ...row }) => ({ ...row, school: school?.name ?? null })),
    more: picked.length > MAX_BULK_REGISTRATIONS,
  };
}

/** The condition for the runs a person may see: his own, or all for staff who oversee the review. */
const visible = ({ id, roles }: { id: string; roles: Roles }) =>
  mayAs(roles, ["EXAM_OFFICER", "AUDITOR"]) ? {} : { staffId: id };

/** The runs of an exam session, newest first, with the progress of each. */
export async function bulkRuns(examSessionId: string, staff: { id: string; roles: Roles }) {
  const runs = await db().bulkRun.findMany({
    where: { examSessionId, ...visible(staff) },
    orderBy: { createdAt: "desc" },
    take: 20,
    select: {
      id: true,
      action: true,
      createdAt: true,
      finishedAt: true,
      stoppedAt: true,
      staff: { select: { name: true } },
    },
  });
  const counts = await db().bulkItem.groupBy({
    by: ["bulkRunId", "outcome"],
    where: { bulkRunId: { in: runs.map(({ id }) => id) } },
    _count: true,
  });
  return runs.map((run) => ({ ...run, ...progress(counts.filter(({ bulkRunId }) => bulkRunId === run.id)) }));
}

function progress(counts: readonly { outcome: string | null; _count: number }[]) {
  const sum = (chosen: (outcome: string | null) => boolean) =>
    counts.filter(({ outcome }) => chosen(outcome)).reduce((total, { _count }) => total + _count, 0);
  const total = sum(() => true);
  return { total, handled: total - sum((outcome) => outcome === null), done: sum((outcome) => outcome === "done") };
}

/** One run with the outcome of every line in the viewer's scope; null when the viewer may see no such run. */
export async function bulkReport(id: string, staff: { id: string; roles: Roles }) {
  const scope = await scopeOf(staff, reviewReaders);
  const run = await db().bulkRun.findFirst({
    where: { id, ...visible(staff) },
    select: {
      id: true,
      action: true,
      item: true,
      reason: true,
      createdAt: true,
      finishedAt: true,
      stoppedAt: true,
      staff: { select: { id: true, name: true } },
      items: {
        where: { registration: scopeWhere(scope) },
        orderBy: { position: "asc" },
        select: {
          position: true,
          outcome: true,
          registration: { select: { id: true, name: true, documentMasked: true, school: { select: { name: true } } } },
        },
      },
    },
  });
  if (!run) return null;
  const handled = run.items.filter(({ outcome }) => outcome !== null).length;
  const done = run.items.filter(({ outcome }) => outcome === "done").length;
  return { ...run, total: run.items.length, handled, done };
}

export type BulkReport = NonNullable<Awaited<ReturnType<typeof bulkReport>>>;
