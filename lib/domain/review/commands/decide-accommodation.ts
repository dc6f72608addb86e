import { ok, refuse } from "@/lib/core/result";
import type { Roles } from "@/lib/domain/account/roles";
import { transact } from "@/lib/adapter/db/transact";
import { dropJob, enqueue } from "@/lib/adapter/jobs/enqueue";
import type { Verdict } from "@/lib/domain/registration/accommodation";
import {
  type AccommodationDecisionRefusal,
  undoAccommodationDecision,
  writeAccommodationDecision,
} from "@/lib/domain/registration/commands/accommodation-decision";
import { scopeOf } from "../queries/scope";
import { scopeWhere } from "../scope";
import { reviewDeciders } from "../stages";
import { UNDO_MS, undoOpen } from "../undo-time";

type Staff = { id: string; roles: Roles };

/**
 * Decides a request for 合理便利, apart from the review of eligibility and whatever its window: seats are drawn long
 * after it closed. The message to the candidate waits until the decision can no longer be undone.
 */
export const decideAccommodation = ({
  registrationId,
  version,
  verdict,
  staff,
  now,
}: {
  registrationId: string;
  version: number;
  verdict: Verdict;
  staff: Staff;
  now: Date;
}) =>
  transact<{ registrationId: string; decisionId: string }, AccommodationDecisionRefusal | "registration_not_found">(
    async (tx) => {
      const scope = scopeWhere(await scopeOf(staff, reviewDeciders, tx));
      const found = await tx.registration.findFirst({
        where: { id: registrationId, AND: [scope] },
        select: { id: true },
      });
      if (!found) return refuse("registration_not_found");
      const decided = await writeAccommodationDecision(tx, {
        registrationId,
        version,
        verdict,
        staffId: staff.id,
        now,
      });
      if (!decided.ok) return decided;
      const { decisionId } = decided.value;
      const runAt = new Date(now.getTime() + UNDO_MS);
      await enqueue(tx, "send-accommodation-sms", { decisionId }, { jobKey: jobOf(decisionId), runAt });
      return ok({ registrationId, decisionId });
    },
  );

/** Undoes one's own decision within sixty seconds, as if it had not been made. Its message is cancelled. */
export const undoAccommodation = ({ decisionId, staff, now }: { decisionId: string; staff: Staff; now: Date }) =>
  transact<{ registrationId: string }, "decision_not_found" | "undo_too_late" | "accommodation_changed_meanwhile">(
    async (tx) => {
      const registration = scopeWhere(await scopeOf(staff, reviewDeciders, tx));
      const decision = await tx.accommodationDecision.findFirst({
        where: { id: decisionId, staffId: staff.id, undoneAt: null, accommodation: { registration } },
        select: { decidedAt: true },
      });
      if (!decision) return refuse("decision_not_found");
      if (!undoOpen(decision.decidedAt, now)) return refuse("undo_too_late");
      const undone = await undoAccommodationDecision(tx, { decisionId, staffId: staff.id, now });
      if (undone.ok) await dropJob(tx, jobOf(decisionId));
      return undone;
    },
  );

const jobOf = (decisionId: string) => `accommodation-sms ${decisionId}`;
