import type { DocumentKind } from "@/lib/core/identity-number";

/** The payer's identity in WeChat's format. It is personal data: stored encrypted and never logged. */
export type Payer = {
  openid?: string | undefined;
  identity?: { type: IdentityType; number: string; name: string } | undefined;
};

type IdentityType =
  | "IDCARD"
  | "HONGKONG_MACAO"
  | "HONGKONG_MACAO_RESIDENT"
  | "TAIWAN_RESIDENT"
  | "FOREIGN_RESIDENT"
  | "OVERSEA_PASSPORT";

/**
 * 指定身份支付: the identity that WeChat compares with the payer, or null where WeChat cannot express it: it has no type for
 * the 来往大陆通行证 of Taiwan, and takes no name with four-byte characters or longer than 32. Such a candidate pays without
 * an identity check. The document number was validated at registration.
 */
export function payerIdentity(person: { kind: DocumentKind; number: string; name: string }): Payer["identity"] | null {
  const type = identityType(person.kind, person.number);
  const writable = person.name.length <= 32 && !/[\u{10000}-\u{10FFFF}\p{Co}〓]/u.test(person.name);
  return type && writable ? { type, number: person.number, name: person.name } : null;
}

function identityType(kind: DocumentKind, number: string): IdentityType | null {
  switch (kind) {
    case "RESIDENT_ID":
      return "IDCARD";
    case "HK_MACAO_TAIWAN_RESIDENCE":
      return number.startsWith("83") ? "TAIWAN_RESIDENT" : "HONGKONG_MACAO_RESIDENT";
    case "HK_MACAO_PERMIT":
      return "HONGKONG_MACAO";
    case "FOREIGN_RESIDENT_ID":
      return "FOREIGN_RESIDENT";
    case "PASSPORT":
      return "OVERSEA_PASSPORT";
    case "TAIWAN_PERMIT":
      return null;
  }
}

/** Whether an order created for one payer may be paid by the other. */
export const samePayer = (one: Payer | null, other: Payer | null): boolean =>
  one?.openid === other?.openid &&
  one?.identity?.type === other?.identity?.type &&
  one?.identity?.number === other?.identity?.number &&
  one?.identity?.name === other?.identity?.name;
