"use server";

import { addStaff } from "@/lib/domain/account/commands/add-staff";
import { enableMember } from "@/lib/domain/account/commands/disable-member";
import { withdrawInvitation } from "@/lib/domain/account/commands/invite-member";
import { endMemberLogins } from "@/lib/domain/account/commands/end-member-logins";
import { liftSignInLimits } from "@/lib/domain/account/commands/lift-sign-in-limits";
import { limitReviewer } from "@/lib/domain/account/commands/limit-reviewer";
import { unbindMember } from "@/lib/domain/account/commands/sso";
import { resetSecondFactor } from "@/lib/domain/account/commands/remove-second-factor";
import {
  addStaffSchema,
  disableSchema,
  editStaffSchema,
  endLoginsSchema,
  graveChangeSchema,
  liftLimitsSchema,
  limitReviewerSchema,
} from "@/lib/domain/account/schema";
import { staffMember } from "@/lib/domain/account/queries";
import type { StaffChangeRefusal } from "@/lib/domain/account/staff-refusals";
import { graveStaffAction } from "@/lib/auth/actions";
import { type ConfirmationRefusal, confirms } from "@/lib/core/confirmation";
import { ok, refuse, type Result } from "@/lib/core/result";
import { disableStaff, editStaff, inviteStaffAgain } from "@/lib/domain/review/commands/change-staff";

const by = (staff: { id: string }, now: Date) => ({ actor: { kind: "STAFF", id: staff.id } as const, now });

/** The result of an administrator's action, with the member it concerned. */
const about = <E extends string>(id: string, done: Result<null, E>) => (done.ok ? ok({ id }) : done);

const backTo =
  (notice: string) =>
  ({ id }: { id: string }) => ({ path: `/admin/staff/${id}`, notice });

// All of these are for administrators only: the list of further roles is empty. They touch accounts of others, so each
// asks for a fresh code of the second factor.

export const addStaffAction = graveStaffAction(
  [],
  addStaffSchema,
  (staff, given, now) => addStaff({ ...given, allSchools: false, password: null, ...by(staff, now) }),
  backTo("staff_added"),
);

export const editStaffAction = graveStaffAction(
  [],
  editStaffSchema,
  async (staff, { id, ...edit }, now) => about(id, await editStaff({ ...edit, memberId: id, ...by(staff, now) })),
  backTo("staff_edited"),
);

export const disableStaffAction = graveStaffAction(
  [],
  disableSchema,
  async (
    staff,
    { id, confirmation, ...change },
    now,
  ): Promise<Result<{ id: string }, StaffChangeRefusal | ConfirmationRefusal>> => {
    const member = await staffMember(id);
    // The command says what an unknown member means.
    if (member && !confirms(confirmation, member.name)) return refuse("confirmation_mismatch");
    return about(id, await disableStaff({ ...change, memberId: id, ...by(staff, now) }));
  },
  backTo("staff_was_disabled"),
);

export const enableStaffAction = graveStaffAction(
  [],
  graveChangeSchema,
  async (staff, { id, ...change }, now) =>
    about(id, await enableMember({ ...change, memberId: id, ...by(staff, now) })),
  backTo("staff_was_enabled"),
);

export const inviteStaffAction = graveStaffAction(
  [],
  graveChangeSchema,
  async (staff, { id, ...change }, now) =>
    about(id, await inviteStaffAgain({ ...change, memberId: id, ...by(staff, now) })),
  backTo("staff_invited"),
);

export const withdrawInvitationAction = graveStaffAction(
  [],
  graveChangeSchema,
  async (staff, { id, ...change }, now) =>
    about(id, await withdrawInvitation({ ...change, memberId: id, ...by(staff, now) })),
  backTo("invitation_withdrawn"),
);

export const unbindMemberSsoAction = graveStaffAction(
  [],
  graveChangeSchema,
  async (staff, { id, ...change }, now) =>
    about(id, await unbindMember({ ...change, memberId: id, ...by(staff, now) })),
  backTo("sso_was_unbound"),
);

export const resetSecondFactorAction = graveStaffAction(
  [],
  disableSchema,
  async (
    staff,
    { id, confirmation, ...change },
    now,
  ): Promise<Result<{ id: string }, StaffChangeRefusal | ConfirmationRefusal>> => {
    const member = await staffMember(id);
    if (member && !confirms(confirmation, member.name)) return refuse("confirmation_mismatch");
    return about(id, await resetSecondFactor({ ...change, memberId: id, ...by(staff, now) }));
  },
  backTo("second_factor_was_reset"),
);

export const endLoginsAction = graveStaffAction(
  [],
  endLoginsSchema,
  async (staff, { id, login = null }, now) => {
    const keep = id === staff.id ? staff.loginSessionId : null;
    return about(id, await endMemberLogins({ memberId: id, only: login, keep, ...by(staff, now) }));
  },
  backTo("logins_ended"),
);

export const limitReviewerAction = graveStaffAction(
  [],
  limitReviewerSchema,
  (staff, { id, ...limits }, now) => limitReviewer({ reviewerId: id, ...limits, actorId: staff.id, now }),
  { path: "/admin/staff", notice: "reviewer_limited" },
);

export const liftSignInLimitsAction = graveStaffAction(
  [],
  liftLimitsSchema,
  (staff, lift, now) => liftSignInLimits({ ...lift, ...by(staff, now) }),
  { path: "/admin/staff", notice: "limits_lifted" },
);
