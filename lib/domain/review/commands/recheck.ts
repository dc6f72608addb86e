import { db, type Prisma } from "@/lib/adapter/db/client";
import type { RosterState } from "@/lib/adapter/db/enums";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { setFindings } from "@/lib/domain/registration/commands/set-findings";
import { type RosterFacts } from "@/lib/domain/roster/compare";
import { rosterByDocument, hasRoster } from "@/lib/domain/roster/queries";
import { documentFindings, findingsOf } from "../findings";
import { birthDateOf } from "../queries/birth-date";
import { compareRegistration, comparedSelect } from "../queries/roster-verdict";

/**
 * Which registrations to check: one, those with a picture that also appears in a file, or all waiting ones of an exam
 * session.
 */
export type RecheckTarget = { registrationId: string } | { fileId: string } | { examSessionId: string };

const BATCH = 500;

const checkedSelect = {
  ...comparedSelect,
  id: true,
  version: true,
  idType: true,
  documentEncrypted: true,
  sex: true,
  birthDateEncrypted: true,
  accommodationEncrypted: true,
  examSession: { select: { examStartsAt: true } },
  files: {
    where: { removedAt: null, kind: { notIn: ["ADMIT_CARD", "ACCOMMODATION_PROOF"] } },
    select: {
      kind: true,
      findings: true,
      matches: { where: { otherFile: { removedAt: null } }, select: { otherFileId: true }, take: 1 },
    },
  },
} as const satisfies Prisma.RegistrationSelect;

type Checked = Prisma.RegistrationGetPayload<{ select: typeof checkedSelect }>;

/**
 * Checks registrations that wait for review, and writes the findings for the reviewer and the comparison with the
 * roster. A registration that changed after it was read is skipped: its own submit has requested another check. A
 * repeated run changes nothing. Returns the number of checked registrations.
 */
export async function recheck({ target, now }: { target: RecheckTarget; now: Date }): Promise<number> {
  let looked = 0;
  let after: string | undefined;
  for (;;) {
    const rows: Checked[] = await db().registration.findMany({
      where: {
        status: { in: ["SUBMITTED", "PRE_APPROVED"] },
        AND: [targetWhere(target), after ? { id: { gt: after } } : {}],
      },
      select: checkedSelect,
      orderBy: { id: "asc" },
      take: BATCH,
    });
    await writeVerdicts(rows, now);
    looked += rows.length;
    after = rows.at(-1)?.id;
    if (rows.length < BATCH) return looked;
  }
}

function targetWhere(target: RecheckTarget): Prisma.RegistrationWhereInput {
  if ("registrationId" in target) return { id: target.registrationId };
  if ("examSessionId" in target) return { examSessionId: target.examSessionId };
  const { fileId } = target;
  return { files: { some: { OR: [{ id: fileId }, { matches: { some: { otherFileId: fileId } } }] } } };
}

async function writeVerdicts(rows: readonly Checked[], now: Date): Promise<void> {
  const rosters = await rostersOf(rows);
  const verdicts = rows.map((row) => {
    const roster = rosters.get(row.examSessionId);
    const state: RosterState = roster
      ? compareRegistration(row, roster.get(row.documentIndex ?? "") ?? null).state
      : "NOT_COMPARED";
    const number = row.documentEncrypted
      ? decryptColumn("registration.document_encrypted", row.id, row.documentEncrypted)
      : null;
    const document =
      number && row.idType
        ? documentFindings({
            ...row,
            idType: row.idType,
            number,
            birthDate: birthDateOf(row),
            examStartsAt: row.examSession.examStartsAt,
          })
        : [];
    const apart = row.accommodationEncrypted !== null;
    const files = row.files.map(({ kind, findings, matches }) => ({ kind, findings, matched: matches.length > 0 }));
    return {
      id: row.id,
      version: row.version,
      state,
      findings: findingsOf({ name: row.name, accommodation: apart, document, files, roster: state }),
    };
  });
  await setFindings(verdicts, now);
}

/** The roster lines of these registrations by exam session. An exam session without a roster is not in the map. */
async function rostersOf(rows: readonly Checked[]): Promise<Map<string, Map<string, RosterFacts>>> {
  const rosters = new Map<string, Map<string, RosterFacts>>();
  for (const examSessionId of new Set(rows.map((row) => row.examSessionId))) {
    if (!(await hasRoster(examSessionId))) continue;
    const indexes = rows.flatMap((row) =>
      row.examSessionId === examSessionId && row.documentIndex ? [row.documentIndex] : [],
    );
    rosters.set(examSessionId, await rosterByDocument(examSessionId, indexes));
  }
  return rosters;
}
