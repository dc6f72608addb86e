import { db } from "@/lib/adapter/db/client";
import { examTimeColumns } from "@/lib/domain/exam-session/exam-time";
import { shownStatusColumns } from "../shown-status";

/** A candidate's registrations of every exam session, the latest exam first, with his consents to face data. */
export const ownRegistrations = (accountId: string) =>
  db().registration.findMany({
    where: { accountId },
    orderBy: { examSession: { examStartsAt: "desc" } },
    select: {
      id: true,
      examSessionId: true,
      registrationNumber: true,
      faceConsentAt: true,
      languageId: true,
      ...shownStatusColumns,
      examSession: { select: { ...shownStatusColumns.examSession.select, ...examTimeColumns } },
    },
  });
