import { type PortraitRule, portraitRuleOf } from "@/lib/core/portrait-rule";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import type { UploadItem } from "../items";
import { journeyFacts, registrationOfOwner } from "../queries/standing";
import type { StepRefusal } from "../steps";
import { uploadRefusal } from "../uploads";

export type RegistrationOwner = { accountId: string; registrationId: string };

export type ChangeUploadsRefusal = StepRefusal | "item_not_reopened" | "registration_not_editable";

/**
 * Increments the version of the registration and checks whether this kind of upload may change now. The row stays
 * locked until the transaction ends. Changes therefore run one after the other, and none can happen during a submit.
 */
export async function changeUploads(
  tx: Tx,
  { accountId, registrationId }: RegistrationOwner,
  kind: UploadItem,
  now: Date,
) {
  const { count } = await tx.registration.updateMany({
    where: { id: registrationId, accountId, status: { in: ["DRAFT", "RETURNED"] } },
    data: { version: { increment: 1 } },
  });
  if (count === 0) return refuse("registration_not_editable");
  return mayChangeUploads({ accountId, registrationId }, kind, now, tx);
}

/** Whether the owner may add or remove this kind of upload now. Outside a transaction the answer is only a hint. */
export async function mayChangeUploads(
  { accountId, registrationId }: RegistrationOwner,
  kind: UploadItem,
  now: Date,
  tx: Pick<Tx, "$queryRaw"> = db(),
): Promise<Result<{ faceConsentAt: Date | null; portraitRule: PortraitRule }, ChangeUploadsRefusal>> {
  const standing = await registrationOfOwner({ accountId, registrationId }, tx);
  if (!standing) return refuse("registration_not_editable");
  const { examSession, registration } = standing;
  const refusal = uploadRefusal(journeyFacts(examSession, registration), registration.reopenedItems, kind, now);
  return refusal
    ? refuse(refusal)
    : ok({ faceConsentAt: registration.faceConsentAt, portraitRule: portraitRuleOf(examSession) });
}
