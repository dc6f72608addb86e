import { type Fen, fenToYuan } from "@/lib/core/money";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { type CheckedSession, printedTooEarly } from "./contradictions";
import { examTime, examTimeOf, isSameTime } from "./exam-time";
import { windowFor } from "./windows";
import type { SessionProblem, SessionProblemCode } from "./problem";

/** Which registrations a change affects. Every given condition must hold. */
export type Who = {
  statuses: readonly RegistrationStatus[];
  languages?: readonly string[];
  /** Who chose another language, or none yet. */
  exceptLanguages?: readonly string[];
  levels?: readonly string[];
  schools?: readonly string[];
  teachingPoints?: readonly string[];
  /** Candidates who applied for the certificate before this month. */
  graduatedBefore?: string;
  seated?: true;
};

/** A change that affects candidates: the code of its message, and whom to count. */
export type Touch = { line: SessionProblem; who: Who };

type Flags = { twoStageReview: boolean; payerIdentity: boolean };
type Languages = readonly {
  id: string;
  name: string;
  feeFen: Fen | null;
  examStartsAt: Date | null;
  examEndsAt: Date | null;
}[];
export type Before = Omit<CheckedSession, "languages"> &
  Flags & { cardsPublishedAt: Date | null; languages: Languages };
export type After = CheckedSession & Flags;

const undecided = ["SUBMITTED", "RETURNED", "PRE_APPROVED"] as const;
const unpaid = ["DRAFT", ...undecided, "APPROVED"] as const;
const registered = [...unpaid, "PAID"] as const;

/**
 * Finds which candidates the edit of a published exam session affects, as far as the columns show. `keptLanguages`: the
 * languages that are kept, with their new values.
 */
export const touches = (before: Before, after: After, keptLanguages: Languages, now: Date): Touch[] => [
  ...windowTouches(before, after, now),
  ...examTouches(before, after, keptLanguages),
  ...feeTouches(before, after, keptLanguages),
  ...ruleTouches(before, after),
];

const touch = (field: string, code: SessionProblemCode, values: SessionProblem["values"], who: Who): Touch => ({
  line: { field, code, ...(values ? { values } : {}) },
  who,
});

/** The candidates who are in a step: they lose time, or everything, when its window becomes shorter. */
const windows = [
  { step: "REGISTRATION", name: "registration", statuses: ["DRAFT"] },
  { step: "REVIEW", name: "review", statuses: undecided },
  { step: "PAYMENT", name: "payment", statuses: [...undecided, "APPROVED"] },
  { step: "PRINTING", name: "printing", statuses: ["PAID"] },
] as const;

const windowTouches = (before: Before, after: After, now: Date): Touch[] =>
  windows.flatMap(({ step, name, statuses }) => {
    const [was, will] = [windowFor(before, [], step), windowFor(after, [], step)];
    if (was.closesAt <= now) return [];
    const closes = { step, from: was.closesAt.getTime(), to: will.closesAt.getTime() };
    const opens = { step, from: was.opensAt.getTime(), to: will.opensAt.getTime() };
    return [
      ...(will.closesAt < was.closesAt ? [touch(`${name}ClosesAt`, "closes_earlier", closes, { statuses })] : []),
      ...(will.opensAt > was.opensAt && will.opensAt > now
        ? [touch(`${name}OpensAt`, "opens_later", opens, { statuses })]
        : []),
    ];
  });

function examTouches(before: Before, after: After, keptLanguages: Languages): Touch[] {
  const drawn = cardsChanged(before, after, keptLanguages);
  return [
    ...sessionTimeTouches(before, after, keptLanguages),
    ...languageTouches(before, after, keptLanguages),
    ...printingTouches(before, after, keptLanguages),
    ...(before.examAddress === after.examAddress
      ? []
      : [
          touch(
            "examAddress",
            "exam_place_moved",
            { from: before.examAddress, to: after.examAddress },
            { statuses: registered },
          ),
        ]),
    ...(before.cardsPublishedAt && drawn === "all"
      ? [touch("examStartsAt", "cards_drawn_anew", { names: "" }, { statuses: ["PAID"], seated: true })]
      : []),
    ...(before.cardsPublishedAt && drawn !== "all" && drawn.length
      ? [
          touch(
            "languages",
            "cards_drawn_anew",
            { names: namesOf(keptLanguages.filter(({ id }) => drawn.includes(id))) },
            { statuses: ["PAID"], seated: true, languages: drawn },
          ),
        ]
      : []),
  ];
}

const namesOf = (languages: readonly { name: string }[]) => languages.map(({ name }) => name).join("、");

/**
 * The exam session's time moves. It is not that of who chose a language with a time of its own, before or after; where
 * there are such languages, the others are named. Where every language has one, nobody's exam is at that time.
 */
function sessionTimeTouches(before: Before, after: After, keptLanguages: Languages): Touch[] {
  const [was, will] = [sessionTime(before), sessionTime(after)];
  if (isSameTime(was, will)) return [];
  const own = keptLanguages.filter(
    ({ id, examStartsAt }) => examStartsAt ?? before.languages.find((language) => language.id === id)?.examStartsAt,
  );
  const others = keptLanguages.filter((language) => !own.includes(language));
  if (others.length === 0) return [];
  const field = was.opensAt.getTime() === will.opensAt.getTime() ? "examEndsAt" : "examStartsAt";
  const values = { from: examTime(was), to: examTime(will), names: own.length > 0 ? namesOf(others) : "" };
  const except = own.length > 0 ? { exceptLanguages: own.map(({ id }) => id) } : {};
  return [touch(field, "exam_moved", values, { statuses: registered, ...except })];
}

