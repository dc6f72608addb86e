import { maskDocument } from "@/lib/core/identity-number";
import { maskPhone } from "@/lib/core/phone";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { type Item, items } from "@/lib/domain/registration/items";
import { isClaimed } from "@/lib/domain/registration/claim-time";
import { type Change, changesBetween, type Submitted } from "@/lib/domain/registration/submission";
import { documentFindings } from "../findings";
import { inScope, type Scope, scopeWhere } from "../scope";
import { birthDateOf } from "./birth-date";
import { nameAsTyped } from "./name-as-typed";
import { comparedSelect, rosterComparison } from "./roster-verdict";

/** More matches of one picture than this tell the reviewer nothing new. */
const MAX_MATCHES = 5;

const caseSelect = {
  ...comparedSelect,
  id: true,
  status: true,
  version: true,
  registrationNumber: true,
  sex: true,
  idType: true,
  documentEncrypted: true,
  documentMasked: true,
  birthDateEncrypted: true,
  graduationMonth: true,
  accommodation: { select: { state: true } },
  reopenedItems: true,
  submittedAt: true,
  submissions: true,
  claimedById: true,
  claimedUntil: true,
  claimedBy: { select: { name: true } },
  language: { select: { name: true } },
  account: { select: { id: true, phoneEncrypted: true } },
  seat: { select: { number: true, admitCardNumber: true, room: { select: { number: true } } } },
  overrides: { select: { step: true, until: true } },
  examSession: true,
  submitted: {
    where: { writtenById: null },
    select: { id: true, contentEncrypted: true, at: true },
    orderBy: { version: "desc" },
    take: 2,
  },
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
                select: {
                  id: true,
                  status: true,
                  name: true,
                  documentMasked: true,
                  school: { select: { name: true } },
                  teachingPoint: { select: { name: true } },
                  examSession: { select: { title: true } },
                },
              },
            },
          },
        },
        orderBy: { distance: "asc" },
        take: MAX_MATCHES,
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
      staff: { select: { id: true, name: true } },
      items: { select: { item: true, reason: true } },
    },
    orderBy: { decidedAt: "desc" },
  },
} as const satisfies Prisma.RegistrationSelect;

type Row = Prisma.RegistrationGetPayload<{ select: typeof caseSelect }>;

/**
 * Everything a reviewer sees of one registration in his scope, findings and comparisons computed. `documentNumber` is
 * whole, because he compares it with the picture: who shows it records that (lookAt). Every other number is masked.
 * Drafts are excluded: the candidate has not submitted them.
 */
export async function reviewCase(id: string, scope: Scope, now: Date) {
  const row = await db().registration.findFirst({
    where: { id, status: { not: "DRAFT" }, AND: [scopeWhere(scope)] },
    select: caseSelect,
  });
  if (!row) return null;
  const {
    documentEncrypted,
    documentIndex: _,
    account,
    submitted,
    files,
    claimedBy,
    claimedById,
    claimedUntil,
    ...rest
  } = row;
  const { birthDateEncrypted, ...shown } = rest;
  const number = documentEncrypted ? decryptColumn("registration.document_encrypted", row.id, documentEncrypted) : null;
  const birthDate = birthDateOf({ id: row.id, birthDateEncrypted });
  const { examStartsAt } = row.examSession;
  const changes = changesSince(submitted);
  return {
    ...shown,
    files: files.map(({ matches, ...file }) => ({
      ...file,
      matches: matches.map((match) => shownMatch(match, scope)),
    })),
    claim:
      claimedBy && claimedById && claimedUntil && isClaimed(claimedUntil, now)
        ? { by: claimedBy.name, byId: claimedById, until: claimedUntil }
        : null,
    documentNumber: number,
    birthDate,
    phoneMasked:
      account.phoneEncrypted && maskPhone(decryptColumn("account.phone_encrypted", account.id, account.phoneEncrypted)),
    findings:
      number && row.idType ? documentFindings({ ...row, idType: row.idType, number, birthDate, examStartsAt }) : [],
    changes,
    unchanged: unchangedSince(row, changes),
    nameAsTyped: (await nameAsTyped(row.id)) ?? row.name,
    roster: await rosterComparison(row),
  };
}

export type ReviewCase = NonNullable<Awaited<ReturnType<typeof reviewCase>>>;

/** The differences between the last two submissions; empty when there was only one. Numbers stay masked. */
function changesSince([last, before]: Row["submitted"]): Change[] {
  if (!last || !before) return [];
  const [after, earlier] = [last, before].map(
    ({ id, contentEncrypted }) =>
      JSON.parse(decryptColumn("submission.content_encrypted", id, contentEncrypted)) as Submitted,
  );
  if (!after || !earlier) return [];
  return changesBetween(earlier, after).map((change) =>
    change.kind === "field" && change.item === "documentNumber"
      ? { ...change, before: maskDocument(change.before), after: maskDocument(change.after) }
      : change,
  );
}

/** The items that the last return named and the next submission did not change. */
function unchangedSince(
  { submitted: [, before], decisions }: Pick<Row, "submitted" | "decisions">,
  changes: readonly Change[],
): Item[] {
  const returned = decisions.find(({ kind, undoneAt }) => kind === "SEND_BACK" && !undoneAt);
  if (!before || !returned || returned.decidedAt < before.at) return [];
  const changed = changes.map(({ item }): Item => item);
  return items.filter((item) => returned.items.some((asked) => asked.item === item) && !changed.includes(item));
}

/** Another candidate's file with the same picture. His identity is shown only within the viewer's scope. */
function shownMatch({ otherFile, ...match }: Row["files"][number]["matches"][number], scope: Scope) {
  const { registration, kind } = otherFile;
  const { school, teachingPoint, status, examSession, id, name, documentMasked } = registration;
  const visible = status !== "DRAFT" && inScope(scope, school?.name ?? null, teachingPoint?.name ?? null);
  return { ...match, kind, status, owner: visible ? { id, name, documentMasked, session: examSession.title } : null };
}
