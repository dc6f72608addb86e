import { resetPassword } from "@/lib/domain/account/commands/reset-password";
import { ownerTries } from "@/lib/domain/account/limits";
import { codeForReset } from "@/lib/domain/account/queries";
import { refuse } from "@/lib/core/result";
import { giveBack, take } from "@/lib/adapter/rate-limit/limiter";
import { proofFor } from "../owner-proof";
import { documentIndexesOf, ownerKnowledge } from "../queries/owner-knowledge";

/**
 * Sets a new password for the owner of an account. The code shows who holds the phone, and carriers give numbers away
 * again (二次放号): where a registration exists, the document number is asked for besides, five times a day. A wrong
 * number, none, and one that nothing can be compared with get the same answer.
 */
export async function resetByOwner({
  smsCodeId,
  documentNumber,
  password,
  now,
}: {
  smsCodeId: string;
  /** As cleanDocumentNumber gives it; may be empty. */
  documentNumber: string;
  password: string;
  now: Date;
}) {
  const code = await codeForReset(smsCodeId, now);
  const owner = code && (await ownerKnowledge(code.phoneIndex));
  if (!owner) return refuse("reset_expired");

  const proof = proofFor(owner, now);
  if (proof !== "none") {
    const { allowed } = await take(ownerTries, owner.accountId);
    if (!allowed) return refuse("owner_tries_used_up");
    const right =
      documentNumber !== "" && documentIndexesOf(documentNumber).some((index) => owner.documentIndexes.has(index));
    if (!right) return refuse("owner_not_confirmed");
    // The right number is no guess, also when the password is still refused.
    await giveBack(ownerTries, owner.accountId);
  }
  return resetPassword({ smsCodeId, password, now });
}
