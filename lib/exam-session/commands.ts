import { recordAudit } from "@/lib/audit/commands";
import { ok, refuse } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/db/client";
import type { StaffRole } from "@/lib/db/enums";
import { transact } from "@/lib/db/transact";
import type { LanguageEntry, SchoolEntry } from "./lists";
import type { ExamSessionInput } from "./schema";

const current = {
  include: { languages: true, schools: { include: { teachingPoints: true } } },
} as const satisfies Prisma.ExamSessionDefaultArgs;

type Current = Prisma.ExamSessionGetPayload<typeof current>;

export type UpdateExamSessionRefusal =
  | "session_not_found"
  | "session_edited_meanwhile"
  | "numbering_frozen"
  | "refund_limit_administrator_only"
  | "school_in_use"
  | "teaching_point_in_use"
  | "language_in_use"
  | "level_in_use";

/**
 * Writes what staff changed in an exam session. Refused when somebody else saved since `input.seen`, when a list entry that registrations
 * name would vanish, when the numbering would change after numbers were given, and when somebody else than an administrator would move the limit
 * above which money needs a second person: it binds those who may edit the rest.
 */
export const updateExamSession = ({
  staffId,
  role,
  input,
  now,
}: {
  staffId: string;
  role: StaffRole;
  input: ExamSessionInput;
  now: Date;
}) =>
  transact<{ id: string }, UpdateExamSessionRefusal>(async (tx) => {
    const { id, seen, fee, refundLimit, notes, numberTemplate, schoolNumber, schools, languages, ...columns } = input;
    const before = await tx.examSession.findUnique({ where: { id }, ...current });
    if (!before) return refuse("session_not_found");
    if (refundLimit !== before.refundLimitFen && role !== "ADMINISTRATOR") return refuse("refund_limit_administrator_only");

    const data = {
      ...columns,
      feeFen: fee,
      refundLimitFen: refundLimit,
      admitCardNotes: notes,
      admitNumberTemplate: numberTemplate,
      schoolCode: schoolNumber,
    };
    if (before.seatsFrozenAt && changesNumbering(before, data, languages)) return refuse("numbering_frozen");

    const textsChanged = before.noticeText.trim() !== data.noticeText || before.tipsText.trim() !== data.tipsText;
    const { count } = await tx.examSession.updateMany({
      where: { id, updatedAt: new Date(seen) },
      data: {
        ...data,
        ...(textsChanged ? { textsVersion: { increment: 1 } } : {}),
        ...(before.cardsPublishedAt && changesCard(before, data) ? { cardVersion: { increment: 1 } } : {}),
        // Always later than what was seen, so that of two saves within a millisecond the second is refused too.
        updatedAt: new Date(Math.max(now.getTime(), seen + 1)),
      },
    });
    if (count === 0) return refuse("session_edited_meanwhile");

    const listed = await writeLists(tx, before, { schools, languages, levels: data.levels });
    if (!listed.ok) return listed;

    const changed = Object.entries(data).flatMap(([name, value]) =>
      JSON.stringify(value) === JSON.stringify(before[name as keyof typeof data]) ? [] : [name],
    );
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "exam_session.update",
      subject: { kind: "exam_session", id },
      detail: { changed, values: changedValues(changed, before, data) },
      now,
    });
    return ok({ id });
  });

const MAX_AUDITED_CHARACTERS = 200;

/** What the short ones among the changed columns said before, and say now: sums, times, ticks and titles. */
function changedValues(changed: readonly string[], before: object, after: object): Prisma.InputJsonObject {
  const written = (row: object, name: string): string => JSON.stringify(row[name as keyof typeof row]);
  const pairs = changed.map((name) => ({ name, before: written(before, name), after: written(after, name) }));
  const short = pairs.filter((pair) => pair.before.length <= MAX_AUDITED_CHARACTERS && pair.after.length <= MAX_AUDITED_CHARACTERS);
  const read = (json: string) => JSON.parse(json) as Prisma.InputJsonValue;
  return Object.fromEntries(short.map((pair) => [pair.name, { before: read(pair.before), after: read(pair.after) }]));
}

