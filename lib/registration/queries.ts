import { db, type Prisma } from "@/lib/db/client";
import { type JourneyFacts } from "./steps";
import { uploadItems } from "./items";

const journeySelect = {
  id: true,
  status: true,
  version: true,
  registrationNumber: true,
  noticeConfirmedAt: true,
  noticeVersion: true,
  detailsSavedAt: true,
  reopenedItems: true,
  submittedAt: true,
  decidedAt: true,
  paidAt: true,
  overrides: { select: { step: true, until: true } },
  seat: { select: { id: true } },
  files: { where: { removedAt: null, kind: { in: [...uploadItems] } }, select: { id: true, kind: true } },
} as const satisfies Prisma.RegistrationSelect;

export type OwnRegistration = Prisma.RegistrationGetPayload<{ select: typeof journeySelect }>;

/** The account's registration in this session with what the journey depends on; null before it was begun. */
export const ownRegistration = ({
  accountId,
  examSessionId,
}: {
  accountId: string;
  examSessionId: string;
}): Promise<OwnRegistration | null> =>
  db().registration.findUnique({ where: { accountId_examSessionId: { accountId, examSessionId } }, select: journeySelect });

/** Shapes a row for the pure rules of steps.ts. */
export function journeyFacts(session: JourneyFacts["session"], row: OwnRegistration | null): JourneyFacts {
  if (!row) return { session, registration: null };
  return {
    session,
    registration: {
      status: row.status,
      noticeConfirmed: row.noticeConfirmedAt !== null,
      detailsSaved: row.detailsSavedAt !== null,
      uploads: uploadItems.filter((kind) => row.files.some((file) => file.kind === kind)),
      overrides: row.overrides,
      seated: row.seat !== null,
    },
  };
}
