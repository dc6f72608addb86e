import { paymentCounts } from "@/lib/domain/payment/queries/desk";

/** The parts of the payments desk, with what waits in each; an order's page belongs to 订单, a request's to 退款. */
export async function DeskTabs({ present }: { present: "orders" | "refunds" | "waivers" | "exceptions" | "closing" }) {
  const { awaiting, running, awaitingWaivers, openCases } = await paymentCounts();
  const tabs = [
    ["orders", "/admin/payments", "订单", null],
    [
      "refunds",
      "/admin/payments/refunds",
      "退款",
      awaiting > 0 ? `${awaiting} 待复核` : running > 0 ? `${running} 办理中` : null,
    ],
    ["waivers", "/admin/payments/waivers", "减免", awaitingWaivers > 0 ? `${awaitingWaivers} 待复核` : null],
    ["exceptions", "/admin/payments/exceptions", "异常", openCases > 0 ? `${openCases} 待处理` : null],
    ["closing", "/admin/payments/closing", "日结与对账", null],
  ] as const;
  return (
    <nav aria-label="缴费管理" className="no-print">
      <ul className="desk-tabs">
        {tabs.map(([key, href, label, waits]) => (
          <li key={key}>
            <a href={href} aria-current={key === present ? "page" : undefined}>
              {label}
              {waits && <span className="ml-1 text-sm text-warn">（{waits}）</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
