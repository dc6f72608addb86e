import { resetPassword } from "@/lib/domain/account/commands/reset-password";
import { ownerTries } from "@/lib/domain/account/limits";
import { codeForReset } from "@/lib/domain/account/queries";
import { refuse } from "@/lib/core/result";
import { restore, consume } from "@/lib/adapter/rate-limit/limiter";
import { proofFor } from "../owner-proof";
import { documentIndexesOf, ownerKnowledge } from "../queries/owner-knowledge";

/**
 * Sets a new password for the owner of an account. The SMS code proves only who holds the phone now, and carriers
 * reassign numbers (二次放号). If a registration exists, the document number is therefore required too, with five tries a
 * day. The answer is the same for a wrong number, for no number, and for an account that has no number to compare with.
 */
export async function resetByOwner({
  smsCodeId,
  documentNumber,
  password,
  now,
}: {
  smsCodeId: string;
  /** As cleanDocumentNumber returns it; may be empty. */
  documentNumber: string;
  password: string;
  now: Date;
}) {
  const code = await codeForReset(smsCodeId, now);
  const owner = code && (await ownerKnowledge(code.phoneIndex));
  if (!owner) return refuse("reset_expired");

  const proof = proofFor(owner, now);
  if (proof !== "none") {
    const { allowed } = await consume(ownerTries, owner.accountId);
    if (!allowed) return refuse("owner_tries_used_up");
    const right =
      documentNumber !== "" && documentIndexesOf(documentNumber).some((index) => owner.documentIndexes.has(index));
    if (!right) return refuse("owner_not_confirmed");
    // A correct number does not count as a try, even when the new password is refused.
    await restore(ownerTries, owner.accountId);
  }
  return resetPassword({ smsCodeId, password, now });
}
