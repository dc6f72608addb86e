"use server";

import { renamePlacesOfReviewers } from "@/lib/domain/account/commands/rename-places";
import { graveStaffAction, staffAction, staffActionGraveIf } from "@/lib/auth/actions";
import { type ConfirmationRefusal, confirms } from "@/lib/core/confirmation";
import { refuse, type Result } from "@/lib/core/result";
import {
  type CreateExamSessionRefusal,
  createExamSession,
  USUAL_REFUND_LIMIT_FEN,
} from "@/lib/domain/exam-session/commands/create";
import { deleteExamSession } from "@/lib/domain/exam-session/commands/delete";
import { publishExamSession, unpublishExamSession } from "@/lib/domain/exam-session/commands/publish";
import { setNewcomers } from "@/lib/domain/exam-session/commands/set-newcomers";
import { setArchived } from "@/lib/domain/exam-session/commands/set-archived";
import { type UpdateExamSessionRefusal, updateExamSession } from "@/lib/domain/exam-session/commands/update";
import { editableExamSession } from "@/lib/domain/exam-session/queries";
import { announceChange } from "@/lib/domain/notice/commands/save-notice";
import { openWorkOf } from "@/lib/domain/progress/queries/open-work";
import {
  archiveSchema,
  deleteExamSessionSchema,
  editExamSessionSchema,
  newcomersSchema,
  newExamSessionSchema,
  publishSchema,
  type SessionPlan,
  unpublishSchema,
} from "@/lib/domain/exam-session/schema";
import { isAdministrator, type Roles } from "@/lib/domain/account/roles";
import { shortName } from "@/lib/domain/exam-session/short-name";
import { renameLevelsOfRegistrations } from "@/lib/domain/registration/commands/rename-levels";
import { renameInRoster } from "@/lib/domain/roster/commands/rename-entries";
import { renewCards } from "@/lib/domain/seating/commands/renew-cards";
import { copyRooms } from "@/lib/domain/seating/commands/copy-rooms";

type Saved<E extends string> = Promise<Result<{ id: string }, E | "session_previewed">>;

/**
 * Whether what is saved raises the sum that one person refunds and waives alone, beyond that of the exam session `id`
 * (null: of a new one). It asks for a code, as a refund above that sum does. Others than administrators are refused by
 * the command, so a code is no use to them. A colleague who moves the limit in between makes the version outdated, so
 * the command refuses.
 */
async function raisesLimit(
  { roles }: { roles: Roles },
  { plan, preview }: { plan: SessionPlan; preview?: string | undefined },
  id: string | null,
): Promise<boolean> {
  if (preview || !isAdministrator(roles)) return false;
  const before = id ? await editableExamSession(id) : null;
  return plan.columns.refundLimitFen > (before?.refundLimitFen ?? USUAL_REFUND_LIMIT_FEN);
}

export const createSessionAction = staffActionGraveIf(
  ["EXAM_OFFICER"],
  newExamSessionSchema,
  (staff, input) => raisesLimit(staff, input, input.copyOf || null),
  async (staff, { id, plan, copyOf, copyRooms: withRooms, preview }, now): Saved<CreateExamSessionRefusal> =>
    preview
      ? refuse("session_previewed")
      : createExamSession({
          id,
          plan,
          copyOf: copyOf || undefined,
          copyRooms: withRooms ? copyRooms : undefined,
          staffId: staff.id,
          roles: staff.roles,
          now,
        }),
  ({ id }) => ({ path: `/admin/sessions/${id}`, notice: "session_created" }),
);

export const updateSessionAction = staffActionGraveIf(
  ["EXAM_OFFICER"],
  editExamSessionSchema,
  (staff, input) => raisesLimit(staff, input, input.id),
  async (staff, { preview, ...edit }, now): Saved<UpdateExamSessionRefusal> =>
    preview
      ? refuse("session_previewed")
      : updateExamSession({
          staffId: staff.id,
          roles: staff.roles,
          edit,
          followers: [renamePlacesOfReviewers, renameLevelsOfRegistrations, renameInRoster],
          renewCards,
          announceChange,
          now,
        }),
  ({ id }) => ({ path: `/admin/sessions/${id}`, notice: "session_saved" }),
);

export const publishSessionAction = staffAction(
  ["EXAM_OFFICER"],
  publishSchema,
  (staff, input, now) => publishExamSession({ ...input, staffId: staff.id, now }),
  ({ id }) => ({ path: `/admin/sessions/${id}/publish`, notice: "session_published" }),
);

/** Does the work when the exam session's short name was typed. The command says what an unknown id means. */
async function ifNamed<T, E extends string>(
  { id, confirmation }: { id: string; confirmation: string },
  work: () => Promise<Result<T, E>>,
): Promise<Result<T, E | ConfirmationRefusal>> {
  const examSession = await editableExamSession(id);
  return examSession && !confirms(confirmation, shortName(examSession)) ? refuse("confirmation_mismatch") : work();
}

export const setNewcomersAction = staffAction(
  ["EXAM_OFFICER"],
  newcomersSchema,
  (staff, input, now) => setNewcomers({ ...input, staffId: staff.id, now }),
  ({ id, act }) => ({
    path: `/admin/sessions/${id}/publish`,
    notice: act === "close" ? "newcomers_closed" : "newcomers_open",
  }),
);

export const setArchivedAction = staffAction(
  ["EXAM_OFFICER"],
  archiveSchema,
  (staff, { confirmation, ...input }, now) => {
    const work = () => setArchived({ ...input, workOf: openWorkOf, staffId: staff.id, now });
    return input.act === "archive" ? ifNamed({ id: input.id, confirmation }, work) : work();
  },
  ({ id, act }) => ({
    path: `/admin/sessions/${id}/publish`,
    notice: act === "archive" ? "session_archived" : "session_restored",
  }),
);

export const unpublishSessionAction = staffAction(
  ["EXAM_OFFICER"],
  unpublishSchema,
  (staff, { confirmation, ...input }, now) =>
    ifNamed({ id: input.id, confirmation }, () => unpublishExamSession({ ...input, staffId: staff.id, now })),
  ({ id }) => ({ path: `/admin/sessions/${id}/publish`, notice: "session_unpublished" }),
);

export const deleteSessionAction = graveStaffAction(
  ["EXAM_OFFICER"],
  deleteExamSessionSchema,
  (staff, { confirmation, ...input }, now) =>
    ifNamed({ id: input.id, confirmation }, () => deleteExamSession({ ...input, staffId: staff.id, now })),
  { path: "/admin/sessions", notice: "session_deleted" },
);
