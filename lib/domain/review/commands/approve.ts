import { isWritten } from "@/lib/core/person-name";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/adapter/db/client";
import { transact, violatedIndex } from "@/lib/adapter/db/transact";
import { bindDocument } from "@/lib/domain/account/commands/bind-document";
import { rosterRefusal, type RosterRefusal } from "../findings";
import { rosterVerdict } from "../queries/roster-verdict";
import { type Decided, decide, type Decision, type DecisionRefusal } from "./decide";

export type ApproveRefusal =
  | DecisionRefusal
  | RosterRefusal
  | "name_unwritten"
  | "document_bound_to_other_phone"
  | "phone_bound_to_other_document";

/**
 * Pre-checked: the check has run on the last submission, the roster has exactly this candidate, and there is no
 * finding.
 */
const preChecked = {
  checkedAt: { not: null },
  rosterState: "MATCHED",
  findings: { isEmpty: true },
} as const satisfies Prisma.RegistrationWhereInput;

/**
 * 通过, or 初审通过 when the exam session has two stages. The final approval binds the account and the document to each other
 * across exam sessions. Refused: a document that is bound to another account, a name with a character that staff still
 * have to fill in (writeName), and, if the exam session requires it, a candidate who is not in the roster. `reason` is
 * required after review has closed. A bulk approval accepts only pre-checked registrations.
 */
export async function approve({
  reason,
  ...decision
}: Decision & { reason?: string | undefined }): Promise<Result<Decided, ApproveRefusal>> {
  try {
    return await transact<Decided, ApproveRefusal>(async (tx) => {
      const decided = await decide(tx, {
        ...decision,
        verdict: "approve",
        reason,
        ...(decision.bulk ? { where: preChecked } : {}),
      });
      if (!decided.ok) return decided;
      const { decisionId, kind, event, name, examSession, accountId, documentIndex } = decided.value;
      if (!isWritten(name ?? "")) return refuse("name_unwritten");
      if (examSession.rosterRequired) {
        const missing = rosterRefusal(await rosterVerdict(decision.registrationId, tx));
        if (missing) return refuse(missing);
      }
      if (event === "approve") {
        const bound = await bind(tx, { accountId, documentIndex, decisionId });
        if (!bound.ok) return bound;
      }
      return ok({ decisionId, kind });
    });
  } catch (error) {
    if (violatedIndex(error)?.includes("document_index")) return refuse("document_bound_to_other_phone");
    throw error;
  }
}

/**
 * Binds the document to the account. The decision records that this approval did so, so that undoing it removes the
 * bond.
 */
async function bind(
  tx: Tx,
  { decisionId, ...bond }: { accountId: string; documentIndex: string | null; decisionId: string },
) {
  const outcome = await bindDocument(tx, bond);
  if (outcome === "account_has_other_document") return refuse("phone_bound_to_other_document");
  if (outcome === "bound") await tx.reviewDecision.update({ where: { id: decisionId }, data: { boundDocument: true } });
  return ok(null);
}
