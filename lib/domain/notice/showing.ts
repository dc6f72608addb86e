type Timed = { startsAt: Date; endsAt: Date; withdrawnAt: Date | null };

export type NoticeState = "coming" | "shown" | "over" | "withdrawn";

/** Where a notice stands at this instant. The first instant is inside, the last one is outside. */
export function noticeState({ startsAt, endsAt, withdrawnAt }: Timed, now: Date): NoticeState {
  if (withdrawnAt) return "withdrawn";
  if (now < startsAt) return "coming";
  return now < endsAt ? "shown" : "over";
}

/** Pinned ones first, then the newest. */
export const inOrder = <N extends { pinned: boolean; startsAt: Date; id: string }>(notices: readonly N[]): N[] =>
  notices.toSorted(
    (a, b) =>
      Number(b.pinned) - Number(a.pinned) ||
      b.startsAt.getTime() - a.startsAt.getTime() ||
      (a.id < b.id ? 1 : a.id > b.id ? -1 : 0),
  );
