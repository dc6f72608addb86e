"use server";

import { renamePlacesOfReviewers } from "@/lib/domain/account/commands/rename-places";
import { graveStaffAction, staffAction } from "@/lib/auth/actions";
import { type ConfirmationRefusal, confirms } from "@/lib/core/confirmation";
import { refuse, type Result } from "@/lib/core/result";
import { type CreateExamSessionRefusal, createExamSession } from "@/lib/domain/exam-session/commands/create";
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
  unpublishSchema,
} from "@/lib/domain/exam-session/schema";
import { shortName } from "@/lib/domain/exam-session/short-name";
import { renameLevelsOfRegistrations } from "@/lib/domain/registration/commands/rename-levels";
import { renameInRoster } from "@/lib/domain/roster/commands/rename-entries";
import { renewCards } from "@/lib/domain/seating/commands/renew-cards";
import { copyRooms } from "@/lib/domain/seating/commands/copy-rooms";

type Saved<E extends string> = Promise<Result<{ id: string }, E | "session_previewed">>;

export const createSessionAction = staffAction(
  ["EXAM_OFFICER"],
  newExamSessionSchema,
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

export const updateSessionAction = staffAction(
  ["EXAM_OFFICER"],
  editExamSessionSchema,
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
