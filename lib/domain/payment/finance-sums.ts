import type { Fen } from "@/lib/core/money";
import type { LedgerKind } from "@/lib/adapter/db/enums";

/** One line of the ledger as finance reads it. Amounts in fen. */
export type FinanceEntry = {
  kind: LedgerKind;
  at: Date;
  amountFen: Fen;
  waivedFen: Fen;
  outTradeNo: string | null;
  transactionId: string | null;
  outRefundNo: string | null;
  reason: string | null;
  /** The member of staff who requested it; null when the system did it by itself. */
  staff: string | null;
  /** The second person, who confirmed it. */
  second: string | null;
  name: string | null;
  documentMasked: string | null;
  registrationNumber: string | null;
  school: string | null;
  language: string | null;
  session: string | null;
};

type Entry = Pick<FinanceEntry, "kind" | "at" | "amountFen" | "waivedFen">;

/** Sums by kind. `netFen` is the sum of all entries: the change of the balance that WeChat holds for us. */
export type Sums = {
  charges: number;
  chargedFen: Fen;
  refunds: number;
  refundedFen: Fen;
  waivers: number;
  waivedFen: Fen;
  corrections: number;
  correctedFen: Fen;
  netFen: Fen;
};

/** Adds up entries. Refunds become a positive sum. */
export function sumsOf(entries: readonly Entry[]): Sums {
  const of = (kind: LedgerKind) => entries.filter((entry) => entry.kind === kind);
  const fen = (some: readonly Entry[]) => some.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const [charges, refunds, waivers, corrections] = [of("CHARGE"), of("REFUND"), of("WAIVER"), of("CORRECTION")];
  return {
    charges: charges.length,
    chargedFen: fen(charges),
    refunds: refunds.length,
    refundedFen: Math.abs(fen(refunds)),
    waivers: waivers.length,
    waivedFen: waivers.reduce((sum, { waivedFen }) => sum + waivedFen, 0),
    corrections: corrections.length,
    correctedFen: fen(corrections),
    netFen: fen(entries),
  };
}

/** Groups entries by a name and adds up each group. Groups keep the order in which the names first occur. */
export function sumsBy<E extends Entry>(
  entries: readonly E[],
  nameOf: (entry: E) => string,
): { name: string; sums: Sums }[] {
  const groups = new Map<string, E[]>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return [...groups].map(([name, group]) => ({ name, sums: sumsOf(group) }));
}
