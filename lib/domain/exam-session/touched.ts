import { type Fen, fenToYuan } from "@/lib/core/money";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import type { CheckedSession } from "./contradictions";
import { windowFor } from "./windows";
import type { SessionProblem, SessionProblemCode } from "./problem";

/** Which registrations a change affects. Every given condition must hold. */
export type Who = {
  statuses: readonly RegistrationStatus[];
  languages?: readonly string[];
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
type Languages = readonly { id: string; name: string; feeFen: Fen | null }[];
export type Before = CheckedSession & Flags & { cardsPublishedAt: Date | null; languages: Languages };
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
  ...examTouches(before, after),
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

function examTouches(before: Before, after: After): Touch[] {
  const who = { statuses: registered };
  const moved = (name: "examStartsAt" | "examEndsAt") =>
    before[name].getTime() === after[name].getTime()
      ? []
      : [touch(name, "exam_moved", { from: before[name].getTime(), to: after[name].getTime() }, who)];
  return [
    ...moved("examStartsAt"),
    ...moved("examEndsAt"),
    ...(before.examAddress === after.examAddress
      ? []
      : [touch("examAddress", "exam_place_moved", { from: before.examAddress, to: after.examAddress }, who)]),
    ...(before.cardsPublishedAt && changesCard(before, after)
      ? [touch("examStartsAt", "cards_drawn_anew", {}, { statuses: ["PAID"], seated: true })]
      : []),
  ];
}

/**
 * The fields that are printed on an admit card (lib/domain/admit-card/card-text.ts). When one changes, cards that were
 * already issued become invalid.
 */
type OnCard = Pick<
  CheckedSession,
  | "year"
  | "schoolName"
  | "examStartsAt"
  | "examEndsAt"
  | "examAddress"
  | "admitCardNotes"
  | "contactPhone"
  | "contactHours"
>;

const onCard = (examSession: OnCard) =>
  JSON.stringify([
    examSession.year,
    examSession.schoolName,
    examSession.examStartsAt,
    examSession.examEndsAt,
    examSession.examAddress,
    examSession.admitCardNotes,
    examSession.contactPhone,
    examSession.contactHours,
  ]);

export const changesCard = (before: OnCard, after: OnCard): boolean => onCard(before) !== onCard(after);

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
