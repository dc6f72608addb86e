/**
 * What the QR code of a card says: "1.<准考证号>.<card version>.<signature>". The leading 1 is the version of this format.
 */
export type CardCode = { cardNumber: string; version: number };

/** 96 bits in base64url: nobody can guess it, and the QR code stays readable in a printed square of 3 cm. */
export const SIGNATURE_LENGTH = 16;

/**
 * The signed text. An admit card number is unique within its exam session only, so the text contains the exam session.
 * The scanning program knows which exam session it works for.
 */
export const signedPart = (examSessionId: string, { cardNumber, version }: CardCode): string =>
  `${examSessionId}.${cardNumber}.${version}`;

export const writeCardCode = ({ cardNumber, version }: CardCode, signature: string): string =>
  `1.${cardNumber}.${version}.${signature}`;

/** Splits a scanned text into the parts of a card's code, without checking the signature; null for any other text. */
export function parseCardCode(scanned: string): (CardCode & { signature: string }) | null {
  const match = /^1\.(\d{1,32})\.(\d{1,6})\.([\w-]{16})$/.exec(scanned.trim());
  if (!match) return null;
  const [, cardNumber = "", version = "", signature = ""] = match;
  return { cardNumber, version: Number(version), signature };
}
