import { z } from "zod";
import { db, Prisma, type Tx } from "@/lib/adapter/db/client";
import { readRows } from "@/lib/adapter/db/read-rows";
import { shownIn } from "@/lib/domain/review/queries/queue";
import type { RecipientFilter } from "../recipient-filter";

export type RecipientQuestion = { examSessionId: string; filter: RecipientFilter; now: Date };

/** The registrations that the filter finds, of accounts that still have a number. */
function recipientsFrom({ examSessionId, filter, now }: RecipientQuestion): Prisma.Sql {
  const conditions = [
    Prisma.sql`r.exam_session_id = ${examSessionId}::uuid AND a.phone_encrypted IS NOT NULL`,
    ...(filter.status ? [shownIn(filter.status, examSessionId, now)] : []),
    ...(filter.school ? [Prisma.sql`r.school_id = ${filter.school}::uuid`] : []),
    ...(filter.language ? [Prisma.sql`r.language_id = ${filter.language}::uuid`] : []),
    ...(filter.category ? [Prisma.sql`r.category = ${filter.category}::candidate_category`] : []),
    ...(filter.level ? [Prisma.sql`r.level = ${filter.level}`] : []),
  ];
  return Prisma.sql`FROM registration r JOIN account a ON a.id = r.account_id WHERE ${Prisma.join(conditions, " AND ")}`;
}

const countColumns = { count: z.number() };

/** How many people the filter reaches: each has one registration in an exam session. */
export async function countRecipients(question: RecipientQuestion): Promise<number> {
  const [row] = readRows(countColumns, await db().$queryRaw`SELECT count(*)::int AS count ${recipientsFrom(question)}`);
  return row?.count ?? 0;
}

const idColumns = { accountId: z.uuid() };

/** Their accounts. */
export async function recipients(question: RecipientQuestion, tx: Pick<Tx, "$queryRaw">): Promise<string[]> {
  const rows = await tx.$queryRaw`SELECT r.account_id AS "accountId" ${recipientsFrom(question)} ORDER BY r.id`;
  return readRows(idColumns, rows).map(({ accountId }) => accountId);
}
