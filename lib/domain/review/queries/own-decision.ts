import { db } from "@/lib/adapter/db/client";
import type { CandidateInExamSession } from "@/lib/domain/registration/queries/standing";

/** The newest decision about a candidate that was not undone, with the items to correct; null when there is none. */
export const ownDecision = ({ accountId, examSessionId }: CandidateInExamSession) =>
  db().reviewDecision.findFirst({
    where: { undoneAt: null, registration: { accountId, examSessionId } },
    orderBy: { decidedAt: "desc" },
    select: {
      kind: true,
      reason: true,
      decidedAt: true,
      items: { select: { item: true, reason: true, withSample: true } },
    },
  });
