import { ok, refuse } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/adapter/db/client";
import type { DecisionKind } from "@/lib/adapter/db/enums";
import type { Roles } from "@/lib/domain/account/roles";
import { enqueue } from "@/lib/adapter/jobs/enqueue";
import { isClaimed } from "@/lib/domain/registration/claim-time";
import { advance } from "@/lib/domain/registration/commands/advance";
import type { Item } from "@/lib/domain/registration/items";
import { cannedReasonOf, type ReasonSubject } from "../canned-reason";
import { cannedReasons } from "../queries/canned-reasons";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { reviewDeciders } from "../stages";
import { approvalEvent, stageRefusal, type StageRefusal } from "../stages";
import { UNDO_MS } from "../undo-time";
import { reviewState, type ReviewWindowRefusal, windowRefusal } from "../window";
import { freeFor } from "./claim";

/** The input of every decision: the registration, the version that the reviewer saw, and who decides. */
export type Decision = {
  registrationId: string;
  version: number;
  staff: { id: string; roles: Roles };
  now: Date;
  /** The line of a bulk run that this decision belongs to. Its outcome is written with the decision. */
  bulk?: { bulkRunId: string; position: number } | undefined;
};

export type Decided = { decisionId: string; kind: DecisionKind };

export type DecisionRefusal =
  | ReviewWindowRefusal
  | StageRefusal
  | "registration_not_found"
  | "claimed_by_colleague"
  | "registration_not_in_expected_status";

/** An item that goes back to the candidate. `withSample`: with a drawing of a correct one. */
export type Returned = { item: Item; reason: string; withSample: boolean };

const decisionSelect = {
  status: true,
  accountId: true,
  name: true,
  documentIndex: true,
  claimedById: true,
  claimedAt: true,
  claimedUntil: true,
  overrides: { select: { step: true, until: true } },
  deskFillings: { select: { staffId: true } },
  examSession: true,
  decisions: {
    where: { kind: "PRE_APPROVE", undoneAt: null },
    orderBy: { decidedAt: "desc" },
    take: 1,
    select: { staffId: true },
  },
} as const satisfies Prisma.RegistrationSelect;

/**
 * The common part of all decisions: checks who may decide, and when, moves the registration, writes the decision's row
 * and queues the message to the candidate. The message waits until the decision can no longer be undone. A pre-approval
 * sends no message: the candidate has nothing to do.
 */
export async function decide(
  tx: Tx,
  {
    registrationId,
    version,
    staff,
    now,
    bulk,
    verdict,
    reason,
    returned = [],
    where,
  }: Decision & {
    verdict: "approve" | "sendBack" | "refuse";
    reason?: string | undefined;
    returned?: readonly Returned[];
    /** Further conditions of this decision. */
    where?: Prisma.RegistrationWhereInput;
  },
) {
  const scope = scopeWhere(await scopeOf(staff, reviewDeciders, tx));
  const registration = await tx.registration.findFirst({
    where: { id: registrationId, AND: [scope] },
    select: decisionSelect,
  });
  if (!registration) return refuse("registration_not_found");
  const { status, examSession, overrides, claimedById, claimedUntil } = registration;

  const state = reviewState(examSession, overrides, now);
  const preApprovedBy = registration.decisions[0]?.staffId ?? null;
  const filledBy = registration.deskFillings.map(({ staffId }) => staffId);
  const refusal =
    windowRefusal(state, staff.roles, reason ?? returned[0]?.reason) ??
    stageRefusal({ status, staff, preApprovedBy, filledBy, approving: verdict === "approve" });
  if (refusal) return refuse(refusal);
  if (claimedById !== staff.id && isClaimed(claimedUntil, now)) return refuse("claimed_by_colleague");

  const event = verdict === "approve" ? approvalEvent(examSession.twoStageReview, status) : verdict;
  const moved = await advance(tx, {
    registrationId,
    event,
    actor: { kind: "STAFF", id: staff.id },
    now,
    ...(reason ? { reason } : {}),
    // Every move increments the version, so comparing the version also compares the status.
    where: { version, AND: [freeFor(staff.id, now), scope, ...(where ? [where] : [])] },
    data: { decidedAt: now, reopenedItems: returned.map(({ item }) => item) },
  });
  if (!moved.ok) return moved;

  // A reason is matched with the canned reasons by its text, so that it is counted wherever it was typed.
  const canned = reason || returned.length ? await cannedReasons(tx) : [];
  const cannedId = (subjects: readonly ReasonSubject[], text: string) =>
    cannedReasonOf(canned, subjects, text)?.id ?? null;
  const { id: decisionId } = await tx.reviewDecision.create({
    data: {
      registrationId,
      staffId: staff.id,
      kind: kinds[event],
      registrationVersion: version,
      reason: reason ?? null,
      cannedReasonId: reason && verdict === "refuse" ? cannedId(["REFUSAL"], reason) : null,
      openedAt: claimedById === staff.id ? registration.claimedAt : null,
      decidedAt: now,
      items: {
        create: returned.map((item) => ({ ...item, cannedReasonId: cannedId([item.item, "OTHER"], item.reason) })),
      },
    },
    select: { id: true },
  });
  if (event !== "preApprove") {
    const runAt = new Date(now.getTime() + UNDO_MS);
    await enqueue(tx, "send-decision-sms", { decisionId }, { jobKey: `decision-sms ${decisionId}`, runAt });
  }
  if (bulk) {
    await tx.bulkItem.update({
      where: { bulkRunId_position: bulk },
      data: { outcome: "done", handledAt: now },
    });
  }
  return ok({ ...registration, event, state, decisionId, kind: kinds[event] });
}

const kinds = {
  approve: "APPROVE",
  preApprove: "PRE_APPROVE",
  sendBack: "SEND_BACK",
  refuse: "REFUSE",
} as const satisfies Record<string, DecisionKind>;
