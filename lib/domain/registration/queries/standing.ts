import { type SignedInCandidate, touchCandidate } from "@/lib/domain/account/queries";
import { z } from "zod";
import { db, Prisma, type Tx } from "@/lib/adapter/db/client";
import { IdType, RegistrationStatus, Step } from "@/lib/adapter/db/enums";
import { jsonInstant, readRows } from "@/lib/adapter/db/read-rows";
import {
  type ExamSessionFrame,
  examsEndAt,
  frameColumns,
  frameJson,
  frameLanguages,
  offeredColumn,
  offeredJson,
  type OfferedLists,
} from "@/lib/domain/exam-session/queries";
import { examTimeOf } from "@/lib/domain/exam-session/exam-time";
import { uploadItems } from "../items";
import type { MarkFacts } from "../standing-mark";
import type { JourneyFacts } from "../steps";

// Every page and every command of a candidate begins with this query, so it is one hand-written statement. The ORM
// would send one statement for each relation.

/** A candidate's registration with the columns that the journey depends on, as a JSON object that PostgreSQL built. */
const registrationJson = z.strictObject({
  id: z.uuid(),
  status: z.enum(RegistrationStatus),
  version: z.number(),
  registrationNumber: z.string().nullable(),
  noticeConfirmedAt: jsonInstant.nullable(),
  noticeVersion: z.number().nullable(),
  detailsSavedAt: jsonInstant.nullable(),
  languageId: z.uuid().nullable(),
  idType: z.enum(IdType).nullable(),
  faceConsentAt: jsonInstant.nullable(),
  // An array column that was never written is null.
  reopenedItems: z
    .array(z.string())
    .nullable()
    .transform((written) => written ?? []),
  submittedAt: jsonInstant.nullable(),
  decidedAt: jsonInstant.nullable(),
  paidAt: jsonInstant.nullable(),
  overrides: z.array(z.strictObject({ step: z.enum(Step), until: jsonInstant })),
  seat: z.strictObject({ id: z.uuid() }).nullable(),
  /** The uploads that were not removed. */
  files: z.array(z.strictObject({ id: z.uuid(), kind: z.enum(uploadItems) })),
});
export type OwnRegistration = z.output<typeof registrationJson>;

type Column = Exclude<keyof OwnRegistration, "overrides" | "seat" | "files">;

const registrationColumns: Record<Column, string> = {
  id: "id",
  status: "status",
  version: "version",
  registrationNumber: "registration_number",
  noticeConfirmedAt: "notice_confirmed_at",
  noticeVersion: "notice_version",
  detailsSavedAt: "details_saved_at",
  languageId: "language_id",
  idType: "id_type",
  faceConsentAt: "face_consent_at",
  reopenedItems: "reopened_items",
  submittedAt: "submitted_at",
  decidedAt: "decided_at",
  paidAt: "paid_at",
};

/** A row as one JSON value: the server then reads one column instead of forty. */
const asObject = (alias: string, names: Record<string, string>, more: Record<string, string> = {}) => {
  const fields = Object.entries(names).map(([field, column]) => [field, `${alias}.${column}`] as const);
  const pairs = [...fields, ...Object.entries(more)].map(([field, value]) => `'${field}', ${value}`);
  return `json_build_object(${pairs.join(", ")})`;
};

const kinds = uploadItems.map((kind) => `'${kind}'`).join(", ");
const related = {
  overrides: `coalesce((SELECT json_agg(json_build_object('step', o.step, 'until', o.until)) FROM step_override o WHERE o.registration_id = r.id), '[]')`,
  files: `coalesce((SELECT json_agg(json_build_object('id', f.id, 'kind', f.kind) ORDER BY f.id) FROM stored_file f
    WHERE f.registration_id = r.id AND f.removed_at IS NULL AND f.kind IN (${kinds})), '[]')`,
  seat: `(SELECT json_build_object('id', seat.id) FROM seat WHERE seat.registration_id = r.id)`,
};

/** The columns of an exam session `s` and a registration `r`. Either may be missing. */
const standingColumns = Prisma.raw(`
  CASE WHEN s.id IS NOT NULL THEN ${asObject("s", frameColumns, { languages: frameLanguages })} END AS "examSession",
  CASE WHEN r.id IS NOT NULL THEN ${asObject("r", registrationColumns, related)} END AS registration`);

