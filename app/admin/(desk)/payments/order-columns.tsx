import { formatStamp, formatYuan } from "@/app/_lib/format";
import { channelLabels, deskStateLabels } from "@/app/_lib/labels/payment";
import { type Fen, fenToYuan } from "@/lib/core/money";
import { type DeskState, deskStateOf } from "@/lib/domain/payment/desk-filter";
import type { DeskOrder, OrderSort } from "@/lib/domain/payment/queries/desk";
import type { Column, Sort } from "../../_components/desk-table";

const colours: Partial<Record<DeskState, string>> = {
  SUCCEEDED: "text-good",
  SURPLUS: "text-bad font-semibold",
  OPEN: "text-warn",
  CREATING: "text-warn",
};

export const colourOf = (state: DeskState): string => colours[state] ?? "text-muted";

/** What of an order's money went back, in fen. */
export const refundedFen = ({ ledger }: Pick<DeskOrder, "ledger">): Fen =>
  ledger.reduce((sum, { amountFen }) => sum - amountFen, 0);

/** 11-29 16:03: the year is that of the exam session, and the seconds stand on the order's own page. */
export const short = (instant: Date) => formatStamp(instant).slice(5, 16);

/** The columns of the orders. */
export const orderColumns: readonly Column<DeskOrder>[] = [
  {
    key: "state",
    label: "状态",
    text: (order) => deskStateLabels[deskStateOf(order)],
    cell: (order) => <span className={colourOf(deskStateOf(order))}>{deskStateLabels[deskStateOf(order)]}</span>,
  },
  {
    key: "amount",
    label: "金额",
    text: ({ amountFen }) => Number(fenToYuan(amountFen)),
    cell: ({ amountFen }) => formatYuan(amountFen),
    figure: true,
    sorts: true,
  },
  {
    key: "refunded",
    label: "已退",
    text: (order) => Number(fenToYuan(Math.max(0, refundedFen(order)))),
    cell: (order) => (refundedFen(order) > 0 ? formatYuan(refundedFen(order)) : ""),
    figure: true,
  },
  {
    key: "name",
    label: "考生",
    text: ({ registration }) => registration.name,
    cell: ({ registration }) => <a href={`/admin/registrations/${registration.id}`}>{registration.name ?? "考生"}</a>,
  },
  { key: "document", label: "证件号码", text: ({ registration }) => registration.documentMasked },
  { key: "number", label: "报名号", text: ({ registration }) => registration.registrationNumber, optional: true },
  {
    key: "order",
    label: "商户订单号",
    text: ({ outTradeNo }) => outTradeNo,
    // Enter on a row opens the order, not the person whose link comes first.
    cell: ({ id, outTradeNo }) => (
      <a href={`/admin/payments/${id}`} data-opens="">
        {outTradeNo}
      </a>
    ),
  },
  { key: "transaction", label: "微信支付单号", text: ({ transactionId }) => transactionId, optional: true },
  { key: "channel", label: "方式", text: ({ channel }) => channelLabels[channel] },
  {
    key: "created",
    label: "下单时间",
    text: ({ createdAt }) => formatStamp(createdAt),
    cell: ({ createdAt }) => short(createdAt),
    sorts: true,
  },
  {
    key: "paid",
    label: "支付时间",
    text: ({ successTime }) => successTime && formatStamp(successTime),
    cell: ({ successTime }) => (successTime ? short(successTime) : ""),
  },
  {
    key: "queried",
    label: "查询时间",
    text: ({ queriedAt }) => queriedAt && formatStamp(queriedAt),
    cell: ({ queriedAt }) => (queriedAt ? short(queriedAt) : "尚未查询"),
    optional: true,
  },
  {
    key: "session",
    label: "考试",
    text: ({ registration }) => registration.examSession.title,
    wraps: true,
    optional: true,
  },
];

export const newestFirst: Sort = { key: "created", down: true };

/** The sort of the list as the query knows it. */
export const orderSort = ({ key, down }: Sort): OrderSort => ({ key: key === "amount" ? "amount" : "created", down });
