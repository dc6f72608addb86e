import { recordAudit } from "@/lib/domain/audit/commands";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Tx } from "@/lib/adapter/db/client";
import type { StaffRole } from "@/lib/adapter/db/enums";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { levelColumns } from "../lists";
import type { SessionPlan } from "../schema";

export type CreateExamSessionRefusal = "refund_limit_administrator_only";

/** Copies the data that other domains keep about an exam session. */
type Copier = (tx: Tx, copy: { from: string; to: string }) => Promise<number>;

/** In fen: the default limit of a new exam session. Only an administrator may choose another amount. */
export const USUAL_REFUND_LIMIT_FEN = 20_000;

/**
 * Creates an unpublished exam session. `id` comes from the form, so a form that is posted twice creates one exam
 * session. `copyRooms` copies the rooms of `copyOf`; it is omitted when staff do not want them.
 */
export async function createExamSession(input: {
  id: string;
  plan: SessionPlan;
  copyOf?: string | undefined;
  copyRooms?: Copier | undefined;
  staffId: string;
  roles: readonly StaffRole[];
  now: Date;
}): Promise<Result<{ id: string }, CreateExamSessionRefusal>> {
  try {
    return await createOnce(input);
  } catch (error) {
    if (violatedIndex(error)?.includes("pkey")) return ok({ id: input.id });
    throw error;
  }
}

const createOnce = ({ id, plan, copyOf, copyRooms, staffId, roles, now }: Parameters<typeof createExamSession>[0]) =>
  transact<{ id: string }, CreateExamSessionRefusal>(async (tx) => {
    const source = copyOf
      ? await tx.examSession.findUnique({
          where: { id: copyOf },
          select: { id: true, refundLimitFen: true, emblemHash: true, bannerHash: true },
        })
      : null;
    const usualLimit = source?.refundLimitFen ?? USUAL_REFUND_LIMIT_FEN;
    if (plan.columns.refundLimitFen !== usualLimit && !roles.includes("ADMINISTRATOR"))
      return refuse("refund_limit_administrator_only");

    const { schools, languages, levels } = plan.lists;
    const placed = <T>(entries: readonly T[]) => entries.map((entry, index) => ({ ...entry, position: index + 1 }));
    await tx.examSession.create({
      data: {
        id,
        ...plan.columns,
        emblemHash: source?.emblemHash ?? null,
        bannerHash: source?.bannerHash ?? null,
        ...levelColumns(levels),
        schools: {
          create: placed(schools).map(({ name, closed, position, teachingPoints }) => ({
            name,
            closed,
            position,
            teachingPoints: {
              create: placed(teachingPoints).map((point) => ({
                name: point.name,
                closed: point.closed,
                position: point.position,
              })),
            },
          })),
        },
        languages: {
          create: placed(languages).map(({ name, code, feeFen, closed, examStartsAt, examEndsAt, position }) => ({
            name,
            code,
            feeFen,
            closed,
            examStartsAt,
            examEndsAt,
            position,
          })),
        },
        createdAt: now,
        updatedAt: now,
      },
    });
    const rooms = source && copyRooms ? await copyRooms(tx, { from: source.id, to: id }) : 0;
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "exam_session.create",
      subject: { kind: "exam_session", id },
      detail: { title: plan.columns.title, copyOf: source?.id ?? null, rooms },
      now,
    });
    return ok({ id });
  });
