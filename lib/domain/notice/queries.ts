import { db } from "@/lib/adapter/db/client";
import type { NoticeGroup } from "@/lib/adapter/db/enums";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { shareBriefly } from "@/lib/core/share-briefly";
import { inOrder, noticeState } from "./showing";

/** No page shows more. */
const MOST = 20;

const shownSelect = {
  id: true,
  title: true,
  text: true,
  pinned: true,
  startsAt: true,
  endsAt: true,
  withdrawnAt: true,
} as const;

export type ShownNotice = Awaited<ReturnType<typeof forEverybody>>[number];

const forEverybody = (now: Date) =>
  db().notice.findMany({
    where: { audience: "EVERYBODY", withdrawnAt: null, endsAt: { gt: now } },
    orderBy: [{ pinned: "desc" }, { startsAt: "desc" }, { id: "desc" }],
    // Those whose time is still to come are among them.
    take: 2 * MOST,
    select: shownSelect,
  });

/** A crowd that waits on the home shares one answer for a tenth of a second, as announcedFrames has it. */
const announced = shareBriefly(100, () => forEverybody(new Date()));

/** The notices of the public home at this instant, pinned ones first. */
export async function homeNotices(now: Date): Promise<ShownNotice[]> {
  return (await announced()).filter((notice) => noticeState(notice, now) === "shown").slice(0, MOST);
}

/** What a candidate of this exam session who stands in this group reads on his status page, pinned ones first. */
export async function candidateNotices({
  examSessionId,
  group,
  now,
}: {
  examSessionId: string;
  group: NoticeGroup;
  now: Date;
}): Promise<ShownNotice[]> {
  const rows = await db().notice.findMany({
    where: {
      withdrawnAt: null,
      startsAt: { lte: now },
      endsAt: { gt: now },
      OR: [{ audience: "EVERYBODY" }, { audience: "CANDIDATES", examSessionId, groups: { has: group } }],
    },
    orderBy: [{ pinned: "desc" }, { startsAt: "desc" }, { id: "desc" }],
    take: MOST,
    select: shownSelect,
  });
  return inOrder(rows);
}

const deskSelect = {
  ...shownSelect,
  audience: true,
  groups: true,
  version: true,
  examSessionId: true,
  examSession: { select: { title: true } },
} as const;

export type DeskNotice = NonNullable<Awaited<ReturnType<typeof noticeById>>>;

/** Everything that was ever written for everybody or for this exam session, the newest first; at most 200. */
export const deskNotices = (examSessionId: string | null) =>
  db().notice.findMany({
    where: { OR: [{ audience: "EVERYBODY" }, ...(examSessionId ? [{ examSessionId }] : [])] },
    orderBy: [{ startsAt: "desc" }, { id: "desc" }],
    take: 200,
    select: deskSelect,
  });

export const noticeById = (id: string) => db().notice.findUnique({ where: { id }, select: deskSelect });

/** The id of the form of a new notice: a form that is posted twice makes one notice. */
export const newNoticeId = (now: Date): string => uuidv7(now);
