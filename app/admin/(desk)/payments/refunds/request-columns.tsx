import { formatStamp, formatYuan } from "@/app/_lib/format";
import { refundCauseLabels } from "@/app/_lib/labels/payment";
import { maskPersonal } from "@/lib/core/mask-personal";
import { fenToYuan } from "@/lib/core/money";
import type { ListedRequest } from "@/lib/domain/payment/queries/refunds";
import type { Column, Sort } from "../../../_components/desk-table";

/** The columns of the refund requests. */
export const requestColumns: readonly Column<ListedRequest>[] = [
  { key: "created", label: "申请时间", text: ({ createdAt }) => formatStamp(createdAt) },
  { key: "progress", label: "进度", text: progressOf },
  { key: "count", label: "笔数", figure: true, text: ({ count }) => String(count) },
  {
    key: "amount",
    label: "金额",
    figure: true,
    text: ({ totalFen }) => Number(fenToYuan(totalFen)),
    cell: ({ totalFen }) => formatYuan(totalFen),
  },
  { key: "cause", label: "类别", text: ({ cause }) => refundCauseLabels[cause] },
  { key: "reason", label: "原因", text: ({ reason }) => maskPersonal(reason), wraps: true },
  { key: "staff", label: "申请", text: ({ staff }) => staff.name },
  {
    key: "second",
    label: "复核",
    text: ({ staff, decidedBy }) => (decidedBy && decidedBy.id !== staff.id ? decidedBy.name : null),
  },
  {
    key: "session",
    label: "考试",
    text: ({ examSession }) => examSession?.title ?? null,
    wraps: true,
    optional: true,
  },
  {
    key: "open",
    label: "操作",
    acts: true,
    cell: ({ id, createdAt }) => (
      <a href={`/admin/payments/refunds/${id}`}>
        查看<span className="sr-only">{formatStamp(createdAt)}的申请</span>
      </a>
    ),
  },
];

function progressOf({ needsSecond, confirmed, count, progress, staff, decidedBy }: ListedRequest): string {
  if (needsSecond && confirmed === null) return "待复核";
  if (confirmed === false) return decidedBy?.id === staff.id ? "已撤回" : "已驳回";
  const stuck = (progress.ABNORMAL ?? 0) + (progress.CLOSED ?? 0);
  return `已退回 ${progress.SUCCEEDED ?? 0} / ${count}${stuck ? `，${stuck} 笔需处理` : ""}`;
}

/** Both lists of requests show the newest first. */
export const newestFirst: Sort = { key: "created", down: true };
