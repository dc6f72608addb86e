import { z } from "zod";
import { type SignedInCandidate, touchCandidate } from "@/lib/account/queries";
import { openText } from "@/lib/crypto/sealed";
import { db, Prisma } from "@/lib/db/client";
import { type ExamSessionFrame, frameColumns } from "@/lib/exam-session/queries";
import type { Override } from "@/lib/exam-session/windows";
import { isPortrait } from "@/lib/image/portrait";
import { readSealedFile } from "@/lib/storage/sealed-file";
import { type FieldItem, type UploadItem, uploadItems } from "./items";
import { type JourneyFacts } from "./steps";

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

/** Who is signed in, the published session, and his registration in it. */
export type SignedInStanding = {
  candidate: SignedInCandidate;
  session: ExamSessionFrame | null;
  registration: OwnRegistration | null;
};

type StandingRow = { accountId: string; lastSeenAt: Date; remembered: boolean } & Record<
  `session.${string}` | `registration.${string}`,
  unknown
> & {
    overrides: { step: Override["step"]; until: string }[];
    files: OwnRegistration["files"];
    seatId: string | null;
  };

const registrationColumns = {
  id: "id",
  status: "status",
  version: "version",
  registrationNumber: "registration_number",
  noticeConfirmedAt: "notice_confirmed_at",
  noticeVersion: "notice_version",
  detailsSavedAt: "details_saved_at",
  reopenedItems: "reopened_items",
  submittedAt: "submitted_at",
  decidedAt: "decided_at",
  paidAt: "paid_at",
} as const satisfies Partial<Record<keyof OwnRegistration, string>>;

const columns = (alias: string, prefix: string, names: Record<string, string>) =>
  Prisma.raw(
    Object.entries(names)
      .map(([field, column]) => `${alias}.${column} AS "${prefix}.${field}"`)
      .join(", "),
  );

const part = (row: StandingRow, prefix: "session" | "registration", names: Record<string, string>) =>
  Object.fromEntries(Object.keys(names).map((field) => [field, row[`${prefix}.${field}`]]));

/**
 * What every page of a signed-in candidate begins with, in one query instead of nine: the gate, the session's windows and where the
 * candidate stands. null when the login session was revoked or has lapsed. Counts as use of the login session.
 */
export async function signedInStanding(loginSessionId: string, now: Date): Promise<SignedInStanding | null> {
  const [row] = await db().$queryRaw<StandingRow[]>`
    SELECT l.account_id AS "accountId", l.last_seen_at AS "lastSeenAt", l.remembered,
           ${columns("s", "session", frameColumns)}, ${columns("r", "registration", registrationColumns)},
           coalesce((SELECT json_agg(json_build_object('step', o.step, 'until', o.until)) FROM step_override o WHERE o.registration_id = r.id), '[]') AS overrides,
           coalesce((SELECT json_agg(json_build_object('id', f.id, 'kind', f.kind) ORDER BY f.id) FROM stored_file f
                     WHERE f.registration_id = r.id AND f.removed_at IS NULL AND f.kind <> 'ADMIT_CARD'), '[]') AS files,
           (SELECT seat.id FROM seat WHERE seat.registration_id = r.id) AS "seatId"
    FROM login_session l
    LEFT JOIN LATERAL (SELECT * FROM exam_session WHERE published_at IS NOT NULL ORDER BY exam_starts_at DESC LIMIT 1) s ON true
    LEFT JOIN registration r ON r.account_id = l.account_id AND r.exam_session_id = s.id
    WHERE l.id = ${loginSessionId}::uuid AND l.account_id IS NOT NULL AND l.revoked_at IS NULL AND l.expires_at > ${now}`;
  if (!row) return null;
  await touchCandidate({ loginSessionId, lastSeenAt: row.lastSeenAt, remembered: row.remembered }, now);

  const candidate = { id: row.accountId, loginSessionId, remembered: row.remembered };
  // The columns were selected by these very names; the types are the model's.
  const session = row["session.id"] === null ? null : (part(row, "session", frameColumns) as ExamSessionFrame);
  if (row["registration.id"] === null) return { candidate, session, registration: null };
  const registration = {
    ...part(row, "registration", registrationColumns),
    // Prisma reads an array column that was never written as an empty list.
    reopenedItems: row["registration.reopenedItems"] ?? [],
    overrides: row.overrides.map(({ step, until }) => ({ step, until: new Date(until) })),
    files: row.files,
    seat: row.seatId === null ? null : { id: row.seatId },
  } as OwnRegistration;
  return { candidate, session, registration };
}

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

const detailsSelect = {
  id: true,
  status: true,
  version: true,
  registrationNumber: true,
  reopenedItems: true,
  submittedAt: true,
  draftEncrypted: true,
  detailsSavedAt: true,
  category: true,
  name: true,
  sex: true,
  idType: true,
  documentEncrypted: true,
  level: true,
  language: { select: { id: true, name: true } },
  school: { select: { id: true, name: true } },
  teachingPoint: { select: { id: true, name: true } },
  studentNumber: true,
  graduationMonth: true,
  accommodation: true,
  files: {
    where: { removedAt: null, kind: { in: [...uploadItems] } },
    select: { id: true, kind: true, contentType: true, pages: true },
    orderBy: { id: "asc" },
  },
} as const satisfies Prisma.RegistrationSelect;

/** The candidate's own data in full, his number in plain; for his own eyes only. */
export async function ownDetails({ accountId, examSessionId }: { accountId: string; examSessionId: string }) {
  const row = await db().registration.findUnique({
    where: { accountId_examSessionId: { accountId, examSessionId } },
    select: detailsSelect,
  });
  if (!row) return null;
  const { documentEncrypted, draftEncrypted, ...rest } = row;
  const documentNumber = documentEncrypted && openText("document", documentEncrypted);
  const draft = draftEncrypted ? readDraft(draftEncrypted) : null;
  return { ...rest, documentNumber, draft };
}

export type OwnDetails = NonNullable<Awaited<ReturnType<typeof ownDetails>>>;

const readDraft = (sealed: string): Partial<Record<FieldItem, string>> =>
  z.record(z.string(), z.string()).parse(JSON.parse(openText("draft", sealed)));

/** The stored columns as the form shows them. */
export const storedAsTyped = (row: OwnDetails): Record<FieldItem, string> => ({
  category: row.category ?? "",
  name: row.name ?? "",
  sex: row.sex ?? "",
  idType: row.idType ?? "",
  documentNumber: row.documentNumber ?? "",
  level: row.level ?? "",
  language: row.language?.id ?? "",
  school: row.school?.id ?? "",
  teachingPoint: row.teachingPoint?.id ?? "",
  studentNumber: row.studentNumber ?? "",
  graduationMonth: row.graduationMonth ?? "",
  accommodation: row.accommodation ?? "",
});

/** The newest decision that stands, with the items to mend; null before there was one. */
export const ownDecision = ({ accountId, examSessionId }: { accountId: string; examSessionId: string }) =>
  db().reviewDecision.findFirst({
    where: { undoneAt: null, registration: { accountId, examSessionId } },
    orderBy: { decidedAt: "desc" },
    select: { kind: true, reason: true, decidedAt: true, items: { select: { item: true, reason: true } } },
  });
