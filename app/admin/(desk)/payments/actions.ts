"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireStaff } from "@/lib/auth/session";
import { refreshOrderAsStaff } from "@/lib/payment/commands/refresh-order";

const schema = z.object({ orderId: z.uuid() });

/** 向微信查询: what WeChat says of one order, taken note of. An auditor only reads. */
export async function queryOrderAction(form: FormData): Promise<void> {
  const staff = await requireStaff(["FINANCE", "EXAM_OFFICER"]);
  const input = schema.safeParse(Object.fromEntries(form));
  if (!input.success) redirect("/admin/payments?notice=payment_order_not_found");
  const refreshed = await refreshOrderAsStaff({ staffId: staff.id, orderId: input.data.orderId }, new Date());
  redirect(`/admin/payments?notice=${refreshed.ok ? news[refreshed.value] : refreshed.error}`);
}

const news = {
  paid: "payment_found",
  closed: "payment_order_closed",
  unpaid: "payment_not_arrived",
  absent: "payment_not_arrived",
  unknown: "payment_checking",
  asked_just_now: "payment_asked_just_now",
} as const;
