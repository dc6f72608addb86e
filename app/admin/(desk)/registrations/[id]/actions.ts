"use server";

import { maskPersonal } from "@/lib/core/mask-personal";
import { ok, refuse, type Result } from "@/lib/core/result";
import { staffAction } from "@/lib/auth/actions";
import { endAccountLogins } from "@/lib/domain/account/commands/end-account-logins";
import { extendStep } from "@/lib/domain/registration/commands/extend-step";
import { accountOf } from "@/lib/domain/registration/queries/account-of";
import { addNote } from "@/lib/domain/review/commands/add-note";
import { cancelRegistration } from "@/lib/domain/review/commands/cancel-registration";
import { reopenRegistration } from "@/lib/domain/review/commands/reopen-registration";
import {
  addNoteSchema,
  cancelRegistrationSchema,
  endCandidateLoginsSchema,
  extendStepSchema,
  reopenItemsSchema,
} from "@/lib/domain/review/help-schema";

// Help for one candidate. Acts on a registration are for the exam office; a note is for whoever works with him.

/** The result of an act, with the registration it concerned. */
const about = <T, E extends string>(id: string, done: Result<T, E>) => (done.ok ? ok({ id }) : done);

const backTo =
  (notice: string) =>
  ({ id }: { id: string }) => ({ path: `/admin/registrations/${id}`, notice });

export const endCandidateLoginsAction = staffAction(
  ["EXAM_OFFICER"],
  endCandidateLoginsSchema,
  async (staff, { id, reason }, now): Promise<Result<{ id: string }, "registration_not_found" | "logins_are_over">> => {
    const accountId = await accountOf(id);
    if (!accountId) return refuse("registration_not_found");
    return about(id, await endAccountLogins({ accountId, reason: maskPersonal(reason), staffId: staff.id, now }));
  },
  backTo("help_logins_ended"),
);

export const extendStepAction = staffAction(
  ["EXAM_OFFICER"],
  extendStepSchema,
  async (staff, { id, version, step, until, reason }, now) =>
    about(id, await extendStep({ registrationId: id, version, step, until, reason, staffId: staff.id, now })),
  backTo("help_step_extended"),
);

export const reopenItemsAction = staffAction(
  ["EXAM_OFFICER"],
  reopenItemsSchema,
  async (staff, { id, ...reopening }, now) =>
    about(id, await reopenRegistration({ registrationId: id, ...reopening, staffId: staff.id, now })),
  backTo("help_items_reopened"),
);

export const cancelRegistrationAction = staffAction(
  ["EXAM_OFFICER"],
  cancelRegistrationSchema,
  async (staff, { id, version, reason }, now) =>
    about(id, await cancelRegistration({ registrationId: id, version, reason, staffId: staff.id, now })),
  backTo("help_cancelled"),
);

export const addNoteAction = staffAction(
  ["EXAM_OFFICER", "REVIEWER", "FINANCE"],
  addNoteSchema,
  async (staff, { id, text }, now) => about(id, await addNote({ registrationId: id, text, staff, now })),
  backTo("help_note_added"),
);
