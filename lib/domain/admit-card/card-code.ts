/**
 * What the QR code of a card says: "1.<准考证号>.<card version>.<signature>". The leading 1 is the version of this format.
 */
export type CardCode = { cardNumber: string; version: number };

/** 96 bits in base64url: out of reach of guessing, and the code stays coarse enough for a printed square of 3 cm. */
export const SIGNATURE_LENGTH = 16;

/**
 * What is signed. A number is unique within its session only, so the session is part of it; who scans knows which
 * session he works for.
 */
export const signedPart = (examSessionId: string, { cardNumber, version }: CardCode): string =>
  `${examSessionId}.${cardNumber}.${version}`;

export const writeCardCode = ({ cardNumber, version }: CardCode, signature: string): string =>
  `1.${cardNumber}.${version}.${signature}`;

/** The parts of a scanned text that has the form of a card's code, its signature not yet checked; else null. */
export function parseCardCode(scanned: string): (CardCode & { signature: string }) | null {
  const match = /^1\.(\d{1,32})\.(\d{1,6})\.([\w-]{16})$/.exec(scanned.trim());
  if (!match) return null;
  const [, cardNumber = "", version = "", signature = ""] = match;
  return { cardNumber, version: Number(version), signature };
}
