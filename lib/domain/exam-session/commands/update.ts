import { recordAudit } from "@/lib/domain/audit/commands";
import { examSessionEdits } from "@/lib/domain/audit/queries";
import { ok, refuse } from "@/lib/core/result";
import type { Prisma, Tx } from "@/lib/adapter/db/client";
import { type CandidateCategory, type IdType, RegistrationStatus, type StaffRole } from "@/lib/adapter/db/enums";
import { transact } from "@/lib/adapter/db/transact";
import { canSend } from "@/lib/adapter/sms/send";
import { changesOf } from "../changes";
import { confirmationOf, isConfirmed } from "../confirmation";
import { examsMovedIntoPast, movedIntoPast, newContradictions } from "../contradictions";
import { examSpan, type ExamTimes, examTimeOf } from "../exam-time";
import { levelColumns, type Renames, renamesIn } from "../lists";
import { type Choices, type Difference, differences, withTheirs } from "../meanwhile";
import { type EditableExamSession, editableExamSession, surroundingsOf } from "../queries";
import type { SessionPlan } from "../schema";
import { cardsChanged, type Touch, touches, type Who } from "../touched";
import { countTouched, statusesOf } from "./count-touched";
import { lockAll } from "./lock";
import { laterThan } from "./publish";
import { listProblems, type ListsPlan, planLists, renamesOf, writeLists } from "./write-lists";
import type { SessionProblem, SessionProblemCode } from "../problem";

export type UpdateExamSessionRefusal =
  | "session_not_found"
  | "session_edited_meanwhile"
  | "refund_limit_administrator_only"
  | "session_contradictory"
  | "session_change_to_confirm"
  | "session_change_not_as_confirmed"
  | "session_change_without_reason"
  | "session_change_without_notice_text";

/** Lets another domain that stores names from this exam session's lists update them, in the same transaction. */
export type RenameFollower = (tx: Tx, change: { examSessionId: string; renames: Renames }) => Promise<void>;

/** Whose cards an edit makes invalid: everybody's, who then get the exam session's next version, or some languages'. */
export type RenewedCards = { examSessionId: string; languageIds: "all" | readonly string[] };

/** A notice to the candidates in these statuses, who are those that the change touches. */
type Told = { title: string; text: string; statuses: RegistrationStatus[]; endsAt: Date };

export type ExamSessionEdit = {
  id: string;
  seen: number;
  met: number;
  choices: Choices;
  plan: SessionPlan;
  confirmed: string;
  reason: string;
  /** Publish a notice of the change with this title and text. */
  announce: boolean;
  announceTitle: string;
  announceText: string;
};

/**
 * Writes the changes that staff made to an exam session. A draft accepts nearly everything. In a published exam session
 * contradictions are refused, and a change that affects candidates needs a confirmation with a reason: `confirmed` is
 * the text that staff agreed to (confirmation.ts). When a colleague has saved since `seen`, the edit is refused with
 * what he changed, until `choices` decides on each of these fields for the version `met`. Always refused: a list entry
 * that registrations use would be deleted; numbers that were already assigned would no longer fit; and anyone but an
 * administrator changes the amount above which a refund or waiver needs a second person, because that limit controls
 * the staff who edit the rest.
 */
