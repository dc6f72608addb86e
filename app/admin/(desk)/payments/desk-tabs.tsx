"use client";

import { usePathname } from "next/navigation";

const tabs = [
  ["/admin/payments", "订单"],
  ["/admin/payments/refunds", "退款"],
  ["/admin/payments/waivers", "减免"],
  ["/admin/payments/exceptions", "异常"],
  ["/admin/payments/closing", "日结与对账"],
] as const;

/** The parts of the payments desk; an order's page belongs to 订单, a request's to 退款. */
export function DeskTabs() {
  const pathname = usePathname();
  const present = tabs.findLast(([href]) => pathname.startsWith(href));
  return (
    <nav aria-label="缴费管理" className="no-print mb-4 border-b border-line">
      <ul className="flex flex-wrap gap-x-5">
        {tabs.map(([href, label]) => (
          <li key={href}>
            <a
              href={href}
              aria-current={href === present?.[0] ? "page" : undefined}
              className="inline-flex min-h-11 items-center no-underline aria-[current=page]:border-b-2 aria-[current=page]:border-brand aria-[current=page]:font-semibold"
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
