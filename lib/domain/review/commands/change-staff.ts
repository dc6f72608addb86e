import { type MemberChange, type MemberEdit } from "@/lib/domain/account/commands/change-member";
import { disableMember } from "@/lib/domain/account/commands/disable-member";
import { editMember } from "@/lib/domain/account/commands/edit-member";
import { inviteMember } from "@/lib/domain/account/commands/invite-member";
import type { StaffChangeRefusal } from "@/lib/domain/account/staff-refusals";
import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { ok, type Result } from "@/lib/core/result";
import { clearClaims } from "@/lib/domain/registration/commands/claims";
import type { Tx } from "@/lib/adapter/db/client";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";

// What an administrator does to a member of staff and what the member holds at that moment: one transaction. The
// account's own commands know nothing of reviews, so they are called from here.

type WithReason = MemberChange & { reason: string };

/** Shuts a member of staff out at once and lets go of what he holds. */
export const disableStaff = (change: WithReason): Promise<Result<null, StaffChangeRefusal>> =>
  transact(async (tx) => {
    const done = await disableMember(tx, change);
    if (done.ok) await releaseWork(tx, change);
    return done;
  });

/** Makes a member's password void and invites him to set a new one. */
export const inviteStaffAgain = (change: WithReason): Promise<Result<null, StaffChangeRefusal>> =>
  transact(async (tx) => {
    const done = await inviteMember(tx, change);
    if (done.ok) await releaseWork(tx, change);
    return done;
  });

/** Changes name, phone or role of a member of staff. With the role goes the work that he holds in it. */
export async function editStaff(edit: MemberEdit): Promise<Result<null, StaffChangeRefusal>> {
  try {
    return await transact<null, StaffChangeRefusal>(async (tx) => {
      const done = await editMember(tx, edit);
      if (!done.ok) return done;
      if (done.value.newRole) await releaseWork(tx, edit);
      return ok(null);
    });
  } catch (error) {
    if (violatedIndex(error)) return { ok: false, error: "staff_phone_taken" };
    throw error;
  }
}

/** Colleagues get at once what the member was reviewing, and his bulk runs stop where they are. */
async function releaseWork(
  tx: Tx,
  { memberId, actor, now }: { memberId: string; actor: Actor; now: Date },
): Promise<void> {
  const claims = await clearClaims(tx, { claimedById: memberId });
  const runs = await tx.bulkRun.updateManyAndReturn({
    where: { staffId: memberId, finishedAt: null, stoppedAt: null },
    data: { stoppedAt: now },
    select: { id: true },
  });
  const rows = [
    ...claims.map(({ id }) => ({ action: "registration.release_claim", subject: { kind: "registration", id } })),
    ...runs.map(({ id }) => ({ action: "bulk_review.stop", subject: { kind: "bulk_run", id } })),
  ];
  for (const row of rows) await recordAudit(tx, { actor, ...row, now });
}
