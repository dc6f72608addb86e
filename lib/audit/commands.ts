import type { Prisma, Tx } from "@/lib/db/client";

/** Who acts. SYSTEM is a job or a notification. */
export type Actor = { kind: "CANDIDATE" | "STAFF"; id: string } | { kind: "SYSTEM" };

export type AuditRecord = {
  actor: Actor;
  /** "<subject>.<verb>", e.g. "file.view". */
  action: string;
  subject: { kind: string; id?: string };
  /** Ids, codes and counts; never a personal value. */
  detail?: Prisma.InputJsonValue;
  now: Date;
};

/** Appends to the audit log inside the writer's transaction, so that neither exists without the other. */
export async function recordAudit(tx: Tx, { actor, action, subject, detail, now }: AuditRecord): Promise<void> {
  await tx.auditEntry.create({
    data: {
      at: now,
      actorKind: actor.kind,
      actorId: actor.kind === "SYSTEM" ? null : actor.id,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id ?? null,
      ...(detail === undefined ? {} : { detail }),
    },
  });
}