export const updateExamSession = ({
  staffId,
  roles,
  edit,
  followers,
  renewCards,
  announceChange,
  now,
}: {
  staffId: string;
  roles: readonly StaffRole[];
  edit: ExamSessionEdit;
  followers: readonly RenameFollower[];
  /** Draws published cards anew and tells their owners, in the same transaction. */
  renewCards: (tx: Tx, cards: RenewedCards) => Promise<void>;
  /** Publishes the notice of the change, in the same transaction. */
  announceChange: (tx: Tx, told: Told, by: { examSessionId: string; staffId: string; now: Date }) => Promise<void>;
  now: Date;
}) =>
  transact<{ id: string }, UpdateExamSessionRefusal>(async (tx) => {
    const { id, seen } = edit;
    await lockAll(tx);
    const before = await editableExamSession(id, tx);
    if (!before) return refuse("session_not_found");
    const version = before.updatedAt.getTime();
    const edits = version === seen ? [] : await examSessionEdits(id, new Date(seen), tx);
    const changed = differences(
      edits.map(({ detail }) => detail),
      before,
      edit.plan,
    );
    const isAnswered = version === edit.met && changed.every(({ field }) => edit.choices[field]);
    if (version !== seen && !isAnswered)
      return refuse("session_edited_meanwhile", { problems: changed.map(asProblem), confirm: String(version) });
    const plan = withTheirs(edit.plan, before, version === seen ? {} : edit.choices);
    if (plan.columns.refundLimitFen !== before.refundLimitFen && !roles.includes("ADMINISTRATOR"))
      return refuse("refund_limit_administrator_only");

    const lists = planLists(before, plan.lists);
    const problems = [
      ...(await listProblems(tx, id, lists)),
      ...(await columnProblems(tx, before, plan)),
      ...numberingProblems(before, plan, lists),
      ...(before.publishedAt ? await publishedProblems(tx, before, plan, lists, now) : []),
    ];
    if (problems.length) return refuse("session_contradictory", { problems });

    const touched = before.publishedAt ? await touchedBy(tx, before, plan, lists, now) : [];
    if (touched.length && !isConfirmed(edit.confirmed, touched)) {
      const code = edit.confirmed ? "session_change_not_as_confirmed" : "session_change_to_confirm";
      return refuse(code, { problems: touched, confirm: confirmationOf(touched) });
    }
    if (touched.length && !edit.reason)
      return refuse("session_change_without_reason", { problems: touched, confirm: confirmationOf(touched) });

    const isTold = edit.announce && touched.length > 0;
    if (isTold && !(edit.announceTitle && edit.announceText))
      return refuse("session_change_without_notice_text", { problems: touched, confirm: confirmationOf(touched) });

    // The audit row has the time of the version, so that the edits since a version can be found (examSessionEdits).
    const saved = laterThan(version, now);
    const languageIds = before.cardsPublishedAt ? cardsChanged(before, checked(plan), keptLanguages(lists)) : [];
    await write(tx, before, { plan, lists, saved, isCardNew: languageIds === "all" });
    if (languageIds.length) await renewCards(tx, { examSessionId: id, languageIds });
    if (isTold) {
      const told = { title: edit.announceTitle, text: edit.announceText, ...audienceOf(touched, checked(plan), now) };
      await announceChange(tx, told, { examSessionId: id, staffId, now });
    }
    const renames = renamesOf(lists);
    if (Object.values(renames).some((names) => names.length))
      for (const follow of followers) await follow(tx, { examSessionId: id, renames });
    await recordAudit(tx, {
      actor: { kind: "STAFF", id: staffId },
      action: "exam_session.update",
      subject: { kind: "exam_session", id },
      detail: {
        ...changesOf(before, plan),
        ...(edit.reason ? { reason: edit.reason } : {}),
        ...(touched.length ? { touched: touched.map(({ field, code, values }) => ({ field, code, ...values })) } : {}),
      },
      now: saved,
    });
    return ok({ id });
  });

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whom a notice of the change is for, and until when: the last exam, but a week at least. */
const audienceOf = (touched: readonly SessionProblem[], after: ExamTimes, now: Date) => ({
  statuses: statusesOf(touched),
  endsAt: new Date(Math.max(examSpan(after).closesAt.getTime(), now.getTime() + 7 * DAY_MS)),
});

/** The values as JSON: the message writes them as the form does. */
const asProblem = ({ field, theirs, mine, isMine }: Difference): SessionProblem => ({
  field,
  code: isMine ? "changed_by_both" : "changed_by_colleague",
  values: { theirs: JSON.stringify(theirs), mine: JSON.stringify(mine) },
});

const checked = ({ columns, lists }: SessionPlan) => ({ ...columns, ...lists, ...levelColumns(lists.levels) });

/** Old values that candidates were already given, or that pending work depends on. They cannot be removed. */
async function columnProblems(
  tx: Tx,
  before: EditableExamSession,
  { columns }: SessionPlan,
): Promise<SessionProblem[]> {
  const count = (where: Prisma.RegistrationWhereInput) =>
    tx.registration.count({ where: { examSessionId: before.id, ...where } });
  const removed = <T>(was: readonly T[], will: readonly T[]) => was.filter((value) => !will.includes(value));
  const problems: SessionProblem[] = [];
  const inUse = (field: string, code: SessionProblemCode, held: number, name = "") => {
    if (held) problems.push({ field, code, values: { ...(name ? { name } : {}), count: held } });
  };
  for (const category of removed<CandidateCategory>(before.categories, columns.categories))
    inUse("categories", "category_in_use", await count({ category }), category);
  for (const idType of removed<IdType>(before.idTypes, columns.idTypes))
    inUse("idTypes", "id_type_in_use", await count({ idType }), idType);
  if (before.numberPrefix !== columns.numberPrefix)
    inUse("numberPrefix", "number_prefix_given", await count({ registrationNumber: { not: null } }));
  if (before.twoStageReview && !columns.twoStageReview)
    inUse("twoStageReview", "pre_approved_waiting", await count({ status: RegistrationStatus.PRE_APPROVED }));
  return problems;
}

