import { shanghaiDayOf, shanghaiRfc3339 } from "@/lib/core/clock";
import { type Fen, fenToYuan } from "@/lib/core/money";
import type { LedgerKind } from "@/lib/adapter/db/enums";
import type { Cell, Sheet } from "@/lib/adapter/spreadsheet/write-workbook";
import { type FinanceEntry, type Sums, sumsBy, sumsOf } from "./finance-sums";

const kinds: Record<LedgerKind, string> = { CHARGE: "收款", REFUND: "退款", WAIVER: "减免", CORRECTION: "更正" };

const sumsHead = [
  "收款笔数",
  "收款金额（元）",
  "退款笔数",
  "退款金额（元）",
  "减免人数",
  "减免金额（元）",
  "更正金额（元）",
  "净额（元）",
];

/** Yuan as a number for a spreadsheet. It is parsed from the exact text, so that it is the nearest possible number. */
const yuan = (fen: Fen): number => Number(fenToYuan(fen));

const sumsRow = (name: string, sums: Sums): Cell[] => [
  name,
  { count: sums.charges },
  yuan(sums.chargedFen),
  { count: sums.refunds },
  yuan(sums.refundedFen),
  { count: sums.waivers },
  yuan(sums.waivedFen),
  yuan(sums.correctedFen),
  yuan(sums.netFen),
];

const sumsTable = (
  name: string,
  column: string,
  entries: readonly FinanceEntry[],
  nameOf: (entry: FinanceEntry) => string,
): Sheet => ({
  name,
  head: [column, ...sumsHead],
  rows: [...sumsBy(entries, nameOf).map((group) => sumsRow(group.name, group.sums)), sumsRow("合计", sumsOf(entries))],
});

export type FinanceTable = "days" | "schools" | "lines";

/**
 * The tables of the finance export: sums per day, sums per school, and every entry. The last row of each table of sums
 * is the total of the ledger itself.
 */
export const financeTables = (entries: readonly FinanceEntry[]): Record<FinanceTable, Sheet> => ({
  days: sumsTable("按日", "日期", entries, ({ at }) => shanghaiDayOf(at)),
  schools: sumsTable("按学校", "学校", entries, ({ school }) => school ?? "未归属"),
  lines: {
    name: "明细",
    head: [
      "时间",
      "类别",
      "金额（元）",
      "减免（元）",
      "姓名",
      "证件号码",
      "报名号",
      "学校",
      "语种",
      "考试",
      "商户订单号",
      "微信支付单号",
      "退款单号",
      "原因",
      "经办人",
      "复核人",
    ],
    rows: entries.map((entry) => [
      shanghaiRfc3339(entry.at).slice(0, 19).replace("T", " "),
      kinds[entry.kind],
      yuan(entry.amountFen),
      yuan(entry.waivedFen),
      entry.name,
      entry.documentMasked,
      entry.registrationNumber,
      entry.school,
      entry.language,
      entry.session,
      entry.outTradeNo,
      entry.transactionId,
      entry.outRefundNo,
      entry.reason,
      entry.staff,
      entry.second,
    ]),
  },
});
