import { documentIdentity } from "@/lib/core/identity-number";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { IdType } from "@/lib/adapter/db/enums";
import { literally } from "@/lib/adapter/db/literal";
import { shownStatus, shownStatusColumns } from "@/lib/domain/registration/shown-status";
import { type Scope, scopeWhere } from "../scope";
import type { Search } from "../search";

const MAX_FOUND = 50;

/**
 * Finds registrations of an exam session by 报名号, phone, exact document number or name, within a scope, newest first;
 * drafts included. At most fifty.
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
  const rows = await db().registration.findMany({
    where: { examSessionId, ...searchWhere(search), AND: [scopeWhere(scope)] },
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
  });
  return rows.map(({ school, overrides, examSession, ...row }) => ({
    ...row,
    shown: shownStatus({ status: row.status, overrides, examSession }, now),
    school: school?.name ?? null,
  }));
}

export type FoundRegistration = Awaited<ReturnType<typeof searchRegistrations>>[number];

function searchWhere({ kind, value }: Search): Prisma.RegistrationWhereInput {
  switch (kind) {
    case "registrationNumber":
      return { registrationNumber: value };
    case "phone":
      return { account: { phoneIndex: blindIndex("phone", value) } };
    case "document":
      return {
        documentIndex: {
          in: Object.values(IdType).map((kind) => blindIndex("document", documentIdentity(kind, value))),
        },
      };
    case "name":
      return { name: { contains: literally(value) } };
  }
}