/** Once the first 准考证号 is assigned, none of its parts may change. */
function numberingProblems(before: EditableExamSession, { columns }: SessionPlan, lists: ListsPlan): SessionProblem[] {
  if (!before.seatsFrozenAt) return [];
  const settled = [
    ["numberTemplate", before.admitNumberTemplate === columns.admitNumberTemplate],
    ["schoolNumber", before.schoolCode === columns.schoolCode],
    ["year", before.year === columns.year],
    ["season", before.season === columns.season],
    ["languages", lists.languages.kept.every((language) => language.before.code === language.after.code)],
  ] as const;
  return settled.flatMap(([field, same]) => (same ? [] : [{ field, code: "numbering_frozen" }]));
}

async function publishedProblems(
  tx: Tx,
  before: EditableExamSession,
  plan: SessionPlan,
  lists: ListsPlan,
  now: Date,
): Promise<SessionProblem[]> {
  const around = await surroundingsOf(before.id, tx);
  const kept = keptLanguages(lists);
  const after = { ...plan.columns, languages: kept };
  // Where the exam session's own time moves, movedIntoPast names the field that was typed.
  const own = kept.filter(({ examStartsAt }) => examStartsAt !== null);
  return [
    ...newContradictions(before, checked(plan), around),
    ...movedIntoPast(before, plan.columns, now),
    ...examsMovedIntoPast(
      own.map(({ id, name }) => ({ name, before: examTimeOf(before, id), after: examTimeOf(after, id) })),
      now,
    ),
  ];
}

/** The languages that an edit keeps, with their new values. */
const keptLanguages = ({ languages }: ListsPlan) =>
  languages.kept.map(({ before: { id }, after: { name, feeFen, examStartsAt, examEndsAt } }) => ({
    id,
    name,
    feeFen,
    examStartsAt,
    examEndsAt,
  }));

/** Which candidates an edit of a published exam session affects: by its columns, and by renames. */
async function touchedBy(
  tx: Tx,
  before: EditableExamSession,
  plan: SessionPlan,
  lists: ListsPlan,
  now: Date,
): Promise<SessionProblem[]> {
  const found = [...touches(before, checked(plan), keptLanguages(lists), now), ...renameTouches(lists)];
  const lines = await countTouched(tx, before.id, found);
  // Whether an SMS follows by itself is part of what staff confirm.
  return lines.map((line) =>
    line.code === "cards_drawn_anew"
      ? { ...line, values: { ...line.values, tells: Number(canSend("card-changed")) } }
      : line,
  );
}

const everybody = { statuses: Object.values(RegistrationStatus) };

/**
 * Candidates with a list entry that is renamed. A rename must keep the meaning of the entry. The list shows whose entry
 * would otherwise become a different one.
 */
function renameTouches({ schools, teachingPoints, languages, levels }: ListsPlan): Touch[] {
  const renamed = (
    field: string,
    kind: string,
    { from, to }: { from: string; to: string },
    who: Omit<Who, "statuses">,
  ): Touch => ({
    line: { field, code: "renamed", values: { kind, from, to } },
    who: { ...everybody, ...who },
  });
  const points = teachingPoints.flatMap((school) => renamesIn(school.points));
  return [
    ...renamesIn(schools).map((entry) => renamed("schools", "school", entry, { schools: [entry.id] })),
    ...points.map((entry) => renamed("schools", "teachingPoint", entry, { teachingPoints: [entry.id] })),
    ...renamesIn(languages).map((entry) => renamed("languages", "language", entry, { languages: [entry.id] })),
    ...renamesIn(levels).map((entry) => renamed("levels", "level", entry, { levels: [entry.id] })),
  ];
}

async function write(
  tx: Tx,
  before: EditableExamSession,
  { plan, lists, saved, isCardNew }: { plan: SessionPlan; lists: ListsPlan; saved: Date; isCardNew: boolean },
): Promise<void> {
  const { columns } = plan;
  const textsChanged = before.noticeText.trim() !== columns.noticeText || before.tipsText.trim() !== columns.tipsText;
  await tx.examSession.update({
    where: { id: before.id },
    data: {
      ...columns,
      ...levelColumns(plan.lists.levels),
      ...(textsChanged ? { textsVersion: { increment: 1 } } : {}),
      ...(isCardNew ? { cardVersion: { increment: 1 } } : {}),
      updatedAt: saved,
    },
  });
  await writeLists(tx, before.id, lists);
}
