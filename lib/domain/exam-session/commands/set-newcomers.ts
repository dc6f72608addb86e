import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { lockForRemoval } from "./lock";
import { laterThan } from "./publish";

export type SetNewcomersRefusal =
  | "session_not_found"
  | "session_edited_meanwhile"
  | "session_is_draft"
  | "registration_already_over";

/**
 * Stops newcomers before the registration window ends, or lets them in again. Who has begun a registration goes on. A
 * registration that is being inserted at this moment waits, and then sees whether newcomers are stopped.
 */
export const setNewcomers = ({
  id,
  seen,
  act,
  reason,
  staffId,
  now,
}: {
  id: string;
  seen: number;
  act: "close" | "open";
  reason: string;
  staffId: string;
  now: Date;
}) =>
  transact<{ id: string; act: "close" | "open" }, SetNewcomersRefusal>(async (tx) => {
    await lockForRemoval(tx, id);
    const examSession = await tx.examSession.findUnique({
      where: { id },
      select: {
        title: true,
        publishedAt: true,
        registrationClosesAt: true,
        newcomersClosedAt: true,
        updatedAt: true,
        _count: { select: { registrations: true } },
      },
    });
    if (!examSession) return refuse("session_not_found");
    if (!examSession.publishedAt) return refuse("session_is_draft");
    if (examSession.updatedAt.getTime() !== seen) return refuse("session_edited_meanwhile");
    if (examSession.registrationClosesAt <= now) return refuse("registration_already_over");
    const newcomersClosedAt = act === "close" ? now : null;
    await tx.examSession.update({ where: { id }, data: { newcomersClosedAt, updatedAt: laterThan(seen, now) } });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: act === "close" ? "exam_session.close_newcomers" : "exam_session.open_newcomers",
      subject: { kind: "exam_session", id },
      detail: { title: examSession.title, registrations: examSession._count.registrations, reason },
      now,
    });
    return ok({ id, act });
  });