const sessionTime = ({ examStartsAt, examEndsAt }: Before | After) => ({ opensAt: examStartsAt, closesAt: examEndsAt });

/** The kept languages whose exam is at another time afterwards, with both times. */
export function movedExams(before: Before, after: After, keptLanguages: Languages) {
  return keptLanguages.flatMap((language) => {
    const was = examTimeOf(before, language.id);
    const will = examTimeOf({ ...after, languages: keptLanguages }, language.id);
    const wasOwn = before.languages.find(({ id }) => id === language.id)?.examStartsAt != null;
    return isSameTime(was, will)
      ? []
      : [{ id: language.id, name: language.name, was, will, isOwn: wasOwn || language.examStartsAt !== null }];
  });
}

/** Languages whose own time is set, moved or removed: one line for each pair of times. */
function languageTouches(before: Before, after: After, keptLanguages: Languages): Touch[] {
  const groups = new Map<string, { from: string; to: string; names: string[]; languages: string[] }>();
  for (const { id, name, was, will, isOwn } of movedExams(before, after, keptLanguages)) {
    if (!isOwn) continue;
    const [from, to] = [examTime(was), examTime(will)];
    const group = groups.get(`${from} ${to}`) ?? { from, to, names: [], languages: [] };
    group.names.push(name);
    group.languages.push(id);
    groups.set(`${from} ${to}`, group);
  }
  return [...groups.values()].map(({ from, to, names, languages }) =>
    touch(
      "languages",
      "language_exam_moved",
      { from, to, names: names.join("、") },
      { statuses: registered, languages },
    ),
  );
}

/** Languages for which printing will close before their exam, and did not before the edit. */
function printingTouches(before: Before, after: After, keptLanguages: Languages): Touch[] {
  const known = printedTooEarly(before).map(({ id }) => id);
  const early = printedTooEarly({ ...after, languages: keptLanguages }).filter(({ id }) => !known.includes(id));
  if (early.length === 0) return [];
  const who = { statuses: registered, languages: early.map(({ id }) => id) };
  return [touch("printingClosesAt", "printing_closes_before_language", { names: namesOf(early) }, who)];
}

/**
 * The fields that are printed on every admit card (lib/domain/admit-card/card-text.ts). When one changes, cards that
 * were already issued become invalid.
 */
type OnCard = Pick<
  CheckedSession,
  "year" | "schoolName" | "examAddress" | "admitCardNotes" | "contactPhone" | "contactHours"
>;

const onCard = (examSession: OnCard) =>
  JSON.stringify([
    examSession.year,
    examSession.schoolName,
    examSession.examAddress,
    examSession.admitCardNotes,
    examSession.contactPhone,
    examSession.contactHours,
  ]);

/**
 * Whose cards say something else after an edit: everybody's, or those of the languages whose exam is moved or whose
 * name changes.
 */
export function cardsChanged(before: Before, after: After, keptLanguages: Languages): "all" | string[] {
  if (onCard(before) !== onCard(after)) return "all";
  const moved = movedExams(before, after, keptLanguages);
  if (moved.length === keptLanguages.length && moved.length > 0) return "all";
  const isRenamed = ({ id, name }: Languages[number]) =>
    before.languages.some((language) => language.id === id && language.name !== name);
  return keptLanguages
    .filter((language) => isRenamed(language) || moved.some(({ id }) => id === language.id))
    .map(({ id }) => id);
}

/** For each fee that changes: who still has to pay the new amount, and who has paid the old one. */
function feeTouches(before: Before, after: After, keptLanguages: Languages): Touch[] {
  const changes = new Map<string, { field: string; from: Fen; to: Fen; names: string[]; languages: string[] }>();
  for (const was of before.languages) {
    const will = keptLanguages.find(({ id }) => id === was.id);
    const [from, to] = [
      was.feeFen ?? before.feeFen,
      will ? (will.feeFen ?? after.feeFen) : (was.feeFen ?? before.feeFen),
    ];
    if (from === to) continue;
    const field = was.feeFen === null && will?.feeFen === null ? "fee" : "languages";
    const change = changes.get(`${field} ${from} ${to}`) ?? { field, from, to, names: [], languages: [] };
    change.names.push(was.name);
    change.languages.push(was.id);
    changes.set(`${field} ${from} ${to}`, change);
  }
  return [...changes.values()].flatMap(({ field, from, to, names, languages }) => {
    const values = { from: fenToYuan(from), to: fenToYuan(to), names: names.join("、") };
    return [
      touch(field, "fee_changed", values, { statuses: unpaid, languages }),
      touch(field, "fee_changed_after_payment", values, { statuses: ["PAID"], languages }),
    ];
  });
}

function ruleTouches(before: Before, after: After): Touch[] {
  const switchedOn = (name: "twoStageReview" | "rosterRequired" | "payerIdentity") => !before[name] && after[name];
  const { graduationMonth } = after;
  return [
    ...(graduationMonth > before.graduationMonth
      ? [
          touch(
            "graduationMonth",
            "graduation_month_later",
            { from: before.graduationMonth, to: graduationMonth },
            { statuses: unpaid, graduatedBefore: graduationMonth },
          ),
        ]
      : []),
    ...(switchedOn("twoStageReview")
      ? [touch("twoStageReview", "two_stages_from_now", {}, { statuses: ["SUBMITTED"] })]
      : []),
    ...(switchedOn("rosterRequired") ? [touch("rosterRequired", "roster_from_now", {}, { statuses: undecided })] : []),
    ...(switchedOn("payerIdentity") ? [touch("payerIdentity", "own_wechat_from_now", {}, { statuses: unpaid })] : []),
  ];
}
