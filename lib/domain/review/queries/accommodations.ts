import { db, type Prisma } from "@/lib/adapter/db/client";
import type { AccommodationState } from "@/lib/adapter/db/enums";
import { decidableStatuses, isDecidable, undecidedStates } from "@/lib/domain/registration/accommodation";
import { holdingDecision, readDecisionContent, requestOf } from "@/lib/domain/registration/queries/accommodation";
import { shownStatusColumns } from "@/lib/domain/registration/shown-status";
import { type Scope, scopeWhere } from "../scope";
import { undoOpen } from "../undo-time";

export const ACCOMMODATION_PAGE = 50;

/** Requests of registrations that were handed in and may still lead to a seat, within a scope. */
const among = (examSessionId: string, scope: Scope): Prisma.AccommodationWhereInput => ({
  registration: { examSessionId, status: { in: [...decidableStatuses] }, AND: [scopeWhere(scope)] },
});

export type AccommodationCounts = Record<AccommodationState, number>;

/** How many requests stand in each state. */
export async function accommodationCounts(examSessionId: string, scope: Scope): Promise<AccommodationCounts> {
  const groups = await db().accommodation.groupBy({
    by: ["state"],
    where: among(examSessionId, scope),
    _count: { _all: true },
  });
  const counts: AccommodationCounts = { ASKED: 0, MORE_PROOF: 0, GRANTED: 0, REFUSED: 0, WITHDRAWN: 0 };
  for (const { state, _count } of groups) counts[state] = _count._all;
  return counts;
}

/** How many requests wait for staff: not those that wait for a proof of the candidate. */
export const countWaitingAccommodations = (examSessionId: string, scope: Scope): Promise<number> =>
  db().accommodation.count({ where: { ...among(examSessionId, scope), state: "ASKED" } });

/** Paid candidates without a seat whose request is not decided: a drawing now seats them among the others. */
export const undecidedToSeat = (examSessionId: string): Promise<number> =>
  db().accommodation.count({
    where: { state: { in: [...undecidedStates] }, registration: { examSessionId, status: "PAID", seat: null } },
  });

/** A place in the list: after this row. */
export type AccommodationPlace = { askedAt: Date; id: string };

/**
 * A page of the requests in a state, the oldest first. Nothing of what is asked stands in the list: it is health data,
 * and is read where it is decided.
 */
export async function accommodationList({
  examSessionId,
  scope,
  state,
  after,
}: {
  examSessionId: string;
  scope: Scope;
  state: AccommodationState;
  after: AccommodationPlace | null;
}) {
  const beyond = after && {
    OR: [{ askedAt: { gt: after.askedAt } }, { askedAt: after.askedAt, registrationId: { gt: after.id } }],
  };
  const rows = await db().accommodation.findMany({
    where: { state, AND: [among(examSessionId, scope), ...(beyond ? [beyond] : [])] },
    orderBy: [{ askedAt: "asc" }, { registrationId: "asc" }],
    take: ACCOMMODATION_PAGE + 1,
    select: {
      registrationId: true,
      askedAt: true,
      registration: {
        select: { ...shownStatusColumns, name: true, documentMasked: true, school: { select: { name: true } } },
      },
      decisions: { ...holdingDecision, select: { decidedAt: true, staff: { select: { name: true } } } },
    },
  });
  const shown = rows.slice(0, ACCOMMODATION_PAGE);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ decisions, ...row }) => ({ ...row, decision: decisions[0] ?? null })),
    next: rows.length > ACCOMMODATION_PAGE && last ? { askedAt: last.askedAt, id: last.registrationId } : null,
  };
}

/** One request as staff decide it; null when it does not exist in this scope. */
export async function accommodationCase(
  { registrationId, scope, staffId }: { registrationId: string; scope: Scope; staffId: string },
  now: Date,
) {
  const row = await db().accommodation.findFirst({
    where: { registrationId, registration: { status: { not: "DRAFT" }, AND: [scopeWhere(scope)] } },
    select: {
      state: true,
      version: true,
      askedAt: true,
      registration: {
        select: {
          ...shownStatusColumns,
          id: true,
          examSessionId: true,
          name: true,
          documentMasked: true,
          accommodationEncrypted: true,
          registrationNumber: true,
          school: { select: { name: true } },
          teachingPoint: { select: { name: true } },
          language: { select: { name: true } },
          seat: { select: { number: true, room: { select: { number: true } } } },
          files: {
            where: { kind: "ACCOMMODATION_PROOF", removedAt: null },
            select: { id: true, pages: true },
            orderBy: { id: "asc" },
          },
        },
      },
      decisions: {
        orderBy: { version: "desc" },
        select: {
          id: true,
          outcome: true,
          contentEncrypted: true,
          decidedAt: true,
          undoneAt: true,
          smsStartedAt: true,
          staffId: true,
          staff: { select: { name: true } },
        },
      },
    },
  });
  if (!row) return null;
  const { registration, decisions, ...rest } = row;
  const { accommodationEncrypted, ...shown } = registration;
  const latest = decisions.find(({ undoneAt }) => undoneAt === null);
  const undoable =
    latest?.staffId === staffId &&
    latest.smsStartedAt === null &&
    latest.outcome === row.state &&
    undoOpen(latest.decidedAt, now);
  return {
    ...rest,
    registration: shown,
    open: isDecidable(registration.status) && row.state !== "WITHDRAWN",
    request: requestOf({ id: registration.id, accommodationEncrypted }),
    decisions: decisions.map(({ contentEncrypted, id, ...decision }) => ({
      ...decision,
      ...readDecisionContent({ id, contentEncrypted }),
      id,
    })),
    undoable: undoable ? latest.id : null,
  };
}

export type AccommodationCase = NonNullable<Awaited<ReturnType<typeof accommodationCase>>>;