const standingShape = { examSession: frameJson.nullable(), registration: registrationJson.nullable() };
const detailsShape = { ...standingShape, lists: offeredJson };
const signedInShape = {
  ...standingShape,
  accountId: z.uuid(),
  lastSeenAt: z.date(),
  remembered: z.boolean(),
  lists: offeredJson.nullable(),
};

/** A published exam session with the candidate's registration in it. */
export type OwnEntry = { examSession: ExamSessionFrame; registration: OwnRegistration | null };

/**
 * The signed-in candidate and the published exam sessions that may concern him: those whose exam is not over (without
 * any, the last one), and those in which he registered. Only the latter may be archived. own-exam-sessions.ts says
 * which he sees.
 */
export type SignedInStanding = { candidate: SignedInCandidate; entries: OwnEntry[] };

type SignedInRow = z.output<z.ZodObject<typeof signedInShape>>;

/**
 * One row for each exam session that may concern the candidate, at least one for a valid login session. `only`: the one
 * exam session that the caller has named.
 */
const signedInRows = async (
  loginSessionId: string,
  now: Date,
  lists: Prisma.Sql,
  only: string | null,
): Promise<SignedInRow[]> => {
  const named = only ? Prisma.sql`AND id = ${only}::uuid` : Prisma.empty;
  const rows = await db().$queryRaw`
    SELECT l.account_id AS "accountId", l.last_seen_at AS "lastSeenAt", l.remembered, ${standingColumns}, ${lists} AS lists
    FROM login_session l
    LEFT JOIN LATERAL (
      SELECT published.* FROM exam_session published
      WHERE published.published_at IS NOT NULL ${named} AND (
        published.archived_at IS NULL AND (
          ${examsEndAt("published")} > ${now}
          OR ${examsEndAt("published")} = (
            SELECT max(${examsEndAt("any_session")}) FROM exam_session any_session
            WHERE published_at IS NOT NULL AND archived_at IS NULL))
        OR EXISTS (SELECT FROM registration WHERE account_id = l.account_id AND exam_session_id = published.id))
    ) s ON true
    LEFT JOIN registration r ON r.account_id = l.account_id AND r.exam_session_id = s.id
    WHERE l.id = ${loginSessionId}::uuid AND l.account_id IS NOT NULL AND l.revoked_at IS NULL AND l.expires_at > ${now}`;
  return readRows(signedInShape, rows);
};

/** The rows of a signed-in candidate. Counts as use of the login session. */
async function usingRows(
  loginSessionId: string,
  now: Date,
  lists: Prisma.Sql,
  only: string | null,
): Promise<SignedInRow[]> {
  const rows = await signedInRows(loginSessionId, now, lists, only);
  const [row] = rows;
  if (row) await touchCandidate({ loginSessionId, lastSeenAt: row.lastSeenAt, remembered: row.remembered }, now);
  return rows;
}

const entryOf = ({ examSession, registration }: SignedInRow): OwnEntry[] =>
  examSession ? [{ examSession, registration }] : [];

/**
 * Loads what every page of a signed-in candidate needs: the account, the exam sessions with their windows, and his
 * registrations. null when the login session was revoked or has expired. Counts as use of the login session.
 */
export async function signedInStanding(loginSessionId: string, now: Date): Promise<SignedInStanding | null> {
  const rows = await usingRows(loginSessionId, now, Prisma.raw("NULL"), null);
  const [row] = rows;
  if (!row) return null;
  return {
    candidate: { id: row.accountId, loginSessionId, remembered: row.remembered },
    entries: rows.flatMap(entryOf),
  };
}

/**
 * The same for a page that polls on its own, about the exam session that the page shows. It does not count as use of
 * the login session. null when the login session has ended, or the exam session is not published any more.
 */
export async function watchedStanding(
  loginSessionId: string,
  examSessionId: string,
  now: Date,
): Promise<MarkFacts | null> {
  const [row] = await signedInRows(loginSessionId, now, Prisma.raw("NULL"), examSessionId);
  return row?.examSession ? markFacts(row.examSession, row.registration) : null;
}

