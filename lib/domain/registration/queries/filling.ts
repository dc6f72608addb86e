import { db } from "@/lib/adapter/db/client";
import { fillingSince } from "../filling";

/** The draft that this member of staff fills in for somebody now; null when there is none. */
export async function openFillingOf({
  registrationId,
  staffId,
  now,
}: {
  registrationId: string;
  staffId: string;
  now: Date;
}) {
  const row = await db().deskFilling.findFirst({
    where: {
      registrationId,
      staffId,
      endedAt: null,
      createdAt: { gt: fillingSince(now) },
      registration: { status: "DRAFT" },
    },
    select: {
      consent: true,
      registration: { select: { accountId: true, examSessionId: true, version: true, faceConsentAt: true } },
    },
  });
  return row && { consent: row.consent, ...row.registration };
}
