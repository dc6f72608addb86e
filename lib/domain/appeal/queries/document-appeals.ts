import { readRows } from "@/lib/adapter/db/read-rows";
import { z } from "zod";
import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { HOLDS_NO_NUMBER } from "@/lib/domain/registration/queries/document-holder";
import { indexesInDraft } from "@/lib/domain/registration/queries/owner-knowledge";
import { shownStatusColumns } from "@/lib/domain/registration/shown-status";

const partySelect = {
  id: true,
  ...shownStatusColumns,
  name: true,
  documentMasked: true,
  submittedAt: true,
  school: { select: { name: true } },
  files: {
    where: { removedAt: null, kind: { in: ["ID_FRONT", "ID_BACK"] } },
    select: { id: true, kind: true },
    orderBy: { kind: "asc" },
  },
} as const satisfies Prisma.RegistrationSelect;

/** One side of an appeal: the registration with this number and its document pictures. */
export type Party = Prisma.RegistrationGetPayload<{ select: typeof partySelect }>;

/**
 * A returned registration may have the disputed number in its draft only, because the unique index refuses it beside
 * the holder's.
 */
export const claimantSelect = {
  id: true,
  examSessionId: true,
  documentIndex: true,
  draftEncrypted: true,
} as const satisfies Prisma.RegistrationSelect;

type Wanting = Prisma.RegistrationGetPayload<{ select: typeof claimantSelect }>;

/** The registration that holds a disputed document number; null when the number is free. */
export const holderOf = (
  { id, examSessionId, documentIndex, draftEncrypted }: Wanting,
  tx: Pick<Tx, "registration"> = db(),
): Promise<Party | null> =>
  tx.registration.findFirst({
    where: {
      examSessionId,
      documentIndex: {
        in: [...(documentIndex ? [documentIndex] : []), ...(draftEncrypted ? indexesInDraft(id, draftEncrypted) : [])],
      },
      id: { not: id },
      status: { notIn: [...HOLDS_NO_NUMBER] },
    },
    select: partySelect,
  });

/** The candidate's own appeals in a session, newest first. */
export const ownAppeals = ({ accountId, examSessionId }: { accountId: string; examSessionId: string }) =>
  db().appeal.findMany({
    where: { registration: { accountId, examSessionId } },
    orderBy: { createdAt: "desc" },
    select: { id: true, createdAt: true, answer: true, answeredAt: true },
  });

const markColumns = { mark: z.string() };

/**
 * A text that changes when one of a candidate's appeals is answered; his open page polls it. It does not prolong the
 * login session. null when the login session has ended.
 */
export async function watchedAppeals(loginSessionId: string, now: Date): Promise<string | null> {
  const [row] = readRows(
    markColumns,
    await db().$queryRaw`
    SELECT count(a.id) || ' ' || count(a.answered_at) AS mark
    FROM login_session l
    LEFT JOIN registration r ON r.account_id = l.account_id
    LEFT JOIN appeal a ON a.registration_id = r.id
    WHERE l.id = ${loginSessionId}::uuid AND l.account_id IS NOT NULL AND l.revoked_at IS NULL AND l.expires_at > ${now}
    GROUP BY l.id`,
  );
  return row?.mark ?? null;
}

const MAX_SHOWN = 100;

/**
 * Appeals for the office: open ones, the oldest first, then answered ones, the newest first. At most a hundred of each.
 */
export async function appealsOf(examSessionId: string) {
  const select = {
    id: true,
    createdAt: true,
    answeredAt: true,
    registration: { select: { name: true, documentMasked: true } },
    answeredBy: { select: { name: true } },
  } as const satisfies Prisma.AppealSelect;
  const of = { registration: { examSessionId } };
  const [waiting, answered] = await Promise.all([
    db().appeal.findMany({
      where: { ...of, answeredAt: null },
      orderBy: { createdAt: "asc" },
      take: MAX_SHOWN,
      select,
    }),
    db().appeal.findMany({
      where: { ...of, answeredAt: { not: null } },
      orderBy: { answeredAt: "desc" },
      take: MAX_SHOWN,
      select,
    }),
  ]);
  return { waiting, answered };
}

export const countWaitingDocumentAppeals = (examSessionId: string): Promise<number> =>
  db().appeal.count({ where: { registration: { examSessionId }, answeredAt: null } });

/** One appeal with both sides; null when it does not exist. `holder` is null once the number is free. */
export async function appealCase(id: string) {
  const row = await db().appeal.findUnique({
    where: { id },
    select: {
      id: true,
      statementEncrypted: true,
      createdAt: true,
      answer: true,
      answeredAt: true,
      answeredBy: { select: { name: true } },
      registration: { select: { ...partySelect, ...claimantSelect } },
    },
  });
  if (!row) return null;
  const { statementEncrypted, registration, ...shown } = row;
  const { examSessionId: _, documentIndex: _index, draftEncrypted: _draft, ...appellant } = registration;
  return {
    ...shown,
    statement: decryptColumn("appeal.statement_encrypted", row.id, statementEncrypted),
    appellant,
    holder: await holderOf(registration),
  };
}
