import { refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { unclaimed } from "../claim-time";
import { withdrawalOpen } from "../steps";
import { advance } from "./advance";
import type { CandidateInExamSession } from "../queries/standing";
import { loadAccess } from "./load-access";

/**
 * Takes a submitted registration back to mend it; only while it could still be submitted again, and not from under the
 * eyes of a reviewer, whose claim ends within ten minutes.
 */
export const withdraw = ({ now, ...own }: CandidateInExamSession & { now: Date }) =>
  transact(async (tx) => {
    const { registration, facts } = await loadAccess(tx, own, "review", now);
    if (registration?.status !== "SUBMITTED") return refuse("registration_not_in_expected_status");
    if (!withdrawalOpen(facts, now)) return refuse("withdrawal_closed");
    if (!(await tx.registration.findFirst({ where: { id: registration.id, OR: unclaimed(now) } })))
      return refuse("withdrawal_under_review");
    return await advance(tx, {
      registrationId: registration.id,
      event: "withdraw",
      actor: { kind: "CANDIDATE", id: own.accountId },
      now,
      where: { accountId: own.accountId, version: registration.version, OR: unclaimed(now) },
    });
  });
