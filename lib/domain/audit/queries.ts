import { readDay, shanghaiMidnight } from "@/lib/core/clock";
import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import type { AuditFilter } from "./filter";

export type ListedAudit = {
  /** Grows with time; the place in the list. */
  id: string;
  at: Date;
  actorKind: "CANDIDATE" | "STAFF" | "SYSTEM";
  actorId: string | null;
  action: string;
  subjectKind: string;
  subjectId: string | null;
  /** Ids, codes and counts, and the reasons that staff gave. */
  detail: unknown;
};

/**
 * The audit log, newest first, in pages: `next` is the id after which the next page begins, null on the last one. A
 * later page costs what the first one costs. Indexes serve who, what was done, and whom by kind and id; a day alone
 * reads the log backwards until it is found.
 */
export async function auditEntries({
  filter,
  after,
  limit,
}: {
  filter: AuditFilter;
  after?: bigint | undefined;
  limit: number;
}): Promise<{ entries: ListedAudit[]; next: string | null }> {
  const rows = await db().auditEntry.findMany({
    where: { ...whereOf(filter), ...(after !== undefined && { id: { lt: after } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const entries = rows.slice(0, limit).map((row) => ({ ...row, id: String(row.id) }));
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

function whereOf({ actor, action, kind, subject, day }: AuditFilter): Prisma.AuditEntryWhereInput {
  const from = day ? readDay(day) : null;
  return {
    ...(actor === "CANDIDATE" || actor === "STAFF" || actor === "SYSTEM" ? { actorKind: actor } : {}),
    ...(actor && actor.length === UUID_LENGTH ? { actorId: actor } : {}),
    ...(action && { action }),
    ...(kind && { subjectKind: kind }),
    ...(subject && { subjectId: subject }),
    ...(from && { at: { gte: from, lt: shanghaiMidnight(from, 1) } }),
  };
}

const UUID_LENGTH = 36;

/** The edits of an exam session, the oldest first; all of them, or those after a time. */
export const examSessionEdits = (examSessionId: string, after?: Date, tx: Pick<Tx, "auditEntry"> = db()) =>
  tx.auditEntry.findMany({
    where: {
      subjectKind: "exam_session",
      subjectId: examSessionId,
      action: "exam_session.update",
      ...(after ? { at: { gt: after } } : {}),
    },
    orderBy: { id: "asc" },
    select: { at: true, actorId: true, detail: true },
  });
