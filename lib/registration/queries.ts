import { db, type Prisma } from "@/lib/db/client";
import { isPortrait } from "@/lib/image/portrait";
import { type JourneyFacts } from "./steps";
import { readSealedFile } from "@/lib/storage/sealed-file";
import { type UploadItem, uploadItems } from "./items";

/** What the journey depends on, for reading it again inside a transaction. */
export const journeySelect = {
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

/** A live upload as its owner sees it. */
export type OwnUpload = { id: string; kind: UploadItem; contentType: string; findings: string[] };

/** The live uploads of a registration, oldest first. */
export async function ownUploads(owner: { accountId: string; registrationId: string }): Promise<OwnUpload[]> {
  const rows = await db().storedFile.findMany({
    where: { ...owner, removedAt: null, kind: { in: [...uploadItems] } },
    orderBy: { id: "asc" },
    select: { id: true, kind: true, contentType: true, findings: true },
  });
  return rows.flatMap(({ kind, ...row }) => (kind === "ADMIT_CARD" ? [] : [{ ...row, kind }]));
}

export type FileContent = { bytes: Buffer; contentType: string };

/** A live upload's content for its owner; null when it is not his or was removed. */
export async function ownFileContent({ fileId, accountId }: { fileId: string; accountId: string }): Promise<FileContent | null> {
  const row = await db().storedFile.findFirst({
    where: { id: fileId, accountId, removedAt: null, kind: { in: [...uploadItems] } },
    select: { storageKey: true, contentType: true },
  });
  return row && { bytes: await readSealedFile(row.storageKey), contentType: row.contentType };
}

/** When the candidate agreed to the use of his face; null when he did not, or took it back. */
export async function faceConsentAt(owner: { accountId: string; registrationId: string }): Promise<Date | null> {
  const row = await db().registration.findFirst({
    where: { id: owner.registrationId, accountId: owner.accountId },
    select: { faceConsentAt: true },
  });
  return row?.faceConsentAt ?? null;
}

/** Opens the stored portrait and says whether it is what the rule asks for, a 480×640 JPEG below 500 KB; null when there is none. */
export async function hasSoundPortrait(owner: { accountId: string; registrationId: string }): Promise<boolean | null> {
  const row = await db().storedFile.findFirst({ where: { ...owner, kind: "PORTRAIT", removedAt: null }, select: { storageKey: true } });
  return row && isPortrait(await readSealedFile(row.storageKey));
}
