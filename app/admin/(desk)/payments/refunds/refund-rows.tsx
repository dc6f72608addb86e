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
  mayRetry,
  requestId,
}: {
  rows: readonly ListedRefund[];
  mayRetry: boolean;
  requestId?: string;
}) {
  return (
    <DeskTable head={["状态", "金额", "考生", "退款单号", "时间", "[操作]"]} figures={["金额"]}>
      {rows.map((row) => {
        const { registration, orderId } = row.charge;
        return (
          <tr key={row.id}>
            <td className={`whitespace-nowrap ${colours[row.status] ?? ""}`}>
              {refundStatusLabels[row.status]}
              {row.failureCode && (
                <>
                  <br />
                  <span className="text-sm font-normal text-muted">
                    {row.failureCode === "NOT_ENOUGH" ? "余额不足，等待充值" : `微信答复 ${row.failureCode}`}
                  </span>
                </>
              )}
              {opensCase.has(row.status) && (
                <>
                  <br />
                  <a href="/admin/payments/exceptions" className="text-sm font-normal">
                    查看款项异常<span className="sr-only"> {row.outRefundNo}</span>
                  </a>
                </>
              )}
            </td>
            <td className="text-right whitespace-nowrap tabular-nums">{formatYuan(row.amountFen)}</td>
            <td className="whitespace-nowrap">
              {registration ? `${registration.name} ${registration.documentMasked}` : "不属于任何报名"}
              <br />
              <span className="text-muted tabular-nums">{registration?.registrationNumber}</span>
            </td>
            <td className="whitespace-nowrap tabular-nums">{row.outRefundNo}</td>
            <td className="whitespace-nowrap tabular-nums">
              申请 {formatStamp(row.createdAt)}
              {row.successTime && (
                <>
                  <br />
                  <span className="text-muted">退回 {formatStamp(row.successTime)}</span>
                </>
              )}
            </td>
            <td>
              <div className="flex flex-wrap gap-2">
                {mayRetry && (opensCase.has(row.status) || (row.status === "PENDING" && row.failureCode)) && (
                  <RetryForm refundId={row.id} outRefundNo={row.outRefundNo} requestId={requestId} />
                )}
                {orderId && (
                  <a href={`/admin/payments/${orderId}`} className="button button-small whitespace-nowrap">
                    订单<span className="sr-only"> {row.outRefundNo}</span>
                  </a>
                )}
              </div>
            </td>
          </tr>
        );
      })}
    </DeskTable>
  );
}
