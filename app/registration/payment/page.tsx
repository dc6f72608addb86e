import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { keptOpenid, oauthSettings } from "@/lib/auth/payer-openid";
import { candidateLoginSession } from "@/lib/auth/session";
import { requireStep } from "@/lib/auth/step";
import { windowFor } from "@/lib/exam-session/windows";
import { channelsFor } from "@/lib/payment/channels";
import { feeFor } from "@/lib/payment/order-terms";
import { pageState } from "@/lib/payment/page-state";
import { paymentPhase } from "@/lib/payment/payment-phase";
import { ownOrders, payingRegistration } from "@/lib/payment/queries/own-orders";
import { StepFrame } from "../_components/step-frame";
import { MoneyBack } from "./money-back";
import { PaymentContent } from "./payment-content";

export const metadata: Metadata = { title: "报名缴费" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PaymentPage({ searchParams }: Props) {
  const standing = await requireStep("payment");
  const key = { accountId: standing.accountId, registrationId: standing.registration.id };
  const [{ notice, returned }, registration, orders, asked] = await Promise.all([
    searchParams,
    payingRegistration(key),
    ownOrders(key),
    headers(),
  ]);
  if (!registration) notFound();

  const window = windowFor(registration.examSession, registration.overrides, "PAYMENT");
  const feeFen = feeFor(registration.examSession, registration.language);
  const phase = paymentPhase(window, standing.now);
  const here = channelsFor(asked.get("user-agent") ?? "", oauthSettings() !== null);
  const state = pageState({ status: registration.status, phase, feeFen, orders, here }, standing.now);

  // Inside WeChat the page first learns who holds the phone. It asks once: after a failure the visitor presses himself.
  const loginSessionId = await candidateLoginSession();
  const knowsPayer = here.includes("JSAPI") && loginSessionId !== null && (await keptOpenid(loginSessionId, standing.now)) !== null;
  const failed = notice === "wechat_identity_failed";
  if (here[0] === "JSAPI" && state.kind === "confirm" && feeFen > 0 && !knowsPayer && !failed) redirect("/api/wechat-oauth/start");

  return (
    <StepFrame standing={standing} page="payment" notice={notice} title={state.kind === "paid" ? "缴费成功" : "报名缴费"}>
      <MoneyBack orders={orders} />
      <PaymentContent
        state={state}
        registration={registration}
        feeFen={feeFen}
        window={window}
        here={failed ? here.toReversed() : here}
        knowsPayer={knowsPayer}
        returned={returned !== undefined}
        host={asked.get("host")}
        now={standing.now}
      />
    </StepFrame>
  );
}
