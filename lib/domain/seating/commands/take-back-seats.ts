import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { unfreezeSeats } from "@/lib/domain/exam-session/commands/seating-state";
import { lockForSeating } from "@/lib/domain/exam-session/commands/lock";

export type TakeBackRefusal =
  | "session_not_found"
  | "seats_not_frozen"
  | "seats_already_published"
  | "seats_changed_meanwhile";

/**
 * 撤回编排: frees all seats and opens the arrangement again, as long as cards are not published. No page shows a 准考证号
 * before publishing, so the next drawing may use the numbers again. `seen`: the number of seats that staff confirmed.
 * The reason and the seeds stay in the audit log.
 */
export const takeBackSeats = ({
  examSessionId,
  staffId,
  seen,
  reason,
  now,
}: {
  examSessionId: string;
  staffId: string;
  seen: number;
  reason: string;
  now: Date;
}) =>
  transact<{ seats: number }, TakeBackRefusal>(async (tx) => {
    const session = await lockForSeating(tx, examSessionId);
    if (!session) return refuse("session_not_found");
    if (session.cardsPublishedAt) return refuse("seats_already_published");
    if (!session.seatsFrozenAt) return refuse("seats_not_frozen");
    const { count: seats } = await tx.seat.deleteMany({ where: { examSessionId } });
    if (seats !== seen) return refuse("seats_changed_meanwhile");
    await tx.room.updateMany({ where: { examSessionId }, data: { numberedSeats: 0, apart: false } });
    await unfreezeSeats(tx, examSessionId);
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "seating.take_back",
      subject: { kind: "exam_session", id: examSessionId },
      detail: { seats, frozenAt: session.seatsFrozenAt.toISOString(), reason },
      now,
    });
    return ok({ seats });
  }, "session");
