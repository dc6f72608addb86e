"use server";

import { addStaff } from "@/lib/domain/account/commands/add-staff";
import { enableMember } from "@/lib/domain/account/commands/disable-member";
import { endMemberLogins } from "@/lib/domain/account/commands/end-member-logins";
import { liftSignInLimits } from "@/lib/domain/account/commands/lift-sign-in-limits";
import { limitReviewer } from "@/lib/domain/account/commands/limit-reviewer";
import {
  addStaffSchema,
  editStaffSchema,
  endLoginsSchema,
  graveChangeSchema,
  liftLimitsSchema,
  limitReviewerSchema,
} from "@/lib/domain/account/schema";
import { staffAction } from "@/lib/auth/actions";
import { ok, type Result } from "@/lib/core/result";
import { disableStaff, editStaff, inviteStaffAgain } from "@/lib/domain/review/commands/change-staff";

const by = (staff: { id: string }, now: Date) => ({ actor: { kind: "STAFF", id: staff.id } as const, now });

/** The result of an administrator's action, with the member it concerned. */
const about = <E extends string>(id: string, done: Result<null, E>) => (done.ok ? ok({ id }) : done);

const backTo =
  (notice: string) =>
  ({ id }: { id: string }) => ({ path: `/admin/staff/${id}`, notice });

// All of these are for administrators only: the list of further roles is empty.

export const addStaffAction = staffAction(
  [],
  addStaffSchema,
  (staff, given, now) => addStaff({ ...given, allSchools: false, password: null, ...by(staff, now) }),
  backTo("staff_added"),
);

export const editStaffAction = staffAction(
  [],
  editStaffSchema,
  async (staff, { id, ...edit }, now) => about(id, await editStaff({ ...edit, memberId: id, ...by(staff, now) })),
  backTo("staff_edited"),
);

export const disableStaffAction = staffAction(
  [],
  graveChangeSchema,
  async (staff, { id, ...change }, now) =>
    about(id, await disableStaff({ ...change, memberId: id, ...by(staff, now) })),
  backTo("staff_was_disabled"),
);

export const enableStaffAction = staffAction(
  [],
  graveChangeSchema,
  async (staff, { id, ...change }, now) =>
    about(id, await enableMember({ ...change, memberId: id, ...by(staff, now) })),
  backTo("staff_was_enabled"),
);

export const inviteStaffAction = staffAction(
  [],
  graveChangeSchema,
  async (staff, { id, ...change }, now) =>
    about(id, await inviteStaffAgain({ ...change, memberId: id, ...by(staff, now) })),
  backTo("staff_invited"),
);

export const endLoginsAction = staffAction(
  [],
  endLoginsSchema,
  async (staff, { id, login = null }, now) => {
    const keep = id === staff.id ? staff.loginSessionId : null;
    return about(id, await endMemberLogins({ memberId: id, only: login, keep, ...by(staff, now) }));
  },
  backTo("logins_ended"),
);

export const limitReviewerAction = staffAction(
  [],
  limitReviewerSchema,
  (staff, { id, ...limits }, now) => limitReviewer({ reviewerId: id, ...limits, actorId: staff.id, now }),
  { path: "/admin/staff", notice: "reviewer_limited" },
);

export const liftSignInLimitsAction = staffAction(
  [],
  liftLimitsSchema,
  (staff, lift, now) => liftSignInLimits({ ...lift, ...by(staff, now) }),
  { path: "/admin/staff", notice: "limits_lifted" },
);
