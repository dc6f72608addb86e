"use client";

import { usePathname } from "next/navigation";

const tabs = [
  ["/admin/payments", "订单"],
  ["/admin/payments/refunds", "退款"],
  ["/admin/payments/exceptions", "异常"],
  ["/admin/payments/closing", "日结与对账"],
] as const;

/** The parts of the payments desk. */
export function DeskTabs() {
  const pathname = usePathname();
  return (
    <nav aria-label="缴费管理" className="no-print mb-4 flex flex-wrap gap-2">
      {tabs.map(([href, label]) => (
        <a
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={`button button-small ${pathname === href ? "button-primary" : ""}`}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
