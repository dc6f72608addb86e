import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { UNWRITABLE } from "@/lib/core/person-name";
import { db, Prisma } from "@/lib/adapter/db/client";
import { CandidateCategory, RegistrationStatus, RosterState } from "@/lib/adapter/db/enums";
import { literally } from "@/lib/adapter/db/literal";
import { claimHolds, latestClaimEnd } from "@/lib/domain/registration/claim-time";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import type { QueueFilter } from "../queue-filter";
import { type Scope, scopeWhere } from "../scope";
import { scopeSql } from "./scope";

export type StatusCounts = Record<ShownStatus, number>;

const statusColumns = { status: z.enum({ ...RegistrationStatus, keptOpen: "kept open" }), count: z.number() };

/**
 * The number of registrations of an exam session, within a scope, in each shown status; zero where there are none. Each
 * registration counts once, so the sum is the total. Once payment is closed, "lapsed" is the number of approved ones
 * minus the few with an extension. This way the index alone answers.
 */
export async function countByStatus(
  { id, paymentClosesAt }: { id: string; paymentClosesAt: Date },
  scope: Scope,
  now: Date,
): Promise<StatusCounts> {
  const groups = readRows(
    statusColumns,
    await db().$queryRaw`
    SELECT r.status::text AS status, count(*)::int AS count FROM registration r
    WHERE r.exam_session_id = ${id}::uuid ${scopeSql(scope)} GROUP BY r.status
    UNION ALL
    SELECT 'kept open', count(*)::int FROM registration r
    WHERE r.exam_session_id = ${id}::uuid AND r.status = 'APPROVED' AND ${paysLonger(now)} ${scopeSql(scope)}`,
  );
  const of = (status: (typeof groups)[number]["status"]) => groups.find((group) => group.status === status)?.count ?? 0;
  const counts = Object.fromEntries(Object.values(RegistrationStatus).map((status) => [status, of(status)])) as Record<
    RegistrationStatus,
    number
  >;
  const lapsed = paymentClosesAt <= now ? counts.APPROVED - of("kept open") : 0;
  return { ...counts, APPROVED: counts.APPROVED - lapsed, LAPSED: lapsed };
}

/** Whether staff extended the payment of a registration `r`, and the extension has not ended. */
export const paysLonger = (now: Date) => Prisma.sql`r.id IN (
  SELECT o.registration_id FROM step_override o WHERE o.step = 'PAYMENT' AND o.until > ${now}::timestamptz)`;

/** The registrations `r` of an exam session in a shown status. */
export function shownIn(status: ShownStatus, examSessionId: string, now: Date): Prisma.Sql {
  const stored = Prisma.sql`r.status = ${status === "LAPSED" ? "APPROVED" : status}::registration_status`;
  if (status !== "APPROVED" && status !== "LAPSED") return stored;
  const closed = Prisma.sql`(SELECT s.payment_closes_at <= ${now}::timestamptz FROM exam_session s WHERE s.id = ${examSessionId}::uuid)`;
  const lapsed = Prisma.sql`(${closed} AND NOT (${paysLonger(now)}))`;
  return status === "LAPSED" ? Prisma.sql`${stored} AND ${lapsed}` : Prisma.sql`${stored} AND NOT ${lapsed}`;
}

/**
 * The number of waiting registrations with a name that staff must complete (〓). None of them can pass even the first
 * stage.
 */
export const countUnwrittenNames = (examSessionId: string, scope: Scope): Promise<number> =>
  db().registration.count({
    where: { examSessionId, status: "SUBMITTED", name: { contains: literally(UNWRITABLE) }, AND: [scopeWhere(scope)] },
  });

/** A position in the queue: the row-value after which the next page begins. */
export type QueueCursor = { submittedAt: Date; id: string };

const queueColumns = {
  id: z.uuid(),
  version: z.number(),
  name: z.string().nullable(),
  documentMasked: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  level: z.string().nullable(),
  category: z.enum(CandidateCategory).nullable(),
  school: z.string().nullable(),
  language: z.string().nullable(),
  submittedAt: z.date(),
  submissions: z.number(),
  findings: z.array(z.string()),
  checkedAt: z.date().nullable(),
  rosterState: z.enum(RosterState),
  /** The reviewer who has claimed it; null when there is none. */
  claimedBy: z.string().nullable(),
  claimedById: z.uuid().nullable(),
  claimedUntil: z.date().nullable(),
};
export type QueueRow = z.output<z.ZodObject<typeof queueColumns>>;

/** Which registrations a list contains, the member of staff who views it, and when. */
export type QueueQuestion = { examSessionId: string; scope: Scope; filter: QueueFilter; staffId: string; now: Date };

const HOUR_MS = 60 * 60 * 1000;

/** Whether the claim of a registration `r` is valid. */
const claimed = (now: Date) =>
  Prisma.sql`r.claimed_until > ${now}::timestamptz AND r.claimed_until <= ${latestClaimEnd(now)}::timestamptz`;

