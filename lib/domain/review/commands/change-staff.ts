import { type MemberChange, type MemberEdit } from "@/lib/domain/account/commands/change-member";
import { disableMember } from "@/lib/domain/account/commands/disable-member";
import { editMember } from "@/lib/domain/account/commands/edit-member";
import { inviteMember } from "@/lib/domain/account/commands/invite-member";
import { sendInvitation } from "@/lib/domain/account/commands/send-invitation";
import type { StaffChangeRefusal } from "@/lib/domain/account/staff-refusals";
import { type Actor, recordAudit } from "@/lib/domain/audit/commands";
import { ok, type Result } from "@/lib/core/result";
import { clearClaims } from "@/lib/domain/registration/commands/claims";
import type { Tx } from "@/lib/adapter/db/client";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";

// An administrator's change of a member of staff and the release of the member's work happen in one transaction. The
// commands of the account domain do not know reviews, so this file calls them.

type WithReason = MemberChange & { reason: string };

/** Disables a member of staff at once and releases his claims. */
export const disableStaff = (change: WithReason): Promise<Result<null, StaffChangeRefusal>> =>
  transact(async (tx) => {
    const done = await disableMember(tx, change);
    if (done.ok) await releaseWork(tx, change);
    return done;
  });

/** Invalidates a member's password and invites him to set a new one, by an SMS with a link. */
export async function inviteStaffAgain(change: WithReason): Promise<Result<null, StaffChangeRefusal>> {
  const done = await transact(async (tx) => {
    const invited = await inviteMember(tx, change);
    if (invited.ok) await releaseWork(tx, change);
    return invited;
  });
  if (!done.ok) return done;
  await sendInvitation({ ...done.value, memberId: change.memberId, now: change.now });
  return ok(null);
}

/** Changes the name, phone or roles of a member of staff. Losing a role releases the work that he has begun in it. */
export async function editStaff(edit: MemberEdit): Promise<Result<null, StaffChangeRefusal>> {
  try {
    return await transact<null, StaffChangeRefusal>(async (tx) => {
      const done = await editMember(tx, edit);
      if (!done.ok) return done;
      if (done.value.lostRole) await releaseWork(tx, edit);
      return ok(null);
    });
  } catch (error) {
    if (violatedIndex(error)) return { ok: false, error: "staff_phone_taken" };
    throw error;
  }
}

/** Releases the member's claims, so that colleagues can take them at once, and stops his bulk runs. */
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
