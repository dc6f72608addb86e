import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, Prisma, type Tx } from "@/lib/adapter/db/client";

/** Who acts. SYSTEM is a job or a WeChat notification. */
export type Actor = { kind: "CANDIDATE" | "STAFF"; id: string } | { kind: "SYSTEM" };

export type AuditRecord = {
  actor: Actor;
  /** "<subject>.<verb>", e.g. "file.view". */
  action: string;
  subject: { kind: string; id?: string };
  /** Ids, codes and counts; never personal data. */
  detail?: Prisma.InputJsonValue;
  now: Date;
};

/**
 * Appends an audit row inside the writer's transaction, so that the change and its row are committed together or not at
 * all.
 */
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
 * The same for an SQL statement that writes its own audit rows. `rows` selects, in this order: at, actor_kind,
 * actor_id, action, subject_kind, subject_id, detail.
 */
export const insertAuditRows = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO audit_entry (at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
  ${rows}`;

/** A page that is reloaded, or a search that is asked again, within this time and shows the same counts as one. */
const SAME_LOOK_MS = 10 * 60_000;
/** An earlier view is searched among this many of the viewer's latest rows. */
const LATEST_ROWS = 50;
/** A row keeps at most this many ids of people, and the total number. */
const MAX_NAMED = 200;

export type Look = {
  staffId: string;
  /** The page's route in the code: "/admin/reviews/[id]". */
  page: string;
  /** The row that the page shows, or the exam session whose people it lists. */
  subject: { kind: string; id?: string | undefined };
  /** The ids of the rows that a list shows. */
  listed?: readonly string[];
  /** What the page shows whole that every other page masks: "documentNumber". */
  whole?: readonly string[];
  now: Date;
};

/**
 * Records that a member of staff was shown a candidate's data, or a list of candidates. Call it before anything is
 * shown.
 */
export async function recordLook({ staffId, page, subject, listed, whole, now }: Look): Promise<void> {
  const detail = {
    page,
    ...(listed && { count: listed.length, listed: listed.slice(0, MAX_NAMED) }),
    ...(whole?.length && { whole: [...whole] }),
  };
  await recordUnlessJustNow({ staffId, action: `${subject.kind}.look`, subject, detail, now });
}

/** Writes what a member of staff saw, unless the same was written for him a moment ago. */
const recordUnlessJustNow = ({
  staffId,
  action,
  subject,
  detail,
  now,
}: {
  staffId: string;
  action: string;
  subject: { kind: string; id?: string | undefined };
  detail: Prisma.InputJsonObject;
  now: Date;
}): Promise<unknown> => db().$executeRaw`
    INSERT INTO audit_entry (at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
    SELECT ${now}::timestamptz, 'STAFF', ${staffId}::uuid, ${action}, ${subject.kind}, ${subject.id ?? null}::uuid,
      ${JSON.stringify(detail)}::jsonb
    WHERE NOT EXISTS (
      SELECT FROM (SELECT * FROM audit_entry WHERE actor_id = ${staffId}::uuid ORDER BY id DESC LIMIT ${LATEST_ROWS}) latest
      WHERE action = ${action} AND subject_id IS NOT DISTINCT FROM ${subject.id ?? null}::uuid
        AND detail = ${JSON.stringify(detail)}::jsonb AND at > ${new Date(now.getTime() - SAME_LOOK_MS)}::timestamptz AND at <= ${now}::timestamptz
    )`;

export type StaffSearch = {
  staffId: string;
  /** "registration" or "payment": which search it was. */
  among: string;
  examSessionId?: string;
  /** The search term after cleaning: a phone, a document number or a name. */
  search: { kind: string; value: string };
  /** The ids that the search found. */
  found: readonly string[];
  now: Date;
};

/**
 * Records every search: the kind of field, the ids found, and the HMAC of the term, so that two searches for the same
 * term can be recognised. The term itself is stored in no log. The same search that finds the same again within ten
 * minutes is one search: the browser's Back asks again for what it showed.
 */
export async function recordSearch({ staffId, among, examSessionId, search, found, now }: StaffSearch): Promise<void> {
  const detail = {
    field: search.kind,
    valueIndex: blindIndex("searched", `${search.kind}\0${search.value}`),
    count: found.length,
    found: found.slice(0, MAX_NAMED),
  };
  const subject = { kind: "exam_session", id: examSessionId };
  await recordUnlessJustNow({ staffId, action: `${among}.search`, subject, detail, now });
}

export type ListExport = {
  staffId: string;
  /** What kind of rows the list has: "registration", "payment_order". */
  among: string;
  examSessionId?: string | undefined;
  /** Filter, sort and columns, as in the address. */
  query: string;
  /** The ids of the rows in the file. */
  rows: readonly string[];
  now: Date;
};

/** Records that a list was taken out of the system as a file: by whom, filtered how, and which rows. */
export const recordExport = ({ staffId, among, examSessionId, query, rows, now }: ListExport): Promise<void> =>
  recordAudit(db(), {
    actor: { kind: "STAFF", id: staffId },
    action: `${among}.export`,
    subject: examSessionId ? { kind: "exam_session", id: examSessionId } : { kind: among },
    detail: { query, count: rows.length, listed: rows.slice(0, MAX_NAMED) },
    now,
  });
