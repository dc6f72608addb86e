import { timingSafeEqual } from "node:crypto";
import { blindIndex } from "@/lib/crypto/sealed";

/** What the QR code of a card says: "1.<准考证号>.<card version>.<signature>". The leading 1 is the version of this format. */
type CardCode = { cardNumber: string; version: number };

/** 96 bits of an HMAC: out of reach of guessing, and the code stays coarse enough for a printed square of 3 cm. */
const SIGNATURE_LENGTH = 16;

// A number is unique within its session only, so the session is signed as well; who scans knows which session he works for.
const signature = (examSessionId: string, { cardNumber, version }: CardCode) =>
  blindIndex("card", `${examSessionId}.${cardNumber}.${version}`).slice(0, SIGNATURE_LENGTH);

export const cardCode = (examSessionId: string, card: CardCode): string =>
  `1.${card.cardNumber}.${card.version}.${signature(examSessionId, card)}`;

/** The card a scanned code stands for, or null when it is no card of this session or was forged. Whether it is the newest version is the caller's to ask. */
export function readCardCode(examSessionId: string, scanned: string): CardCode | null {
  const match = /^1\.(\d{1,32})\.(\d{1,6})\.([\w-]{16})$/.exec(scanned.trim());
  if (!match) return null;
  const [, cardNumber = "", version = "", signed = ""] = match;
  const card = { cardNumber, version: Number(version) };
  return timingSafeEqual(Buffer.from(signed), Buffer.from(signature(examSessionId, card))) ? card : null;
}
