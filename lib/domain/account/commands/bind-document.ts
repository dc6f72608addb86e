import type { Tx } from "@/lib/adapter/db/client";

type Bond = { accountId: string; documentIndex: string | null };

/**
 * Binds a document to an account that has none, for all exam sessions. If another account has the document, the unique
 * index is violated; this function throws and the caller turns the error into a refusal.
 */
export async function bindDocument(
  tx: Tx,
  { accountId, documentIndex }: Bond,
): Promise<"bound" | "bound_before" | "account_has_other_document"> {
  const { count } = await tx.account.updateMany({
    where: { id: accountId, documentIndex: null },
    data: { documentIndex },
  });
  if (count) return "bound";
  const same = await tx.account.findFirst({ where: { id: accountId, documentIndex }, select: { id: true } });
  return same ? "bound_before" : "account_has_other_document";
}

/** Removes the bond again, unless the account has been bound to another document since. */
export async function unbindDocument(tx: Tx, { accountId, documentIndex }: Bond): Promise<void> {
  await tx.account.updateMany({ where: { id: accountId, documentIndex }, data: { documentIndex: null } });
}

/**
 * Lets the bond follow a corrected number. An account that is bound to another document, or to none, stays as it is. If
 * another account has the new document, the unique index is violated, as in bindDocument. Returns whether it followed.
 */
export async function moveBond(
  tx: Tx,
  { accountId, from, to }: { accountId: string; from: string | null; to: string },
): Promise<boolean> {
  if (from === null || from === to) return false;
  const { count } = await tx.account.updateMany({
    where: { id: accountId, documentIndex: from },
    data: { documentIndex: to },
  });
  return count > 0;
}
