import { db } from "@/lib/adapter/db/client";
import { fillableStatuses, fillingSince } from "../filling";

/** The draft or returned registration that this member of staff fills in for somebody now; null when there is none. */
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
      registration: { status: { in: [...fillableStatuses] } },
    },
    select: {
      consent: true,
      registration: {
        select: {
          accountId: true,
          examSessionId: true,
          status: true,
          version: true,
          reopenedItems: true,
          faceConsentAt: true,
        },
      },
    },
  });
  return row && { consent: row.consent, ...row.registration };
}
