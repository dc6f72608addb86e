import { paymentCounts } from "@/lib/domain/payment/queries/desk";
import { SectionTabs } from "../../_components/section-tabs";

const addresses = {
  orders: "/admin/payments",
  refunds: "/admin/payments/refunds",
  waivers: "/admin/payments/waivers",
  exceptions: "/admin/payments/exceptions",
  closing: "/admin/payments/closing",
} as const;

/** The parts of the payments desk, with what waits in each; an order's page belongs to 订单, a request's to 退款. */
export async function DeskTabs({ present }: { present: keyof typeof addresses }) {
  const { awaiting, running, awaitingWaivers, openCases } = await paymentCounts();
  const count = (people: number, word: string) => (people > 0 ? `${people} ${word}` : undefined);
  return (
    <SectionTabs
      label="缴费管理"
      present={addresses[present]}
      tabs={[
        { href: addresses.orders, label: "订单" },
        { href: addresses.refunds, label: "退款", waits: count(awaiting, "待复核") ?? count(running, "办理中") },
        { href: addresses.waivers, label: "减免", waits: count(awaitingWaivers, "待复核") },
        { href: addresses.exceptions, label: "异常", waits: count(openCases, "待处理") },
        { href: addresses.closing, label: "日结与对账" },
      ]}
    />
  );
}
