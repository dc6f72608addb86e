import { bareNumber } from "@/lib/core/clean-input";
import { readSearch, type Search } from "@/lib/domain/review/search";

/**
 * The text that finance searches for: the number of an order, a transaction or a refund (20 to 64 letters and digits),
 * or something that identifies a candidate.
 */
export type PaymentSearch = Search | { kind: "number"; value: string };

export function readPaymentSearch(typed: string): PaymentSearch | null {
  const compact = bareNumber(typed.normalize("NFKC"));
  // 24 digits are a 报名号 and identify a candidate. A long name in Latin letters also identifies a candidate.
  const numbered = /^(?=\D*\d)[0-9A-Za-z_-]{20,64}$/.test(compact);
  if (numbered && !/^\d{24}$/.test(compact)) return { kind: "number", value: compact };
  return readSearch(typed);
}
