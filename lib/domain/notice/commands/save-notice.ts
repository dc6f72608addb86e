import { ok, refuse } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { recordAudit } from "@/lib/domain/audit/commands";
import { noticeGroupOf } from "../group";
import type { NoticeInput } from "../schema";

export type NoticeRefusal = "notice_over" | "notice_changed_meanwhile";

/** What of a notice stands in the audit, before and after. */
const auditSelect = {
  title: true,
  text: true,
  audience: true,
  examSessionId: true,
  groups: true,
  pinned: true,
  startsAt: true,
  endsAt: true,
  withdrawnAt: true,
} as const;

const asStored = (tx: Tx, id: string) => tx.notice.findUnique({ where: { id }, select: auditSelect });

const plain = (row: Awaited<ReturnType<typeof asStored>>) =>
  row && {
    ...row,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };

/** Whether the notice has this content already. */
async function holds(tx: Tx, { id, ...given }: { id: string } & Record<string, unknown>): Promise<boolean> {
  const stored = await asStored(tx, id);
  const told = (row: Record<string, unknown>) =>
    JSON.stringify(["title", "text", "audience", "groups", "pinned", "startsAt", "endsAt"].map((name) => row[name]));
  return stored !== null && told(stored) === told(given);
}

/**
 * Publishes a new notice (version 0) or changes one in the version that the form showed. `examSessionId` counts for
 * candidates alone. A form that is posted twice makes one notice and one change. Refused when the time of showing is
 * over already: nobody would read it.
 */
export const saveNotice = ({
  id,
  version,
  examSessionId,
  staffId,
  now,
  ...content
}: NoticeInput & { examSessionId: string | null; staffId: string; now: Date }) =>
  transact<{ id: string }, NoticeRefusal>(async (tx) => {
    if (content.endsAt <= now) return refuse("notice_over");
    const data = {
      ...content,
      examSessionId: content.audience === "CANDIDATES" ? examSessionId : null,
      updatedAt: now,
    };
    if (version === 0) {
      const { count } = await tx.notice.createMany({ data: [{ id, ...data, createdAt: now }], skipDuplicates: true });
      // The same post again; or a form that Back showed once more, whose text is another one by now.
      if (!count) return (await holds(tx, { id, ...data })) ? ok({ id }) : refuse("notice_changed_meanwhile");
    }
    const before = version === 0 ? null : await asStored(tx, id);
    if (version > 0) {
      const { count } = await tx.notice.updateMany({
        where: { id, version },
        data: { ...data, version: { increment: 1 } },
      });
      if (!count) return refuse("notice_changed_meanwhile");
    }
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: version === 0 ? "notice.publish" : "notice.edit",
      subject: { kind: "notice", id },
      detail: { ...(before && { before: plain(before) }), after: plain(await asStored(tx, id)) },
      now,
    });
    return ok({ id });
  });

/** What is told to those whom a change touches, in words that the officer has seen. */
export type Announcement = { title: string; text: string; statuses: readonly RegistrationStatus[]; endsAt: Date };

/**
 * Publishes a notice for the candidates of an exam session in these statuses, in the transaction of the change that it
 * announces: none is told of a change that was not saved, and no change is saved whose notice was lost.
 */
export async function announceChange(
  tx: Tx,
  { title, text, statuses, endsAt }: Announcement,
  { examSessionId, staffId, now }: { examSessionId: string; staffId: string; now: Date },
): Promise<void> {
  const groups = [...new Set(statuses.map((status) => noticeGroupOf(status)))];
  const { id } = await tx.notice.create({
    data: {
      audience: "CANDIDATES",
      examSessionId,
      groups,
      title,
      text,
      startsAt: now,
      endsAt,
      createdAt: now,
      updatedAt: now,
    },
  });
  await recordAudit(tx, {
    actor: { kind: "STAFF", id: staffId },
    action: "notice.publish",
    subject: { kind: "notice", id },
    detail: { after: plain(await asStored(tx, id)) },
    now,
  });
}

type OfVersion = { id: string; version: number; staffId: string; now: Date };

/** Takes a notice away from every page. It can be put back. */
export const withdrawNotice = (of: OfVersion) => setWithdrawn(of, of.now);

/** Puts a withdrawn notice back; its times hold as before. */
export const restoreNotice = (of: OfVersion) => setWithdrawn(of, null);

const setWithdrawn = ({ id, version, staffId, now }: OfVersion, withdrawnAt: Date | null) =>
  transact<{ id: string }, "notice_changed_meanwhile">(async (tx) => {
    const { count } = await tx.notice.updateMany({
      where: { id, version, withdrawnAt: withdrawnAt ? null : { not: null } },
      data: { withdrawnAt, updatedAt: now, version: { increment: 1 } },
    });
    if (!count) return refuse("notice_changed_meanwhile");
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: withdrawnAt ? "notice.withdraw" : "notice.restore",
      subject: { kind: "notice", id },
      now,
    });
    return ok({ id });
  });
