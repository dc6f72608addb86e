import { shanghaiMidnight, shanghaiRfc3339 } from "@/lib/core/clock";
import type { Fen } from "@/lib/core/money";
import { db } from "@/lib/adapter/db/client";
import type { LedgerKind } from "@/lib/adapter/db/enums";
import type { FinanceEntry } from "../finance-sums";

/** Ledger entries from one instant (inclusive) to another (exclusive), in the order in which the money moved. */
export async function financeEntries({ from, until }: { from: Date; until: Date }): Promise<FinanceEntry[]> {
  const rows = await db().ledgerEntry.findMany({
    where: { at: { gte: from, lt: until } },
    select: {
      kind: true,
      at: true,
      amountFen: true,
      waivedFen: true,
      outTradeNo: true,
      transactionId: true,
      reason: true,
      staff: { select: { name: true } },
      refund: {
        select: {
          outRefundNo: true,
          reason: true,
          cause: true,
          request: {
            select: { reason: true, staff: { select: { name: true } }, decidedBy: { select: { name: true } } },
          },
        },
      },
      registration: {
        select: {
          waivers: { where: { confirmed: true }, select: { decidedBy: { select: { name: true } } } },
          name: true,
          documentMasked: true,
          registrationNumber: true,
          school: { select: { name: true } },
          language: { select: { name: true } },
          examSession: { select: { title: true } },
        },
      },
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  return rows.map(({ refund, registration, staff, ...row }) => ({
    ...row,
    // The ledger entry of a refund is written when WeChat has carried it out. Who requested it, and why, is in its
    // refund request.
    reason: row.reason ?? refund?.request?.reason ?? refund?.reason ?? null,
    staff: staff?.name ?? refund?.request?.staff.name ?? (refund?.cause === "SURPLUS" ? "系统自动" : null),
    second: (row.kind === "WAIVER" ? registration?.waivers[0] : refund?.request)?.decidedBy?.name ?? null,
    outRefundNo: refund?.outRefundNo ?? null,
    name: registration?.name ?? null,
    documentMasked: registration?.documentMasked ?? null,
    registrationNumber: registration?.registrationNumber ?? null,
    school: registration?.school?.name ?? null,
    language: registration?.language?.name ?? null,
    session: registration?.examSession.title ?? null,
  }));
}

/** Number and sum of the entries since an instant, by kind. */
export async function movedSince(from: Date): Promise<{ kind: LedgerKind; count: number; fen: Fen }[]> {
  const groups = await db().ledgerEntry.groupBy({
    by: ["kind"],
    where: { at: { gte: from } },
    _count: true,
    _sum: { amountFen: true, waivedFen: true },
    orderBy: { kind: "asc" },
  });
  return groups.map(({ kind, _count, _sum }) => ({
    kind,
    count: _count,
    fen: (kind === "WAIVER" ? _sum.waivedFen : _sum.amountFen) ?? 0,
  }));
}

export type DailyClose = Awaited<ReturnType<typeof dailyClose>>;

/**
 * 日结: the balance that WeChat held for us at the start and at the end of the Shanghai day `day`, the entries in
 * between, and the result of the comparison with WeChat's bill.
 */
export async function dailyClose(day: Date) {
  const [from, until] = [shanghaiMidnight(day), shanghaiMidnight(day, 1)];
  const billDate = new Date(`${shanghaiRfc3339(from).slice(0, 10)}T00:00:00Z`);
  const [before, entries, bill, openCases] = await Promise.all([
    db().ledgerEntry.aggregate({ where: { at: { lt: from } }, _sum: { amountFen: true } }),
    financeEntries({ from, until }),
    db().tradeBill.findUnique({ where: { billDate } }),
    db().paymentException.count({ where: { resolvedAt: null } }),
  ]);
  return { from, openingFen: before._sum.amountFen ?? 0, entries, bill, openCases };
}
