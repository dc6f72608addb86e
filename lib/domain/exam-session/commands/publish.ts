import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { confirmationOf, isConfirmed } from "../confirmation";
import { contradictions, windowsAlreadyOver, publishWarnings } from "../contradictions";
import { editableExamSession, surroundingsOf } from "../queries";
import { lockAll, lockForRemoval } from "./lock";

export type PublishRefusal =
  | "session_not_found"
  | "session_edited_meanwhile"
  | "session_is_published"
  | "session_contradictory"
  | "publishing_to_confirm"
  | "publishing_changed";

/**
 * Publishes an exam session to candidates. Contradictions prevent it. Warnings need a confirmation: `confirmed` is the
 * text that staff agreed to (confirmation.ts), and new warnings need another one. `seen`: the version that staff saw is
 * the one that is published.
 */
export const publishExamSession = ({
  id,
  seen,
  confirmed,
  staffId,
  now,
}: {
  id: string;
  seen: number;
  confirmed: string;
  staffId: string;
  now: Date;
}) =>
  transact<{ id: string }, PublishRefusal>(async (tx) => {
    await lockAll(tx);
    const examSession = await editableExamSession(id, tx);
    if (!examSession) return refuse("session_not_found");
    if (examSession.publishedAt) return refuse("session_is_published");
    if (examSession.updatedAt.getTime() !== seen) return refuse("session_edited_meanwhile");

    const around = await surroundingsOf(id, tx);
    const errors = [...contradictions(examSession, around), ...windowsAlreadyOver(examSession, now)];
    if (errors.length) return refuse("session_contradictory", { problems: errors });
    const warnings = publishWarnings(examSession, around, now);
    if (!isConfirmed(confirmed, warnings)) {
      const confirm = confirmationOf(warnings);
      return refuse(confirmed ? "publishing_changed" : "publishing_to_confirm", { problems: warnings, confirm });
    }

    await tx.examSession.update({ where: { id }, data: { publishedAt: now, updatedAt: laterThan(seen, now) } });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "exam_session.publish",
      subject: { kind: "exam_session", id },
      detail: { title: examSession.title, confirmed: warnings.map(({ code }) => code) },
      now,
    });
    return ok({ id });
  });

/**
 * Always later than the value that staff saw, so that of two saves within one millisecond the second is refused too.
 */
export const laterThan = (seen: number, now: Date): Date => new Date(Math.max(now.getTime(), seen + 1));

export type UnpublishRefusal =
  | "session_not_found"
  | "session_edited_meanwhile"
  | "session_not_published"
  | "session_has_registrations";

/** Makes a published exam session a draft again. Refused as soon as any candidate has begun a registration. */
export const unpublishExamSession = ({
  id,
  seen,
  reason,
  staffId,
  now,
}: {
  id: string;
  seen: number;
  reason: string;
  staffId: string;
  now: Date;
}) =>
  transact<{ id: string }, UnpublishRefusal>(async (tx) => {
    await lockForRemoval(tx, id);
    const examSession = await tx.examSession.findUnique({
      where: { id },
      select: { title: true, publishedAt: true, updatedAt: true, _count: { select: { registrations: true } } },
    });
    if (!examSession) return refuse("session_not_found");
    if (!examSession.publishedAt) return refuse("session_not_published");
    if (examSession._count.registrations) return refuse("session_has_registrations");
    if (examSession.updatedAt.getTime() !== seen) return refuse("session_edited_meanwhile");
    await tx.examSession.update({ where: { id }, data: { publishedAt: null, updatedAt: laterThan(seen, now) } });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "exam_session.unpublish",
      subject: { kind: "exam_session", id },
      detail: { title: examSession.title, publishedAt: examSession.publishedAt.toISOString(), reason },
      now,
    });
    return ok({ id });
  });
