import { maskDocument } from "@/lib/core/identity-number";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { evidenceOf } from "@/lib/domain/evidence/queries";
import type { RequestItem } from "../request";
import { correctableItems } from "../rules";
import { correctionSubject, wordsOf } from "./subject";

const MAX_SHOWN = 100;

const wantedOf = (
  { id, item, wantedEncrypted }: { id: string; item: string; wantedEncrypted: string },
  whole: boolean,
) => {
  const wanted = decryptColumn("correction_request.wanted_encrypted", id, wantedEncrypted);
  return item === "documentNumber" && !whole ? maskDocument(wanted) : wanted;
};

/** The candidate's own requests in an exam session, newest first, and whether he may file one now. */
export async function ownRequests({ accountId, examSessionId }: { accountId: string; examSessionId: string }) {
  const rows = await db().correctionRequest.findMany({
    where: { registration: { accountId, examSessionId } },
    orderBy: { createdAt: "desc" },
    take: MAX_SHOWN,
    select: {
      id: true,
      number: true,
      item: true,
      wantedEncrypted: true,
      createdAt: true,
      answeredAt: true,
      answer: true,
      corrected: true,
    },
  });
  return Promise.all(
    rows.map(async ({ wantedEncrypted, ...row }) => ({
      ...row,
      item: row.item as RequestItem,
      wanted: wantedOf({ ...row, wantedEncrypted }, false),
      // One open request a field, so these are few.
      evidence: row.answeredAt ? [] : await evidenceOf({ correctionRequestId: row.id }),
    })),
  );
}

const listSelect = {
  id: true,
  number: true,
  item: true,
  createdAt: true,
  answeredAt: true,
  corrected: true,
  answeredBy: { select: { name: true } },
  registration: { select: { name: true, documentMasked: true } },
} as const satisfies Prisma.CorrectionRequestSelect;

export type ListedRequest = Prisma.CorrectionRequestGetPayload<{ select: typeof listSelect }>;

/** Open requests of every exam session, the oldest first, and the newest answered ones. At most a hundred of each. */
export async function requestList(): Promise<{ waiting: ListedRequest[]; answered: ListedRequest[] }> {
  const [waiting, answered] = await Promise.all([
    db().correctionRequest.findMany({
      where: { answeredAt: null },
      orderBy: { createdAt: "asc" },
      take: MAX_SHOWN,
      select: listSelect,
    }),
    db().correctionRequest.findMany({
      where: { answeredAt: { not: null } },
      orderBy: { answeredAt: "desc" },
      take: MAX_SHOWN,
      select: listSelect,
    }),
  ]);
  return { waiting, answered };
}

export const countOpenRequests = (): Promise<number> => db().correctionRequest.count({ where: { answeredAt: null } });

/**
 * An open request of this registration for a field that the office corrects itself, with what he wrote, whole; null for
 * any other.
 */
export async function openRequest({ requestId, registrationId }: { requestId: string; registrationId: string }) {
  const row = await db().correctionRequest.findFirst({
    where: { id: requestId, registrationId, answeredAt: null },
    select: { id: true, number: true, item: true, wantedEncrypted: true },
  });
  const item = correctableItems.find((one) => one === row?.item);
  return row && item ? { item, number: row.number, wanted: wantedOf(row, true) } : null;
}

/** One request beside what is stored; null when there is none. A document's number is whole if `whole` asks for it. */
export async function requestCase(id: string, { whole }: { whole: boolean }) {
  const row = await db().correctionRequest.findUnique({
    where: { id },
    select: {
      ...listSelect,
      registrationId: true,
      wantedEncrypted: true,
      statementEncrypted: true,
      answer: true,
      registration: {
        select: {
          name: true,
          documentMasked: true,
          files: {
            where: { removedAt: null, kind: { in: ["ID_FRONT", "ID_BACK", "PORTRAIT"] } },
            select: { id: true, kind: true },
            orderBy: { kind: "asc" },
          },
        },
      },
    },
  });
  const subject = row && (await correctionSubject(row.registrationId));
  if (!row || !subject) return null;
  const { wantedEncrypted, statementEncrypted, ...shown } = row;
  const item = row.item as RequestItem;
  const present =
    item === "PORTRAIT"
      ? ""
      : item === "documentNumber" && !whole
        ? (subject.documentMasked ?? "")
        : wordsOf(subject, item, subject.stored[item]);
  return {
    ...shown,
    item,
    present,
    wanted: wantedOf({ ...row, wantedEncrypted }, whole),
    statement: decryptColumn("correction_request.statement_encrypted", row.id, statementEncrypted),
    status: subject.status,
    evidence: await evidenceOf({ correctionRequestId: row.id }),
  };
}
