"use server";

import { type Place, staffAction } from "@/lib/auth/actions";
import { namedExamSession } from "@/lib/auth/desk-exam-session";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Roles } from "@/lib/domain/account/roles";
import { approve } from "@/lib/domain/review/commands/approve";
import { claimNext, release, releaseForOthers } from "@/lib/domain/review/commands/claim";
import type { Decided } from "@/lib/domain/review/commands/decide";
import { refuseRegistration } from "@/lib/domain/review/commands/refuse-registration";
import { sendBack } from "@/lib/domain/review/commands/send-back";
import { undoDecision } from "@/lib/domain/review/commands/undo-decision";
import { writeName } from "@/lib/domain/review/commands/write-name";
import { filterQuery, type QueueFilter } from "@/lib/domain/review/queue-filter";
import { scopeOf } from "@/lib/domain/review/queries/scope";
import { decidesOn, reviewDeciders } from "@/lib/domain/review/stages";
import {
  approveSchema,
  claimSchema,
  nextSchema,
  refuseSchema,
  sendBackSchema,
  undoSchema,
  writeNameSchema,
} from "@/lib/domain/review/schema";

const roles = reviewDeciders;

type Staff = { id: string; roles: Roles };
type Queue = { queue: QueueFilter };

/** The next page for a reviewer: a claimed registration of his queue, or the queue itself when none is free. */
type Next = Queue & { id: string | null; notice: string | null; decisionId: string | null };

const placeOf = ({ id, queue, notice, decisionId }: Next): Place => {
  const rest = [filterQuery(queue), decisionId ? `undo=${decisionId}` : ""].filter(Boolean).join("&");
  const path = `/admin/reviews${id ? `/${id}` : ""}?${rest}`;
  return notice ? { path, notice } : path;
};

async function takeNext(
  staff: Staff,
  queue: QueueFilter,
  exceptId: string | undefined,
  now: Date,
): Promise<string | null> {
  const examSession = await namedExamSession(queue.session);
  if (!examSession || !decidesOn(staff.roles, queue.status)) return null;
  return claimNext({
    examSessionId: examSession.id,
    scope: await scopeOf(staff, reviewDeciders),
    filter: queue,
    staffId: staff.id,
    now,
    exceptId,
  });
}

const notices = {
  APPROVE: "review_approved",
  PRE_APPROVE: "review_pre_approved",
  SEND_BACK: "review_sent_back",
  REFUSE: "review_refused",
} as const;

/** After a decision the next free registration of the queue opens, already claimed. */
async function goOn<E extends string>(
  staff: Staff,
  { queue }: Queue,
  decided: Result<Decided, E>,
  now: Date,
): Promise<Result<Next, E>> {
  if (!decided.ok) return decided;
  const { decisionId, kind } = decided.value;
  return ok({ queue, decisionId, notice: notices[kind], id: await takeNext(staff, queue, undefined, now) });
}

export const approveAction = staffAction(
  roles,
  approveSchema,
  async (staff, { id, version, reason, ...input }, now) =>
    goOn(staff, input, await approve({ registrationId: id, version, staff, reason, now }), now),
  placeOf,
);

export const sendBackAction = staffAction(
  roles,
  sendBackSchema,
  async (staff, { id, version, returned, reopenUntil, ...input }, now) =>
    goOn(staff, input, await sendBack({ registrationId: id, version, staff, returned, reopenUntil, now }), now),
  placeOf,
);

export const refuseAction = staffAction(
  roles,
  refuseSchema,
  async (staff, { id, version, reason, ...input }, now) =>
    goOn(staff, input, await refuseRegistration({ registrationId: id, version, staff, reason, now }), now),
  placeOf,
);

/** 开始审核 and 跳过: opens the free registration that has waited longest. 跳过 releases the present one. */
export const nextAction = staffAction(
  roles,
  nextSchema,
  async (staff, { id, queue }, now) => {
    const next = await takeNext(staff, queue, id, now);
    if (id) await release({ registrationId: id, staffId: staff.id });
    return ok({ queue, id: next, notice: next ? null : "queue_empty", decisionId: null });
  },
  placeOf,
);

export const undoAction = staffAction(
  roles,
  undoSchema,
  async (staff, { decision, queue }, now) => {
    const undone = await undoDecision({ decisionId: decision, staff, now });
    return undone.ok
      ? ok({ queue, id: undone.value.registrationId, notice: "decision_undone", decisionId: null })
      : undone;
  },
  placeOf,
);

export const releaseAction = staffAction(
  // Administrators only.
  [],
  claimSchema,
  async (staff, { id }, now) => {
    const released = await releaseForOthers({ registrationId: id, staffId: staff.id, now });
    return released.ok ? ok(id) : released;
  },
  (id) => ({ path: `/admin/reviews/${id}`, notice: "claim_released" }),
);

export const writeNameAction = staffAction(
  roles,
  writeNameSchema,
  async (staff, { id, version, name, shown, reason, queue }, now) => {
    const written = await writeName({ registrationId: id, version, staff, typed: name, confirmed: shown, reason, now });
    return written.ok ? ok({ queue, id, notice: "name_written", decisionId: null }) : refuse(written.error);
  },
  placeOf,
);
