import { documentIdentity } from "@/lib/core/identity-number";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db, type Prisma } from "@/lib/adapter/db/client";
import { decryptColumn } from "@/lib/adapter/db/encrypted-column";
import { IdType } from "@/lib/adapter/db/enums";
import { literally } from "@/lib/adapter/db/literal";
import { phoneEndIndex } from "@/lib/domain/account/queries";
import type { Search } from "../search";

type Where = Prisma.RegistrationWhereInput;

/**
 * Searches among the registrations that `within` allows. What was typed may be a number of several kinds. They are
 * tried one after the other until one finds somebody. `load` reads the rows of a condition.
 */
export async function searchAmong<Row>(
  within: Where,
  { kind, value }: Search,
  load: (where: Where) => Promise<Row[]>,
): Promise<Row[]> {
  const found = async (...conditions: readonly Where[]): Promise<Row[]> => {
    for (const condition of conditions) {
      const rows = await load({ AND: [within, condition] });
      if (rows.length > 0) return rows;
    }
    return [];
  };
  switch (kind) {
    case "registrationNumber":
      return found({ registrationNumber: value });
    case "phone":
      return found({ account: { phoneIndex: blindIndex("phone", value) } }, { studentNumber: value });
    case "end":
      return found({ id: { in: await endingWith(within, value) } });
    case "document":
      return found(
        {
          documentIndex: {
            in: Object.values(IdType).map((idType) => blindIndex("document", documentIdentity(idType, value))),
          },
        },
        { studentNumber: value },
        // Before the cards are published nobody is shown a 准考证号, so nobody is found by it.
        { seat: { admitCardNumber: value, examSession: { cardsPublishedAt: { not: null } } } },
      );
    case "name":
      return found({ name: { contains: literally(value) } });
  }
}

/**
 * The registrations whose phone, document or 报名号 ends with these four or eight digits, or whose 学号 they are. The
 * index of phones knows the last four, masked documents show one to four: what was typed beyond them is compared with
 * the decrypted number of the few that are left.
 */
async function endingWith(within: Where, end: string): Promise<string[]> {
  const [byPhone, byDocument, byNumber] = await Promise.all([
    db().registration.findMany({
      where: { AND: [within, { account: { phoneEndIndex: phoneEndIndex(end) } }] },
      select: { id: true, account: { select: { id: true, phoneEncrypted: true } } },
    }),
    db().registration.findMany({
      where: {
        AND: [within, { OR: maskedEnds(end).map((shown) => ({ documentMasked: { endsWith: literally(shown) } })) }],
      },
      select: { id: true, documentEncrypted: true },
    }),
    db().registration.findMany({
      where: { AND: [within, { OR: [{ registrationNumber: { endsWith: literally(end) } }, { studentNumber: end }] }] },
      select: { id: true },
    }),
  ]);
  const phones = byPhone.filter(
    ({ account: { id, phoneEncrypted } }) =>
      phoneEncrypted !== null && decryptColumn("account.phone_encrypted", id, phoneEncrypted).endsWith(end),
  );
  const documents = byDocument.filter(
    ({ id, documentEncrypted }) =>
      documentEncrypted !== null &&
      decryptColumn("registration.document_encrypted", id, documentEncrypted).toUpperCase().endsWith(end),
  );
  return [...new Set([...phones, ...documents, ...byNumber].map(({ id }) => id))];
}

/** How a masked number that ends so may end: a long one shows its last four characters, a short one fewer. */
const maskedEnds = (end: string): string[] => [end.slice(-4), ...[3, 2, 1].map((shown) => `*${end.slice(-shown)}`)];