/** The conditions of a queue on a registration `r`. */
export function queueWhere({ examSessionId, scope, filter, staffId, now }: QueueQuestion): Prisma.Sql {
  const conditions = [
    Prisma.sql`r.exam_session_id = ${examSessionId}::uuid AND ${shownIn(filter.status, examSessionId, now)} ${scopeSql(scope)}`,
  ];
  if (filter.school) conditions.push(Prisma.sql`r.school_id = ${filter.school}::uuid`);
  if (filter.language) conditions.push(Prisma.sql`r.language_id = ${filter.language}::uuid`);
  if (filter.category) conditions.push(Prisma.sql`r.category = ${filter.category}::candidate_category`);
  if (filter.findings === "none") conditions.push(Prisma.sql`r.checked_at IS NOT NULL AND cardinality(r.findings) = 0`);
  if (filter.findings === "any") conditions.push(Prisma.sql`r.checked_at IS NOT NULL AND cardinality(r.findings) > 0`);
  if (filter.findings === "unwritten") conditions.push(Prisma.sql`position(${UNWRITABLE} IN r.name) > 0`);
  if (filter.findings === "unchecked") conditions.push(Prisma.sql`r.checked_at IS NULL`);
  if (filter.roster) conditions.push(Prisma.sql`r.roster_state = ${filter.roster}::roster_state`);
  if (filter.waiting) {
    conditions.push(Prisma.sql`r.submitted_at <= ${new Date(now.getTime() - filter.waiting * HOUR_MS)}::timestamptz`);
  }
  if (filter.again) conditions.push(Prisma.sql`r.submissions > 1`);
  if (filter.mine) conditions.push(Prisma.sql`r.claimed_by_id = ${staffId}::uuid AND ${claimed(now)}`);
  return Prisma.join(conditions, " AND ");
}

/**
 * One page of a queue, longest waiting first (`down`: last), and where the next page begins (null on the last page).
 */
export async function reviewQueue({
  after,
  limit,
  down = false,
  ...question
}: QueueQuestion & { after: QueueCursor | null; limit: number; down?: boolean }): Promise<{
  rows: QueueRow[];
  next: QueueCursor | null;
}> {
  const { now } = question;
  const beyond =
    after &&
    Prisma.sql`AND (r.submitted_at, r.id) ${down ? Prisma.sql`<` : Prisma.sql`>`} (${after.submittedAt}::timestamptz, ${after.id}::uuid)`;
  const order = down ? Prisma.sql`r.submitted_at DESC, r.id DESC` : Prisma.sql`r.submitted_at, r.id`;
  // First the page is selected, then the columns for display are joined to its few rows.
  const rows = readRows(
    queueColumns,
    await db().$queryRaw`
    SELECT r.id, r.version, r.name, r.registration_number AS "registrationNumber", r.level, r.document_masked AS "documentMasked", r.category, s.name AS school, l.name AS language,
      r.submitted_at AS "submittedAt", r.submissions, coalesce(r.findings, '{}') AS findings, r.checked_at AS "checkedAt", r.roster_state AS "rosterState",
      c.name AS "claimedBy", c.id AS "claimedById", CASE WHEN c.id IS NOT NULL THEN r.claimed_until END AS "claimedUntil"
    FROM (
      SELECT r.id FROM registration r
      WHERE ${queueWhere(question)} ${beyond ?? Prisma.sql`AND r.submitted_at IS NOT NULL`}
      ORDER BY ${order}
      LIMIT ${limit + 1}
    ) page
    JOIN registration r ON r.id = page.id
    LEFT JOIN school s ON s.id = r.school_id
    LEFT JOIN language l ON l.id = r.language_id
    LEFT JOIN staff c ON c.id = r.claimed_by_id AND ${claimed(now)}
    ORDER BY ${order}`,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? { submittedAt: last.submittedAt, id: last.id } : null };
}

const countColumns = { count: z.number() };

/** The number of registrations in a queue, counted up to `most`. */
export async function queueSize(question: QueueQuestion, most: number): Promise<number> {
  const [row] = readRows(
    countColumns,
    await db().$queryRaw`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM registration r WHERE ${queueWhere(question)} LIMIT ${most}) counted`,
  );
  return row?.count ?? 0;
}

const nextColumns = { registrationId: z.uuid(), fileIds: z.array(z.uuid()) };

/**
 * The files of the registration that `next` would most likely return, so that the browser can prefetch them during the
 * present decision.
 */
export async function filesAhead(
  question: QueueQuestion,
  exceptId: string,
): Promise<{ registrationId: string; fileIds: string[] } | null> {
  const { now } = question;
  const [row] = readRows(
    nextColumns,
    await db().$queryRaw`
    SELECT r.id AS "registrationId", ARRAY(
      SELECT f.id::text FROM stored_file f WHERE f.registration_id = r.id AND f.removed_at IS NULL AND f.kind NOT IN ('ADMIT_CARD', 'ACCOMMODATION_PROOF') ORDER BY f.id
    ) AS "fileIds"
    FROM registration r
    WHERE ${queueWhere(question)} AND r.id <> ${exceptId}::uuid
      AND (${claimed(now)}) IS NOT TRUE
    ORDER BY r.submitted_at, r.id
    LIMIT 1`,
  );
  return row ?? null;
}

/** Which reviewer has claimed each of these registrations, by the registration's id. */
export async function claimsOf(ids: readonly string[], scope: Scope, now: Date): Promise<Record<string, string>> {
  const rows = await db().registration.findMany({
    where: { id: { in: [...ids] }, claimedUntil: claimHolds(now), AND: [scopeWhere(scope)] },
    select: { id: true, claimedBy: { select: { name: true } } },
  });
  return Object.fromEntries(rows.flatMap(({ id, claimedBy }) => (claimedBy ? [[id, claimedBy.name]] : [])));
}