/** The facts that a candidate's pages depend on, for standing-mark.ts. */
export const markFacts = (examSession: Standing, row: OwnRegistration | null): MarkFacts => ({
  ...journeyFacts(examSession, row),
  version: row?.version ?? 0,
});

/** What the form of 信息填写 is checked against and written to. */
export type DetailsContext = {
  accountId: string;
  examSession: ExamSessionFrame;
  registration: OwnRegistration | null;
  lists: OfferedLists;
};

/** NULL where there is no exam session. */
const listsOfSession = Prisma.sql`CASE WHEN s.id IS NOT NULL THEN ${offeredColumn} END`;

/**
 * The same for the action that receives the form of this exam session, with the exam session's lists, in one query.
 * null when the login session has ended, or the exam session cannot be looked at or is archived.
 */
export async function signedInDetailsContext(
  loginSessionId: string,
  examSessionId: string,
  now: Date,
): Promise<DetailsContext | null> {
  const [row] = await usingRows(loginSessionId, now, listsOfSession, examSessionId);
  if (!row?.examSession || row.examSession.archivedAt || !row.lists) return null;
  return {
    accountId: row.accountId,
    examSession: row.examSession,
    registration: row.registration,
    lists: row.lists,
  };
}

export type CandidateInExamSession = { accountId: string; examSessionId: string };

/**
 * The exam session and this account's registration in it (null before the candidate began one). Throws when there is no
 * such exam session.
 */
export async function registrationInExamSession(
  { accountId, examSessionId }: CandidateInExamSession,
  tx: Pick<Tx, "$queryRaw"> = db(),
): Promise<{ examSession: ExamSessionFrame; registration: OwnRegistration | null }> {
  const rows = await tx.$queryRaw`
    SELECT ${standingColumns}
    FROM exam_session s LEFT JOIN registration r ON r.exam_session_id = s.id AND r.account_id = ${accountId}::uuid
    WHERE s.id = ${examSessionId}::uuid`;
  const [row] = readRows(standingShape, rows);
  if (!row?.examSession) throw new Error("no such exam session");
  return { examSession: row.examSession, registration: row.registration };
}

/** The same with the exam session's lists. */
export async function detailsContext({ accountId, examSessionId }: CandidateInExamSession): Promise<DetailsContext> {
  const rows = await db().$queryRaw`
    SELECT ${standingColumns}, ${offeredColumn} AS lists
    FROM exam_session s LEFT JOIN registration r ON r.exam_session_id = s.id AND r.account_id = ${accountId}::uuid
    WHERE s.id = ${examSessionId}::uuid`;
  const [row] = readRows(detailsShape, rows);
  if (!row?.examSession) throw new Error("no such exam session");
  return {
    accountId,
    examSession: row.examSession,
    registration: row.registration,
    lists: row.lists,
  };
}

/** A registration of this account and its exam session. null when the registration belongs to another account. */
export async function registrationOfOwner(
  { accountId, registrationId }: { accountId: string; registrationId: string },
  tx: Pick<Tx, "$queryRaw"> = db(),
): Promise<{ examSession: ExamSessionFrame; registration: OwnRegistration } | null> {
  const rows = await tx.$queryRaw`
    SELECT ${standingColumns}
    FROM registration r JOIN exam_session s ON s.id = r.exam_session_id
    WHERE r.id = ${registrationId}::uuid AND r.account_id = ${accountId}::uuid`;
  const [row] = readRows(standingShape, rows);
  return row?.examSession && row.registration ? { examSession: row.examSession, registration: row.registration } : null;
}

/** What of an exam session decides where a candidate stands. */
type Standing = JourneyFacts["examSession"] & Parameters<typeof examTimeOf>[0];

/** Shapes a row for the pure rules of steps.ts. */
export function journeyFacts(examSession: Standing, row: OwnRegistration | null): JourneyFacts {
  const exam = examTimeOf(examSession, row?.languageId ?? null);
  if (!row) return { examSession, exam, registration: null };
  return {
    examSession,
    exam,
    registration: {
      status: row.status,
      noticeConfirmed: row.noticeConfirmedAt !== null,
      detailsSaved: row.detailsSavedAt !== null,
      idType: row.idType,
      uploads: uploadItems.filter((kind) => row.files.some((file) => file.kind === kind)),
      overrides: row.overrides,
      seated: row.seat !== null,
    },
  };
}
