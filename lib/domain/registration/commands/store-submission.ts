import type { Tx } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { asSubmitted, ownDetails } from "../queries/own-details";
import type { CandidateInExamSession } from "../queries/standing";

/**
 * Keeps an encrypted copy of the registration's content, inside the transaction of the submit. `writtenById`: the
 * member of staff who has just filled in the characters of the name that the candidate could not type.
 */
export async function storeSubmission(
  tx: Tx,
  own: CandidateInExamSession,
  { version, now, writtenById = null }: { version: number; now: Date; writtenById?: string | null },
): Promise<void> {
  const details = await ownDetails(own, tx);
  if (!details) throw new Error("a registration that was just submitted is gone");
  const id = uuidv7(now);
  const contentEncrypted = encryptColumn("submission.content_encrypted", id, JSON.stringify(asSubmitted(details)));
  await tx.submission.create({
    data: { id, registrationId: details.id, version, contentEncrypted, writtenById, at: now },
  });
}
