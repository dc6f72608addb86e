import { refuse } from "@/lib/core/result";
import { transact } from "@/lib/adapter/db/transact";
import { unclaimed } from "../claim-time";
import { withdrawalOpen } from "../steps";
import { advance } from "./advance";
import type { CandidateInExamSession } from "../queries/standing";
import { loadAccess } from "./load-access";

/**
 * Withdraws a submitted registration so that the candidate can correct it. Refused when it could not be submitted
 * again, and while a reviewer has claimed it; a claim ends within ten minutes.
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
