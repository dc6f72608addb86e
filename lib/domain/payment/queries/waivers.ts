import { db, type Prisma } from "@/lib/adapter/db/client";
import { narrowsTo, type SessionFilter } from "../desk-filter";
import { shownStatusColumns } from "@/lib/domain/registration/shown-status";

const waiverSelect = {
  id: true,
  reason: true,
  waivedFen: true,
  createdAt: true,
  needsSecond: true,
  confirmed: true,
  decidedAt: true,
  staff: { select: { id: true, name: true } },
  decidedBy: { select: { id: true, name: true } },
  registration: {
    select: { name: true, documentMasked: true, registrationNumber: true, ...shownStatusColumns },
  },
} as const satisfies Prisma.WaiverRequestSelect;

export type ListedWaiver = Prisma.WaiverRequestGetPayload<{ select: typeof waiverSelect }>;

/**
 * All waivers that wait for a second person, whatever their exam session, because waiting work is never hidden; and a
 * page of the others, newest first. `after` is the last id of the page before.
 */
export async function waivers({
  session,
  after,
  limit,
}: {
  session?: SessionFilter;
  after?: string | undefined;
  limit: number;
}): Promise<{ waiting: ListedWaiver[]; others: ListedWaiver[]; next: string | null }> {
  const waits = { needsSecond: true, confirmed: null };
  const examSessionId = narrowsTo(session);
  const [waiting, found] = await Promise.all([
    db().waiverRequest.findMany({ where: waits, select: waiverSelect, orderBy: { createdAt: "asc" } }),
    db().waiverRequest.findMany({
      where: {
        ...(examSessionId && { registration: { examSessionId } }),
        NOT: waits,
        ...(after && { id: { lt: after } }),
      },
      select: waiverSelect,
      orderBy: { id: "desc" },
      take: limit + 1,
    }),
  ]);
  const others = found.slice(0, limit);
  return { waiting, others, next: found.length > limit ? (others.at(-1)?.id ?? null) : null };
}
