"use server";

import { renamePlacesOfReviewers } from "@/lib/domain/account/commands/rename-places";
import { staffAction } from "@/lib/auth/actions";
import { createExamSession } from "@/lib/domain/exam-session/commands/create";
import { deleteExamSession } from "@/lib/domain/exam-session/commands/delete";
import { publishExamSession, unpublishExamSession } from "@/lib/domain/exam-session/commands/publish";
import { updateExamSession } from "@/lib/domain/exam-session/commands/update";
import {
  deleteExamSessionSchema,
  editExamSessionSchema,
  newExamSessionSchema,
  publishSchema,
  unpublishSchema,
} from "@/lib/domain/exam-session/schema";
import { renameLevelsOfRegistrations } from "@/lib/domain/registration/commands/rename-levels";
import { renameInRoster } from "@/lib/domain/roster/commands/rename-entries";
import { copyRooms } from "@/lib/domain/seating/commands/copy-rooms";

export const createSessionAction = staffAction(
  ["EXAM_OFFICER"],
  newExamSessionSchema,
  (staff, { id, plan, copyOf, copyRooms: withRooms }, now) =>
    createExamSession({
      id,
      plan,
      copyOf: copyOf || undefined,
      copyRooms: withRooms ? copyRooms : undefined,
      staffId: staff.id,
      role: staff.role,
      now,
    }),
  ({ id }) => ({ path: `/admin/sessions/${id}`, notice: "session_created" }),
);

export const updateSessionAction = staffAction(
  ["EXAM_OFFICER"],
  editExamSessionSchema,
  (staff, edit, now) =>
    updateExamSession({
      staffId: staff.id,
      role: staff.role,
      edit,
      followers: [renamePlacesOfReviewers, renameLevelsOfRegistrations, renameInRoster],
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

export const unpublishSessionAction = staffAction(
  ["EXAM_OFFICER"],
  unpublishSchema,
  (staff, input, now) => unpublishExamSession({ ...input, staffId: staff.id, now }),
  ({ id }) => ({ path: `/admin/sessions/${id}/publish`, notice: "session_unpublished" }),
);

export const deleteSessionAction = staffAction(
  ["EXAM_OFFICER"],
  deleteExamSessionSchema,
  (staff, input, now) => deleteExamSession({ ...input, staffId: staff.id, now }),
  { path: "/admin/sessions", notice: "session_deleted" },
);
