import { formatStamp, formatYuan } from "@/app/_lib/format";
import { channelLabels, deskStateLabels, refundedText } from "@/app/_lib/labels/payment";
import { deskStateOf } from "@/lib/domain/payment/desk-filter";
import type { DeskOrder } from "@/lib/domain/payment/queries/desk";
import { DeskTable } from "../../_components/desk-table";

/** A form around the list. The next page names the selected orders before anything is done. */
export function OrderList({ orders, mayRefund }: { orders: readonly DeskOrder[]; mayRefund: boolean }) {
  return (
    <form action="/admin/payments/refunds/new" method="get">
      <DeskTable
        head={[...(mayRefund ? ["[选择]"] : []), "状态", "金额", "考生", "订单号", "方式", "时间", "[操作]"]}
        figures={["金额"]}
      >
        {orders.map((order) => (
          <tr key={order.id}>
            {mayRefund && (
              <td>
                {order.transactionId && (
                  <input
                    type="checkbox"
                    name="order"
                    value={order.id}
                    aria-label={`选择订单 ${order.outTradeNo}`}
                    className="size-5"
                  />
                )}
              </td>
            )}
            <td className="whitespace-nowrap">{deskStateLabels[deskStateOf(order)]}</td>
            <td className="text-right whitespace-nowrap tabular-nums">
              {formatYuan(order.amountFen)}
              <span className="block text-muted">{refundedText(order.ledger)}</span>
            </td>
            <td className="whitespace-nowrap">
              {order.registration.name} {order.registration.documentMasked}
              <br />
              <span className="text-muted tabular-nums">{order.registration.registrationNumber}</span>
            </td>
            <td className="whitespace-nowrap tabular-nums">
              {order.outTradeNo}
              {order.transactionId && (
                <>
                  <br />
                  <span className="text-muted">微信 {order.transactionId}</span>
                </>
              )}
            </td>
            <td className="whitespace-nowrap">{channelLabels[order.channel]}</td>
            <td className="whitespace-nowrap tabular-nums">
              下单 {formatStamp(order.createdAt)}
              <br />
              <span className="text-muted">{lastNews(order)}</span>
            </td>
            <td>
              <a href={`/admin/payments/${order.id}`} className="button button-small whitespace-nowrap">
                查看<span className="sr-only">订单 {order.outTradeNo}</span>
              </a>
            </td>
          </tr>
        ))}
      </DeskTable>
      {mayRefund && (
        <p className="mt-4">
          <button type="submit" className="button">
            为所选订单办理退款…
          </button>
        </p>
      )}
    </form>
  );
}

function lastNews({ successTime, queriedAt }: DeskOrder): string {
  if (successTime) return `支付 ${formatStamp(successTime)}`;
  return queriedAt ? `查询 ${formatStamp(queriedAt)}` : "尚未查询";
}