type Columns = Pick<
  Current,
  "admitNumberTemplate" | "schoolCode" | "examStartsAt" | "examEndsAt" | "examAddress" | "admitCardNotes" | "title"
>;

function changesNumbering(before: Current, after: Columns, languages: readonly LanguageEntry[]): boolean {
  const recoded = before.languages.some(({ name, code }) => languages.some((entry) => entry.name === name && entry.code !== code));
  return recoded || before.admitNumberTemplate !== after.admitNumberTemplate || before.schoolCode !== after.schoolCode;
}

/** Date, place and notes stand on the cards: what was published before is then void. */
const changesCard = (before: Columns, after: Columns): boolean =>
  before.examStartsAt.getTime() !== after.examStartsAt.getTime() ||
  before.examEndsAt.getTime() !== after.examEndsAt.getTime() ||
  before.examAddress !== after.examAddress ||
  before.admitCardNotes.join("\n") !== after.admitCardNotes.join("\n");

/** Brings schools, teaching points and languages to what was typed. Entries are known by name; one that registrations name stays or the save fails. */
async function writeLists(tx: Tx, before: Current, lists: { schools: SchoolEntry[]; languages: LanguageEntry[]; levels: string[] }) {
  const examSessionId = before.id;
  const orphaned = await tx.registration.count({ where: { examSessionId, level: { notIn: lists.levels } } });
  if (orphaned) return refuse("level_in_use");

  const languages = await writeLanguages(tx, before, lists.languages);
  if (!languages.ok) return languages;

  const keptSchools = lists.schools.map(({ name }) => name);
  const goneSchools = before.schools.filter(({ name }) => !keptSchools.includes(name)).map(({ id }) => id);
  if (await tx.registration.count({ where: { schoolId: { in: goneSchools } } })) return refuse("school_in_use");
  await tx.school.deleteMany({ where: { id: { in: goneSchools } } });

  for (const [index, { name, teachingPoints }] of lists.schools.entries()) {
    const position = index + 1;
    const { id: schoolId } = await tx.school.upsert({
      where: { examSessionId_name: { examSessionId, name } },
      update: { position },
      create: { examSessionId, name, position },
    });
    const gone = { schoolId, name: { notIn: teachingPoints } };
    if (await tx.registration.count({ where: { teachingPoint: gone } })) return refuse("teaching_point_in_use");
    await tx.teachingPoint.deleteMany({ where: gone });
    for (const [order, point] of teachingPoints.entries()) {
      await tx.teachingPoint.upsert({
        where: { schoolId_name: { schoolId, name: point } },
        update: { position: order + 1 },
        create: { schoolId, name: point, position: order + 1 },
      });
    }
  }
  return ok(null);
}

async function writeLanguages(tx: Tx, before: Current, languages: LanguageEntry[]) {
  const examSessionId = before.id;
  const gone = before.languages.filter(({ name }) => !languages.some((entry) => entry.name === name)).map(({ id }) => id);
  if (await tx.registration.count({ where: { languageId: { in: gone } } })) return refuse("language_in_use");
  await tx.language.deleteMany({ where: { id: { in: gone } } });

  // Two languages may swap their digits: those that change step aside first, for each digit exists once.
  const recoded = before.languages.filter(({ name, code }) => languages.some((entry) => entry.name === name && entry.code !== code));
  for (const [index, { id }] of recoded.entries()) {
    await tx.language.update({ where: { id }, data: { code: String.fromCharCode("a".charCodeAt(0) + index) } });
  }
  for (const [index, { name, code, feeFen }] of languages.entries()) {
    const data = { code, feeFen, position: index + 1 };
    await tx.language.upsert({
      where: { examSessionId_name: { examSessionId, name } },
      update: data,
      create: { examSessionId, name, ...data },
    });
  }
  return ok(null);
}
