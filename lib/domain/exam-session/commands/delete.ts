import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { lockForRemoval } from "./lock";

export type DeleteExamSessionRefusal =
  | "session_not_found"
  | "session_edited_meanwhile"
  | "session_is_published"
  | "session_has_registrations";

/**
 * Deletes a draft with its lists, rooms and roster. Refused when the exam session is published or has a registration.
 */
export const deleteExamSession = ({
  id,
  seen,
  staffId,
  now,
}: {
  id: string;
  seen: number;
  staffId: string;
  now: Date;
}) =>
  transact<null, DeleteExamSessionRefusal>(async (tx) => {
    await lockForRemoval(tx, id);
    const session = await tx.examSession.findUnique({
      where: { id },
      select: {
        title: true,
        publishedAt: true,
        updatedAt: true,
        _count: { select: { registrations: true, rooms: true, rosterEntries: true } },
      },
    });
    if (!session) return refuse("session_not_found");
    if (session.publishedAt) return refuse("session_is_published");
    if (session._count.registrations) return refuse("session_has_registrations");
    if (session.updatedAt.getTime() !== seen) return refuse("session_edited_meanwhile");
    await tx.examSession.delete({ where: { id } });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "exam_session.delete",
      subject: { kind: "exam_session", id },
      detail: { title: session.title, rooms: session._count.rooms, rosterEntries: session._count.rosterEntries },
      now,
    });
    return ok(null);
  });
