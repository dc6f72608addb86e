"use server";

import { redirect } from "next/navigation";
import { requireStep } from "@/lib/auth/step";
import { openOrder } from "@/lib/payment/commands/open-order";
import { refreshOrder } from "@/lib/payment/commands/refresh-order";
import { ownOrders } from "@/lib/payment/queries";

const page = "/registration/payment";

/** 确认信息并缴费, and every later wish for a code that works. The page then shows what stands in the database. */
export async function openOrderAction(): Promise<void> {
  const { accountId, registration } = await requireStep("payment");
  const opened = await openOrder({ accountId, registrationId: registration.id }, new Date());
  if (opened.ok) redirect(page);
  // Of its windows the page speaks itself.
  const spoken = ["payment_not_started", "payment_last_minute", "payment_closed"].includes(opened.error);
  redirect(spoken ? page : `${page}?notice=${opened.error}`);
}

/** 刷新: asks WeChat at once about the newest order. */
export async function refreshOrderAction(): Promise<void> {
  const { accountId, registration } = await requireStep("payment");
  const [order] = await ownOrders({ accountId, registrationId: registration.id });
  if (!order) redirect(page);
  const refreshed = await refreshOrder({ accountId, orderId: order.id }, new Date());
  if (!refreshed.ok) redirect(`${page}?notice=${refreshed.error}`);
  switch (refreshed.value) {
    case "paid":
    case "closed":
      redirect(page);
    case "unpaid":
    case "absent":
      redirect(`${page}?notice=payment_not_arrived`);
    case "unknown":
      redirect(`${page}?notice=payment_checking`);
    case "asked_just_now":
      redirect(`${page}?notice=payment_asked_just_now`);
  }
}
