import { maskDocument } from "@/lib/core/identity-number";
import { maskPhone } from "@/lib/core/phone";
import { db, type Prisma, type Tx } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { shownStatusColumns } from "@/lib/domain/registration/shown-status";
import { countRemovedEvidence, evidenceOf } from "@/lib/domain/evidence/queries";
import { documentIndexesOf } from "@/lib/domain/registration/queries/owner-knowledge";

const MAX_SHOWN = 100;

const rowSelect = {
  id: true,
  createdAt: true,
  decidedAt: true,
  accountId: true,
  nameEncrypted: true,
  documentEncrypted: true,
  phoneEncrypted: true,
  decidedBy: { select: { name: true } },
} as const satisfies Prisma.PhoneAppealSelect;

type Row = Prisma.PhoneAppealGetPayload<{ select: typeof rowSelect }>;

const shown = ({ nameEncrypted, documentEncrypted, phoneEncrypted, accountId, ...row }: Row) => ({
  ...row,
  approved: row.decidedAt === null ? null : accountId !== null,
  name: decryptColumn("phone_appeal.name_encrypted", row.id, nameEncrypted),
  documentMasked: maskDocument(decryptColumn("phone_appeal.document_encrypted", row.id, documentEncrypted)),
  phoneMasked: maskPhone(decryptColumn("phone_appeal.phone_encrypted", row.id, phoneEncrypted)),
});

export type PhoneAppealRow = ReturnType<typeof shown>;

/**
 * Appeals for an account: open ones, the oldest first, then decided ones, the newest first. At most a hundred of each.
 */
export async function phoneAppealList(): Promise<{ waiting: PhoneAppealRow[]; decided: PhoneAppealRow[] }> {
  const select = rowSelect;
  const [waiting, decided] = await Promise.all([
    db().phoneAppeal.findMany({ where: { decidedAt: null }, orderBy: { createdAt: "asc" }, take: MAX_SHOWN, select }),
    db().phoneAppeal.findMany({
      where: { decidedAt: { not: null } },
      orderBy: { decidedAt: "desc" },
      take: MAX_SHOWN,
      select,
    }),
  ]);
  return { waiting: waiting.map(shown), decided: decided.map(shown) };
}

export const countWaitingPhoneAppeals = (): Promise<number> => db().phoneAppeal.count({ where: { decidedAt: null } });

const accountSelect = {
  id: true,
  phoneEncrypted: true,
  createdAt: true,
  documentIndex: true,
  registrations: {
    select: {
      id: true,
      ...shownStatusColumns,
      name: true,
      documentMasked: true,
      documentIndex: true,
      submittedAt: true,
      files: {
        where: { removedAt: null, kind: { in: ["ID_FRONT", "PORTRAIT"] } },
        select: { id: true, kind: true },
        orderBy: { kind: "asc" },
      },
    },
    orderBy: { createdAt: "desc" },
  },
} as const satisfies Prisma.AccountSelect;

export type AppealedAccount = Awaited<ReturnType<typeof accountsOfAppeal>>[number];

/**
 * The accounts that hold the document of an appeal: by a registration in any status, or because an approval bound it.
 */
export async function accountsOfAppeal(
  { id, documentEncrypted }: { id: string; documentEncrypted: string },
  tx: Pick<Tx, "account"> = db(),
) {
  const documentIndex = {
    in: documentIndexesOf(decryptColumn("phone_appeal.document_encrypted", id, documentEncrypted)),
  };
  const accounts = await tx.account.findMany({
    where: { OR: [{ documentIndex }, { registrations: { some: { documentIndex } } }] },
    orderBy: { createdAt: "asc" },
    select: accountSelect,
  });
  return accounts.map(({ phoneEncrypted, documentIndex: bound, ...account }) => ({
    ...account,
    bound: bound !== null && documentIndex.in.includes(bound),
    phoneMasked: phoneEncrypted && maskPhone(decryptColumn("account.phone_encrypted", account.id, phoneEncrypted)),
  }));
}

/**
 * Whether the number belongs to another account that has submitted a registration: then it cannot be moved.
 */
export const phoneIsInUse = async (
  { phoneIndex, exceptAccountId }: { phoneIndex: string; exceptAccountId: string },
  tx: Pick<Tx, "account"> = db(),
): Promise<boolean> =>
  (await tx.account.count({
    where: { phoneIndex, id: { not: exceptAccountId }, registrations: { some: { status: { not: "DRAFT" } } } },
  })) > 0;

/** One appeal with the accounts that it may mean; null when it does not exist. */
export async function phoneAppealCase(id: string) {
  const row = await db().phoneAppeal.findUnique({
    where: { id },
    select: { ...rowSelect, statementEncrypted: true, reason: true },
  });
  if (!row) return null;
  const { statementEncrypted, reason, ...rest } = row;
  return {
    ...shown(rest),
    statement: decryptColumn("phone_appeal.statement_encrypted", row.id, statementEncrypted),
    reason,
    accountId: rest.accountId,
    accounts: await accountsOfAppeal(row),
    evidence: await evidenceOf({ phoneAppealId: id }),
    evidenceRemoved: await countRemovedEvidence({ phoneAppealId: id }),
  };
}

/** A text that changes when one of these appeals is decided or another one is filed; the open page polls it. */
export const phoneAppealsMark = (appeals: readonly { decidedAt: Date | null }[]): string =>
  `${appeals.length} ${appeals.filter(({ decidedAt }) => decidedAt).length}`;

/**
 * The appeals of the phone that an SMS code has just proven, the newest first; null when there is no such code.
 */
export async function ownPhoneAppeals(smsCodeId: string) {
  const code = await db().smsCode.findFirst({
    where: { id: smsCodeId, purpose: "APPEAL" },
    select: { phoneIndex: true },
  });
  if (!code) return null;
  const rows = await db().phoneAppeal.findMany({
    where: { phoneIndex: code.phoneIndex },
    orderBy: { createdAt: "desc" },
    take: MAX_SHOWN,
    select: { id: true, createdAt: true, decidedAt: true, accountId: true, reason: true },
  });
  return Promise.all(
    rows.map(async ({ accountId, ...row }) => ({
      ...row,
      approved: accountId !== null,
      // For the list alone: nobody but who decides can open them.
      evidence: row.decidedAt ? [] : await evidenceOf({ phoneAppealId: row.id }),
    })),
  );
}
