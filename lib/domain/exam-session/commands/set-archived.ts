import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import { transact } from "@/lib/adapter/db/transact";
import { archiveObstacles, type OpenWork } from "../archive";
import { examTimeColumns } from "../exam-time";
import { lockForRemoval } from "./lock";
import { laterThan } from "./publish";

export type SetArchivedRefusal =
  | "session_not_found"
  | "session_edited_meanwhile"
  | "session_is_draft"
  | "archive_obstructed"
  | "results_not_confirmed";

/**
 * 归档, and 取消归档. Archiving is refused while the exam is not over, while money, appeals or corrections are under way
 * (`workOf` counts them in the same transaction), and without the officer's word that no result is to come. Nothing is
 * deleted, so undoing it only needs a reason.
 */
export const setArchived = ({
  id,
  seen,
  act,
  resultsDone,
  reason,
  workOf,
  staffId,
  now,
}: {
  id: string;
  seen: number;
  act: "archive" | "restore";
  resultsDone: boolean;
  reason: string;
  workOf: (examSessionId: string, tx: Tx) => Promise<OpenWork>;
  staffId: string;
  now: Date;
}) =>
  transact<{ id: string; act: "archive" | "restore" }, SetArchivedRefusal>(async (tx) => {
    await lockForRemoval(tx, id);
    const examSession = await tx.examSession.findUnique({
      where: { id },
      select: { title: true, publishedAt: true, archivedAt: true, updatedAt: true, ...examTimeColumns },
    });
    if (!examSession) return refuse("session_not_found");
    if (!examSession.publishedAt) return refuse("session_is_draft");
    if (examSession.updatedAt.getTime() !== seen || (examSession.archivedAt !== null) === (act === "archive"))
      return refuse("session_edited_meanwhile");
    if (act === "archive") {
      if (archiveObstacles(examSession, await workOf(id, tx), now).length > 0) return refuse("archive_obstructed");
      if (!resultsDone) return refuse("results_not_confirmed");
    }
    const archivedAt = act === "archive" ? now : null;
    await tx.examSession.update({ where: { id }, data: { archivedAt, updatedAt: laterThan(seen, now) } });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: act === "archive" ? "exam_session.archive" : "exam_session.restore",
      subject: { kind: "exam_session", id },
      detail: { title: examSession.title, before: examSession.archivedAt?.toISOString() ?? null, reason },
      now,
    });
    return ok({ id, act });
  });
