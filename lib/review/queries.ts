import { documentIdentity } from "@/lib/core/identity-number";
import { maskPhone } from "@/lib/core/phone";
import { blindIndex, openText } from "@/lib/crypto/sealed";
import { db, type Prisma } from "@/lib/db/client";
import { type CandidateCategory, IdType, RegistrationStatus } from "@/lib/db/enums";
import { documentFindings } from "./findings";
import type { Search } from "./search";

export type StatusCounts = Record<RegistrationStatus, number>;

/** How many registrations of a session stand in each status; zero where there are none. */
export async function countByStatus(examSessionId: string): Promise<StatusCounts> {
  const groups = await db().registration.groupBy({ by: ["status"], where: { examSessionId }, _count: true });
  const counts = Object.fromEntries(Object.values(RegistrationStatus).map((status) => [status, 0])) as StatusCounts;
  for (const { status, _count } of groups) counts[status] = _count;
  return counts;
}

/** The statuses a reviewer's queue can be narrowed to: everything that was ever submitted. */
export const queueStatuses = ["SUBMITTED", "RETURNED", "APPROVED", "PAID", "REFUSED"] as const satisfies readonly RegistrationStatus[];

export type QueueStatus = (typeof queueStatuses)[number];

/** A place in the queue: the row-value after which the next page begins. */
export type QueueCursor = { submittedAt: Date; id: string };

export type QueueRow = {
  id: string;
  name: string | null;
  documentMasked: string | null;
  category: CandidateCategory | null;
  school: string | null;
  language: string | null;
  submittedAt: Date;
};

const beginning: QueueCursor = { submittedAt: new Date(0), id: "00000000-0000-0000-0000-000000000000" };

/** One page of the queue, longest waiting first, and where the next page begins (null on the last one). */
export async function reviewQueue({
  examSessionId,
  status,
  after,
  limit,
}: {
  examSessionId: string;
  status: QueueStatus;
  after: QueueCursor | null;
  limit: number;
}): Promise<{ rows: QueueRow[]; next: QueueCursor | null }> {
  const { submittedAt, id } = after ?? beginning;
  const rows = await db().$queryRaw<QueueRow[]>`
    SELECT r.id, r.name, r.document_masked AS "documentMasked", r.category, s.name AS school, l.name AS language, r.submitted_at AS "submittedAt"
    FROM registration r
    LEFT JOIN school s ON s.id = r.school_id
    LEFT JOIN language l ON l.id = r.language_id
    WHERE r.exam_session_id = ${examSessionId}::uuid
      AND r.status = ${status}::registration_status
      AND (r.submitted_at, r.id) > (${submittedAt}::timestamptz, ${id}::uuid)
    ORDER BY r.submitted_at, r.id
    LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? { submittedAt: last.submittedAt, id: last.id } : null };
}

/** The registration to decide after this one: the next that waits, else the first; null when none waits. */
export async function nextToReview(examSessionId: string, after: QueueCursor | null): Promise<string | null> {
  const queue = (cursor: QueueCursor | null) => reviewQueue({ examSessionId, status: "SUBMITTED", after: cursor, limit: 1 });
  const following = (await queue(after)).rows[0] ?? (after ? (await queue(null)).rows[0] : undefined);
  return following?.id ?? null;
}

/** A picture that more others show tells the reviewer nothing more. */
const MOST_MATCHES = 5;

const caseSelect = {
  id: true,
  status: true,
  version: true,
  registrationNumber: true,
  category: true,
  name: true,
  sex: true,
  idType: true,
  documentEncrypted: true,
  documentMasked: true,
  birthDate: true,
  level: true,
  studentNumber: true,
  graduationMonth: true,
  accommodation: true,
  reopenedItems: true,
  submittedAt: true,
  examSessionId: true,
  school: { select: { name: true } },
  teachingPoint: { select: { name: true } },
  language: { select: { name: true } },
  account: { select: { phoneEncrypted: true } },
  seat: { select: { number: true, admitCardNumber: true, room: { select: { number: true } } } },
  overrides: { select: { step: true, until: true } },
  examSession: true,
  files: {
    where: { removedAt: null, kind: { in: ["ID_FRONT", "ID_BACK", "PROOF", "PORTRAIT"] } },
    select: {
      id: true,
      kind: true,
      findings: true,
      width: true,
      height: true,
      pages: true,
      matches: {
        where: { otherFile: { removedAt: null } },
        select: {
          otherFileId: true,
          exact: true,
          otherFile: {
            select: {
              kind: true,
              registration: {
                select: { id: true, status: true, name: true, documentMasked: true, examSession: { select: { title: true } } },
              },
            },
          },
        },
        orderBy: { distance: "asc" },
        take: MOST_MATCHES,
      },
    },
    orderBy: { createdAt: "asc" },
  },
  events: { select: { id: true, event: true, actorKind: true, at: true }, orderBy: { at: "asc" } },
  decisions: {
    select: {
      id: true,
      kind: true,
      reason: true,
      decidedAt: true,
      undoneAt: true,
      staff: { select: { name: true } },
      items: { select: { item: true, reason: true } },
    },
    orderBy: { decidedAt: "desc" },
  },
} as const satisfies Prisma.RegistrationSelect;

/** Everything a reviewer sees of one registration; numbers masked, findings computed. Drafts are not shown: they are not yet said. */
export async function reviewCase(id: string) {
  const row = await db().registration.findUnique({ where: { id, status: { not: "DRAFT" } }, select: caseSelect });
  if (!row) return null;
  const { documentEncrypted, account, ...shown } = row;
  const number = documentEncrypted ? openText("document", documentEncrypted) : null;
  const { examStartsAt } = row.examSession;
  return {
    ...shown,
    phoneMasked: maskPhone(openText("phone", account.phoneEncrypted)),
    findings: number && row.idType ? documentFindings({ ...row, idType: row.idType, number, examStartsAt }) : [],
  };
}

export type ReviewCase = NonNullable<Awaited<ReturnType<typeof reviewCase>>>;

const MOST_FOUND = 50;

/** Registrations of a session by 报名号, phone, exact document number or name, newest first; drafts too. At most fifty. */
export async function searchRegistrations({ examSessionId, search }: { examSessionId: string; search: Search }) {
  const rows = await db().registration.findMany({
    where: { examSessionId, ...searchWhere(search) },
    select: {
      id: true,
      status: true,
      name: true,
      documentMasked: true,
      registrationNumber: true,
      submittedAt: true,
      school: { select: { name: true } },
    },
    orderBy: { id: "desc" },
    take: MOST_FOUND,
  });
  return rows.map(({ school, ...row }) => ({ ...row, school: school?.name ?? null }));
}

export type FoundRegistration = Awaited<ReturnType<typeof searchRegistrations>>[number];

function searchWhere({ kind, value }: Search): Prisma.RegistrationWhereInput {
  switch (kind) {
    case "registrationNumber":
      return { registrationNumber: value };
    case "phone":
      return { account: { phoneIndex: blindIndex("phone", value) } };
    case "document":
      return { documentIndex: { in: Object.values(IdType).map((kind) => blindIndex("document", documentIdentity(kind, value))) } };
    case "name":
      return { name: { contains: value } };
  }
}
