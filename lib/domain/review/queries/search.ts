import { db, type Prisma } from "@/lib/adapter/db/client";
import { shownStatus, shownStatusColumns } from "@/lib/domain/registration/shown-status";
import { type Scope, scopeWhere } from "../scope";
import type { Search } from "../search";
import { searchAmong } from "./search-where";

const MAX_FOUND = 50;

/**
 * Finds registrations of an exam session by a number, the end of one, or the name, within a scope, newest first; drafts
 * included. At most fifty.
 */
export async function searchRegistrations({
  examSessionId,
  search,
  scope,
  now,
}: {
  examSessionId: string;
  search: Search;
  scope: Scope;
  now: Date;
}) {
  const rows = await searchAmong({ examSessionId, AND: [scopeWhere(scope)] }, search, (where) =>
    db().registration.findMany({
      where,
      select: {
        id: true,
        ...shownStatusColumns,
        name: true,
        documentMasked: true,
        registrationNumber: true,
        submittedAt: true,
        school: { select: { name: true } },
      },
      orderBy: { id: "desc" },
      take: MAX_FOUND,
    }),
  );
  return rows.map(({ school, overrides, examSession, ...row }) => ({
    ...row,
    shown: shownStatus({ status: row.status, overrides, examSession }, now),
    school: school?.name ?? null,
  }));
}

export type FoundRegistration = Awaited<ReturnType<typeof searchRegistrations>>[number];

const placesSelect = {
  id: true,
  school: { select: { name: true } },
  teachingPoint: { select: { name: true } },
  orders: { select: { id: true, outTradeNo: true }, orderBy: { createdAt: "desc" }, take: 1 },
  seat: { select: { number: true, room: { select: { id: true, number: true } } } },
} as const satisfies Prisma.RegistrationSelect;

/** The newest order, the seat, the school and the teaching point of each of these registrations. */
export const placesOf = (ids: readonly string[]) =>
  db().registration.findMany({ where: { id: { in: [...ids] } }, select: placesSelect });
