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
 * Pre-checked: the check has run over what was last handed in, the roster knows the candidate to the letter, and there
 * is nothing to look at.
 */
const preChecked = {
  checkedAt: { not: null },
  rosterState: "MATCHED",
  findings: { isEmpty: true },
} as const satisfies Prisma.RegistrationWhereInput;

/**
 * 通过, or 初审通过 where the session asks for two stages. The final one binds the account's phone and the document to each
 * other, across sessions; a document that is bound to another phone is refused, and so is a name of which staff have
 * still to write a character (writeName) and, where the session demands it, who does not stand in the roster. `reason`
 * is asked after review has closed. In bulk only what is pre-checked.
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

/** Binds document and account. That this approval did it is kept, so that its undoing takes the bond back. */
async function bind(
  tx: Tx,
  { decisionId, ...bond }: { accountId: string; documentIndex: string | null; decisionId: string },
) {
  const outcome = await bindDocument(tx, bond);
  if (outcome === "account_has_other_document") return refuse("phone_bound_to_other_document");
  if (outcome === "bound") await tx.reviewDecision.update({ where: { id: decisionId }, data: { boundDocument: true } });
  return ok(null);
}
