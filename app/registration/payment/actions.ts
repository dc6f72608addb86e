"use server";

import { formIn } from "@/lib/auth/form-state";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { visitorIp } from "@/lib/http/client-address";
import { loadOpenid, oauthSettings } from "@/lib/auth/payer-openid";
import { candidateLoginSession } from "@/lib/auth/session";
import { requireStep } from "@/lib/auth/step";
import { withNotice } from "@/lib/http/notice";
import { channelsFor } from "@/lib/domain/payment/channels";
import { createOrder, type Way } from "@/lib/domain/payment/commands/create-order";
import { refreshOrder } from "@/lib/domain/payment/commands/refresh-order";
import { ownOrders } from "@/lib/domain/payment/queries/own-orders";

const page = "/registration/payment";

const wanted = z.object({ channel: z.enum(["NATIVE", "JSAPI", "H5"]).optional().catch(undefined) });

/** 确认信息并缴费, and each later request for a working way to pay. The page then shows what the database has. */
export async function openOrderAction(given: FormData): Promise<void> {
  const form = formIn(given);
  const { accountId, registration } = await requireStep("payment", form);
  const way = await wayTo(wanted.parse(Object.fromEntries(form)).channel);
  // The page redirects him there, because an action must not lead to another site.
  if (!way) redirect(page);
  const opened = await createOrder({ accountId, registrationId: registration.id, way }, new Date());
  if (opened.ok) redirect(page);
  // The page itself shows its windows.
  const spoken = ["payment_not_started", "payment_last_minute", "payment_closed"].includes(opened.error);
  redirect(spoken ? page : withNotice(page, opened.error));
}

/**
 * The requested channel if this browser supports it, otherwise the suitable one. null: WeChat must first identify the
 * payer.
 */
async function wayTo(channel: Way["channel"] | undefined): Promise<Way | null> {
  const here = channelsFor((await headers()).get("user-agent") ?? "", oauthSettings() !== null);
  const chosen = channel && here.includes(channel) ? channel : here[0];
  switch (chosen ?? "NATIVE") {
    case "JSAPI": {
      const loginSessionId = await candidateLoginSession();
      const openid = loginSessionId ? await loadOpenid(loginSessionId, new Date()) : null;
      return openid ? { channel: "JSAPI", openid } : null;
    }
    case "H5":
      // WeChat compares this address with the phone's own.
      return { channel: "H5", clientIp: (await visitorIp()) ?? "127.0.0.1" };
    case "NATIVE":
      return { channel: "NATIVE" };
  }
}

/** 刷新: queries WeChat at once about the newest order. */
export async function refreshOrderAction(given: FormData): Promise<void> {
  const { accountId, registration } = await requireStep("payment", formIn(given));
  const [order] = await ownOrders({ accountId, registrationId: registration.id });
  if (!order) redirect(page);
  const refreshed = await refreshOrder({ accountId, orderId: order.id }, new Date());
  if (!refreshed.ok) redirect(withNotice(page, refreshed.error));
  switch (refreshed.value) {
    case "paid":
    case "closed":
      redirect(page);
    case "unpaid":
    case "absent":
      redirect(withNotice(page, "payment_not_arrived"));
    case "unknown":
      redirect(withNotice(page, "payment_checking"));
    case "asked_just_now":
      redirect(withNotice(page, "payment_asked_just_now"));
  }
}
