import { halfWidth, cleanInput } from "./clean-input";

/** An amount in integer fen (1 yuan = 100 fen). Yuan exist only on screens and in bills. */
export type Fen = number;

/** "5000" fen → "50.00". Integer arithmetic only: 1999 must never become 19.990000000000002. */
export function fenToYuan(fen: Fen): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError("an amount must be an integer number of fen");
  const digits = String(Math.abs(fen)).padStart(3, "0");
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Converts "19.99", "20" or "20.5" to fen; null when the text is not an amount in yuan with at most two decimals. */
export function yuanToFen(text: string): Fen | null {
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(halfWidth(cleanInput(text)));
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
