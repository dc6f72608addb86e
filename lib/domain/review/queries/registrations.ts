import { z } from "zod";
import { db, Prisma } from "@/lib/adapter/db/client";
import { CandidateCategory, RegistrationStatus } from "@/lib/adapter/db/enums";
import { readRows } from "@/lib/adapter/db/read-rows";
import type { ShownStatus } from "@/lib/domain/registration/shown-status";
import type { ListFilter } from "../list-filter";
import type { Scope } from "../scope";
import { paysLonger, shownIn } from "./queue";
import { scopeSql } from "./scope";

const columns = {
  id: z.uuid(),
  status: z.enum(RegistrationStatus),
  lapsed: z.boolean(),
  name: z.string().nullable(),
  documentMasked: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  level: z.string().nullable(),
  category: z.enum(CandidateCategory).nullable(),
  school: z.string().nullable(),
  language: z.string().nullable(),
  createdAt: z.date(),
  submittedAt: z.date().nullable(),
};

/** A line of the list of all registrations. */
export type ListedRegistration = Omit<z.output<z.ZodObject<typeof columns>>, "lapsed"> & { shown: ShownStatus };

/** Which registrations the list contains, and for whom. */
export type ListQuestion = { examSessionId: string; scope: Scope; filter: ListFilter; now: Date };

function listWhere({ examSessionId, scope, filter, now }: ListQuestion): Prisma.Sql {
  const conditions = [
    Prisma.sql`r.exam_session_id = ${examSessionId}::uuid ${scopeSql(scope)}`,
    ...(filter.status ? [shownIn(filter.status, examSessionId, now)] : []),
    ...(filter.school ? [Prisma.sql`r.school_id = ${filter.school}::uuid`] : []),
    ...(filter.language ? [Prisma.sql`r.language_id = ${filter.language}::uuid`] : []),
    ...(filter.category ? [Prisma.sql`r.category = ${filter.category}::candidate_category`] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

/**
 * One page of the registrations of an exam session in every state, by the time at which they were begun, newest first
 * unless `down` is false. `after`: the last id of the page before. Ids are UUIDv7, so their order is that of time.
 */
export async function registrationList({
  after,
  limit,
  down,
  ...question
}: ListQuestion & { after: string | null; limit: number; down: boolean }): Promise<{
  rows: ListedRegistration[];
  next: string | null;
}> {
  const { now } = question;
  const beyond = after
    ? Prisma.sql`AND r.id ${down ? Prisma.sql`<` : Prisma.sql`>`} ${after}::uuid`
    : Prisma.sql`AND true`;
  const order = down ? Prisma.sql`r.id DESC` : Prisma.sql`r.id`;
  // First the page is selected from an index, then the columns for display are joined to its few rows.
  const found = readRows(
    columns,
    await db().$queryRaw`
    SELECT r.id, r.status, r.name, r.document_masked AS "documentMasked", r.registration_number AS "registrationNumber",
      r.level, r.category, s.name AS school, l.name AS language, r.created_at AS "createdAt",
      r.submitted_at AS "submittedAt",
      (r.status = 'APPROVED' AND e.payment_closes_at <= ${now}::timestamptz AND NOT (${paysLonger(now)})) AS lapsed
    FROM (
      SELECT r.id FROM registration r WHERE ${listWhere(question)} ${beyond} ORDER BY ${order} LIMIT ${limit + 1}
    ) page
    JOIN registration r ON r.id = page.id
    JOIN exam_session e ON e.id = r.exam_session_id
    LEFT JOIN school s ON s.id = r.school_id
    LEFT JOIN language l ON l.id = r.language_id
    ORDER BY ${order}`,
  );
  const rows = found.slice(0, limit).map(({ lapsed, ...row }) => {
    const shown: ShownStatus = lapsed ? "LAPSED" : row.status;
    return { ...row, shown };
  });
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}

const countColumns = { count: z.number() };

/** The number of registrations in the list, counted up to `most`. */
export async function registrationListSize(question: ListQuestion, most: number): Promise<number> {
  const [row] = readRows(
    countColumns,
    await db().$queryRaw`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM registration r WHERE ${listWhere(question)} LIMIT ${most}
    ) counted`,
  );
  return row?.count ?? 0;
}
