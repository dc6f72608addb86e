import { IdType } from "@/lib/adapter/db/enums";
import { cleanDocumentNumber, documentIdentity } from "@/lib/core/identity-number";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import type { OwnerKnowledge } from "../owner-proof";
import { readDraft } from "./own-details";

/**
 * Every blind index that a number without its ID type may have: the form does not ask for the ID type. `number` as
 * cleanDocumentNumber returns it.
 */
export const documentIndexesOf = (number: string): string[] => [
  ...new Set(Object.values(IdType).map((kind) => blindIndex("document", documentIdentity(kind, number)))),
];

/** What the owner of the account with this phone knows. null when no account has the phone. */
export async function ownerKnowledge(phoneIndex: string): Promise<({ accountId: string } & OwnerKnowledge) | null> {
  const account = await db().account.findUnique({
    where: { phoneIndex },
    select: {
      id: true,
      documentIndex: true,
      registrations: { select: { id: true, documentIndex: true, draftEncrypted: true, updatedAt: true } },
    },
  });
  if (!account) return null;
  const known = account.registrations.map(({ id, documentIndex, draftEncrypted, updatedAt }) => ({
    indexes: [...(documentIndex ? [documentIndex] : []), ...(draftEncrypted ? indexesInDraft(id, draftEncrypted) : [])],
    updatedAt,
  }));
  const nameless = known.filter(({ indexes }) => indexes.length === 0).map(({ updatedAt }) => updatedAt.getTime());
  return {
    accountId: account.id,
    documentIndexes: new Set([
      ...(account.documentIndex ? [account.documentIndex] : []),
      ...known.flatMap(({ indexes }) => indexes),
    ]),
    namelessChangedAt: nameless.length > 0 ? new Date(Math.max(...nameless)) : null,
  };
}

/** Every blind index that the number in a draft may have. Empty when the candidate typed none. */
export function indexesInDraft(registrationId: string, encrypted: string): string[] {
  const number = cleanDocumentNumber(readDraft(registrationId, encrypted).documentNumber ?? "");
  return number ? documentIndexesOf(number) : [];
}
