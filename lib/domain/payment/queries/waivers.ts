import { db, type Prisma } from "@/lib/adapter/db/client";
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

const WAIVERS_PAGE = 50;

/**
 * All waivers that wait for a second person, and a page of the others, newest first. `before` is the last id of the
 * previous page.
 */
export async function waivers(
  before?: string,
): Promise<{ waiting: ListedWaiver[]; others: ListedWaiver[]; next: string | null }> {
  const waits = { needsSecond: true, confirmed: null };
  const [waiting, found] = await Promise.all([
    db().waiverRequest.findMany({ where: waits, select: waiverSelect, orderBy: { createdAt: "asc" } }),
    db().waiverRequest.findMany({
      where: { NOT: waits, ...(before && { id: { lt: before } }) },
      select: waiverSelect,
      orderBy: { id: "desc" },
      take: WAIVERS_PAGE + 1,
    }),
  ]);
  const others = found.slice(0, WAIVERS_PAGE);
  return { waiting, others, next: found.length > WAIVERS_PAGE ? (others.at(-1)?.id ?? null) : null };
}
