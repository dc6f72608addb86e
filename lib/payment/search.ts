import { readSearch, type Search } from "@/lib/review/search";

/** What finance types: a number of an order, a transaction or a refund (letters and digits, 20 to 64), or whatever tells a candidate. */
export type PaymentSearch = Search | { kind: "number"; value: string };

export function readPaymentSearch(typed: string): PaymentSearch | null {
  const compact = typed.normalize("NFKC").replace(/\s/gu, "");
  // 24 digits are a 报名号, and belong to a person.
  if (/^[0-9A-Za-z_-]{20,64}$/.test(compact) && !/^\d{24}$/.test(compact)) return { kind: "number", value: compact };
  return readSearch(typed);
}
