import type { Season } from "@/lib/adapter/db/enums";
import { examSpan, type ExamTimes } from "./exam-time";
import { isOpen, newcomerWindow, type NewcomersClosed, type SessionWindows, windowState } from "./windows";

// Which published exam sessions are under way. Several may be: two campuses, two languages, or the next one announced
// before the last one's exam.

type Dated = SessionWindows & NewcomersClosed & ExamTimes & { id: string };

/** An exam session whose last exam is over; the instant of its end is outside, as with every window. */
export const isOver = (examSession: ExamTimes, now: Date): boolean => now >= examSpan(examSession).closesAt;

/**
 * Of the published exam sessions those that are offered to everybody, in the order in which they are shown: whose exam
 * is not over. Between two rounds the one that was over last stays, so that its candidates still find their pages.
 *
 * First come those in which a newcomer can register (what closes sooner first), then those whose registration is still
 * to come (what opens sooner first), then the others (what is examined sooner first). Where staff stopped newcomers
 * early, registration counts as closed.
 */
export function currentExamSessions<S extends Dated>(published: readonly S[], now: Date): S[] {
  const under = published.filter((examSession) => !isOver(examSession, now));
  if (under.length > 0) return under.toSorted((a, b) => compare(placeOf(a, now), placeOf(b, now)));
  const last = published.toSorted((a, b) => compare(endOf(b), endOf(a)))[0];
  return last ? [last] : [];
}

/** Group, instant, and the id where both are equal, so that two servers show the same order. */
type SortKey = readonly [number, number, string];

function placeOf(examSession: Dated, now: Date): SortKey {
  const registering = newcomerWindow(examSession);
  if (isOpen(registering, now)) return [0, registering.closesAt.getTime(), examSession.id];
  if (windowState(registering, now) === "not_started") return [1, registering.opensAt.getTime(), examSession.id];
  return [2, examSpan(examSession).opensAt.getTime(), examSession.id];
}

const endOf = (examSession: Dated): SortKey => [0, examSpan(examSession).closesAt.getTime(), examSession.id];

const compare = (a: SortKey, b: SortKey): number => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1);

/** What the head of a page shows of a school. */
export type Brand = {
  schoolName: string;
  schoolNameEn: string;
  brandColour: string | null;
  emblemHash: string | null;
  bannerHash: string | null;
  season: Season;
};

/**
 * The head for a visitor who has not chosen among these exam sessions: of each detail what all of them share, so that
 * two campuses of one school keep its name, and two schools get a neutral head. The season is that of the first. null
 * when there is no exam session.
 */
export function sharedBrand(examSessions: readonly Brand[]): Brand | null {
  const [first, ...others] = examSessions;
  if (!first) return null;
  const shared = (field: keyof Brand) => others.every((other) => other[field] === first[field]);
  return {
    schoolName: shared("schoolName") ? first.schoolName : "",
    schoolNameEn: shared("schoolNameEn") ? first.schoolNameEn : "",
    brandColour: shared("brandColour") ? first.brandColour : null,
    emblemHash: shared("emblemHash") ? first.emblemHash : null,
    bannerHash: shared("bannerHash") ? first.bannerHash : null,
    season: first.season,
  };
}
