import { formatStamp, formatYuan } from "@/app/_lib/format";
import { refundStatusLabels } from "@/app/_lib/labels/payment";
import type { RefundStatus } from "@/lib/adapter/db/enums";
import type { ListedRefund } from "@/lib/domain/payment/queries/refunds";
import { DeskTable } from "../../../_components/desk-table";
import { RetryForm } from "./retry-form";

const colours: Partial<Record<RefundStatus, string>> = {
  SUCCEEDED: "text-good font-semibold",
  ABNORMAL: "text-bad font-semibold",
  CLOSED: "text-bad font-semibold",
  REFUSED: "text-bad font-semibold",
};

/** A refund with this result has a payment exception, which offers more than sending it again. */
const opensCase = new Set<RefundStatus>(["ABNORMAL", "CLOSED", "REFUSED"]);

/** Refunds, each with its state and, when it is stuck, a button to send it again. */
export function RefundRows({
  rows,
  caption,
  mayRetry,
  requestId,
}: {
  rows: readonly ListedRefund[];
  caption: string;
  mayRetry: boolean;
  requestId?: string;
}) {
  return (
    <DeskTable
      caption={caption}
      rows={rows}
      id={({ id }) => id}
      columns={[
        { key: "state", label: "状态", cell: (row) => <State row={row} /> },
        { key: "amount", label: "金额", figure: true, text: ({ amountFen }) => formatYuan(amountFen) },
        { key: "name", label: "考生", text: ({ charge }) => charge.registration?.name ?? "不属于任何报名" },
        { key: "document", label: "证件号码", text: ({ charge }) => charge.registration?.documentMasked },
        { key: "number", label: "报名号", text: ({ charge }) => charge.registration?.registrationNumber },
        { key: "refund", label: "退款单号", text: ({ outRefundNo }) => outRefundNo },
        { key: "created", label: "申请时间", text: ({ createdAt }) => formatStamp(createdAt).slice(5, 16) },
        {
          key: "success",
          label: "退回时间",
          text: ({ successTime }) => successTime && formatStamp(successTime).slice(5, 16),
        },
        {
          key: "open",
          label: "操作",
          acts: true,
          cell: (row) => (
            <span className="inline-flex items-center gap-4">
              {row.charge.orderId && (
                <a href={`/admin/payments/${row.charge.orderId}`}>
                  订单<span className="sr-only"> {row.outRefundNo}</span>
                </a>
              )}
              {mayRetry && (opensCase.has(row.status) || (row.status === "PENDING" && row.failureCode)) && (
                <RetryForm refundId={row.id} outRefundNo={row.outRefundNo} requestId={requestId} />
              )}
            </span>
          ),
        },
      ]}
    />
  );
}

function State({ row }: { row: ListedRefund }) {
  return (
    <>
      <span className={colours[row.status] ?? ""}>{refundStatusLabels[row.status]}</span>
      {row.failureCode && (
        <span className="ml-2 text-muted">
          {row.failureCode === "NOT_ENOUGH" ? "余额不足，等待充值" : `微信答复 ${row.failureCode}`}
        </span>
      )}
      {opensCase.has(row.status) && (
        <a href="/admin/payments/exceptions" className="ml-2">
          查看款项异常<span className="sr-only"> {row.outRefundNo}</span>
        </a>
      )}
    </>
  );
}
