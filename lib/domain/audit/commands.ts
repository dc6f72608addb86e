import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, Prisma, type Tx } from "@/lib/adapter/db/client";

/** Who acts. SYSTEM is a job or a notification. */
export type Actor = { kind: "CANDIDATE" | "STAFF"; id: string } | { kind: "SYSTEM" };

export type AuditRecord = {
  actor: Actor;
  /** "<subject>.<verb>", e.g. "file.view". */
  action: string;
  subject: { kind: string; id?: string };
  /** Ids, codes and counts; never a personal value. */
  detail?: Prisma.InputJsonValue;
  now: Date;
};

/** Appends to the audit log inside the writer's transaction, so that neither exists without the other. */
export async function recordAudit(tx: Tx, { actor, action, subject, detail, now }: AuditRecord): Promise<void> {
  await tx.auditEntry.create({
    data: {
      at: now,
      actorKind: actor.kind,
      actorId: actor.kind === "SYSTEM" ? null : actor.id,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id ?? null,
      ...(detail === undefined ? {} : { detail }),
    },
  });
}

/**
 * The same for a statement that writes its audit rows itself. `rows` selects, in this order: at, actor_kind, actor_id,
 * action, subject_kind, subject_id, detail.
 */
export const insertAuditRows = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO audit_entry (at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
  ${rows}`;

/** A page that loads itself anew, or is loaded anew by hand, and shows the same is one look in this time. */
const SAME_LOOK_MS = 10 * 60_000;
/** The same look is looked for among this many of the viewer's latest rows. */
const LATEST_ROWS = 50;
/** Of more people than this a row keeps the first ones, and how many there were. */
const MAX_NAMED = 100;

export type Look = {
  staffId: string;
  /** The page's path in the code: "/admin/reviews/[id]". */
  page: string;
  /** What it shows, or the exam session whose people it lists. */
  subject: { kind: string; id?: string | undefined };
  /** Ids of the rows that a list shows. */
  listed?: readonly string[];
  now: Date;
};

/**
 * Puts on record that a member of staff was shown a person's data, or a list of people. To be called before anything is
 * shown.
 */
export async function recordLook({ staffId, page, subject, listed, now }: Look): Promise<void> {
  const detail = { page, ...(listed && { count: listed.length, listed: listed.slice(0, MAX_NAMED) }) };
  await db().$executeRaw`
    INSERT INTO audit_entry (at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
    SELECT ${now}::timestamptz, 'STAFF', ${staffId}::uuid, ${`${subject.kind}.look`}, ${subject.kind}, ${subject.id ?? null}::uuid,
      ${JSON.stringify(detail)}::jsonb
    WHERE NOT EXISTS (
      SELECT FROM (SELECT * FROM audit_entry WHERE actor_id = ${staffId}::uuid ORDER BY id DESC LIMIT ${LATEST_ROWS}) latest
      WHERE action = ${`${subject.kind}.look`} AND subject_id IS NOT DISTINCT FROM ${subject.id ?? null}::uuid
        AND detail = ${JSON.stringify(detail)}::jsonb AND at > ${new Date(now.getTime() - SAME_LOOK_MS)}::timestamptz AND at <= ${now}::timestamptz
    )`;
}

export type StaffSearch = {
  staffId: string;
  /** "registration" or "payment": where it was searched. */
  among: string;
  examSessionId?: string;
  /** What was typed, as it was understood: a phone, a document number, a name. */
  search: { kind: string; value: string };
  /** Ids of what was found. */
  found: readonly string[];
  now: Date;
};

/**
 * Puts a search on record, each one: which kind of field, whom it found, and the HMAC of what was typed, so that two
 * searches for the same can be told to be that. What was typed is in no log.
 */
export const recordSearch = ({ staffId, among, examSessionId, search, found, now }: StaffSearch): Promise<void> =>
  recordAudit(db(), {
    actor: { kind: "STAFF", id: staffId },
    action: `${among}.search`,
    subject: { kind: "exam_session", ...(examSessionId && { id: examSessionId }) },
    detail: {
      field: search.kind,
      valueIndex: blindIndex("searched", `${search.kind}\0${search.value}`),
      count: found.length,
      found: found.slice(0, MAX_NAMED),
    },
    now,
  });
