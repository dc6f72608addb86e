import { type PortraitRule, portraitRuleOf } from "@/lib/core/portrait-rule";
import { ok, refuse, type Result } from "@/lib/core/result";
import { db, type Tx } from "@/lib/adapter/db/client";
import { askRefusal, type AskRefusal, decidableStatuses, isDecidable } from "../accommodation";
import type { UploadKind } from "../items";
import { journeyFacts, registrationOfOwner } from "../queries/standing";
import type { StepRefusal } from "../steps";
import { uploadRefusal } from "../uploads";

export type RegistrationOwner = { accountId: string; registrationId: string };

export type ChangeUploadsRefusal = AskRefusal | StepRefusal | "item_not_reopened" | "registration_not_editable";

/**
 * Increments the version of the registration and checks whether this kind of upload may change now. The row stays
 * locked until the transaction ends. Changes therefore run one after the other, and none can happen during a submit.
 * The proof of a 合理便利申请 changes the version of the request instead: the review of eligibility is not touched, but
 * staff who look at the request must look again.
 */
export async function changeUploads(
  tx: Tx,
  { accountId, registrationId }: RegistrationOwner,
  kind: UploadKind,
  now: Date,
) {
  const apart = kind === "ACCOMMODATION_PROOF";
  const { count } = await tx.registration.updateMany({
    where: {
      id: registrationId,
      accountId,
      status: { in: apart ? ["DRAFT", ...decidableStatuses] : ["DRAFT", "RETURNED"] },
    },
    data: apart ? { updatedAt: now } : { version: { increment: 1 } },
  });
  if (count === 0) return refuse("registration_not_editable");
  if (apart) await tx.accommodation.updateMany({ where: { registrationId }, data: { version: { increment: 1 } } });
  return mayChangeUploads({ accountId, registrationId }, kind, now, tx);
}

/** Whether the owner may add or remove this kind of upload now. Outside a transaction the answer is only a hint. */
export async function mayChangeUploads(
  { accountId, registrationId }: RegistrationOwner,
  kind: UploadKind,
  now: Date,
  tx: Pick<Tx, "$queryRaw"> = db(),
): Promise<Result<{ faceConsentAt: Date | null; portraitRule: PortraitRule }, ChangeUploadsRefusal>> {
  const standing = await registrationOfOwner({ accountId, registrationId }, tx);
  if (!standing) return refuse("registration_not_editable");
  const { examSession, registration } = standing;
  const refusal = refusalOf(standing, kind, now);
  return refusal
    ? refuse(refusal)
    : ok({ faceConsentAt: registration.faceConsentAt, portraitRule: portraitRuleOf(examSession) });
}

type Standing = NonNullable<Awaited<ReturnType<typeof registrationOfOwner>>>;

function refusalOf({ examSession, registration }: Standing, kind: UploadKind, now: Date): ChangeUploadsRefusal | null {
  const { status, reopenedItems } = registration;
  if (kind === "ACCOMMODATION_PROOF" && isDecidable(status)) {
    const refusal = askRefusal({ status, seatsFrozen: examSession.seatsFrozenAt !== null });
    // What was sent back may be corrected after the drawing of seats too.
    if (!refusal || status !== "RETURNED") return refusal;
  }
  return uploadRefusal(journeyFacts(examSession, registration), reopenedItems, kind, now);
}
