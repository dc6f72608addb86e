import { bareNumber } from "@/lib/core/clean-input";
import { readSearch, type Search } from "@/lib/domain/review/search";

/**
 * What finance types: a number of an order, a transaction or a refund (20 to 64 letters and digits), or whatever tells
 * a candidate.
 */
export type PaymentSearch = Search | { kind: "number"; value: string };

export function readPaymentSearch(typed: string): PaymentSearch | null {
  const compact = bareNumber(typed.normalize("NFKC"));
  // 24 digits are a 报名号, and belong to a person; so does a long name in Latin letters.
  const numbered = /^(?=\D*\d)[0-9A-Za-z_-]{20,64}$/.test(compact);
  if (numbered && !/^\d{24}$/.test(compact)) return { kind: "number", value: compact };
  return readSearch(typed);
}
