import { texts } from "@/app/_lib/texts";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { currentNotice, redirectWithNotice } from "@/app/_lib/current-notice";
import { loadOpenid, oauthSettings } from "@/lib/auth/payer-openid";
import { candidateLoginSession } from "@/lib/auth/session";
import { requireStep } from "@/lib/auth/step";
import { windowFor } from "@/lib/domain/exam-session/windows";
import { channelsFor } from "@/lib/domain/payment/channels";
import { feeFor } from "@/lib/domain/payment/order-terms";
import { type PageState, pageState } from "@/lib/domain/payment/page-state";
import { paymentPhase } from "@/lib/domain/payment/payment-phase";
import { isPayableBy } from "@/lib/domain/payment/queries/jsapi-payment";
import { type OwnOrder, ownOrders, payingRegistration } from "@/lib/domain/payment/queries/own-orders";
import { AskPayer } from "./ask-payer";
import { MoneyBack } from "../_components/money-back";
import { StepFrame } from "../_components/step-frame";
import { PaymentContent } from "./payment-content";

export const generateMetadata = async () => ({ title: (await texts()).t("报名缴费") });

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PaymentPage({ searchParams }: Props) {
  const words = await texts();
  const { t } = words;

  const standing = await requireStep("payment");
  if (standing.registration.status === "PAID") return redirectWithNotice("/registration/paid");
  const key = { accountId: standing.accountId, registrationId: standing.registration.id };
  const [{ returned }, notice, registration, orders, asked] = await Promise.all([
    searchParams,
    currentNotice(),
    payingRegistration(key),
    ownOrders(key),
    headers(),
  ]);
  if (!registration) notFound();

  const window = windowFor(registration.examSession, registration.overrides, "PAYMENT");
  const feeFen = feeFor(registration.examSession, registration.language);
  const phase = paymentPhase(window, standing.now);
  const here = channelsFor(asked.get("user-agent") ?? "", oauthSettings() !== null);
  const loginSessionId = here.includes("JSAPI") ? await candidateLoginSession() : null;
  const openid = loginSessionId && (await loadOpenid(loginSessionId, standing.now));
  const state = await asThisPayerSeesIt(
    pageState({ status: registration.status, phase, feeFen, orders, here }, standing.now),
    openid,
  );
  // Paid in the meantime.
  if (state.kind === "paid") return redirectWithNotice("/registration/paid");

  // Inside WeChat the page first identifies the payer. It does so once; after a failure the candidate must press the
  // button.
  const failed = notice === "wechat_identity_failed" && openid === null;
  const asks = here[0] === "JSAPI" && feeFen > 0 && openid === null && !failed && needsPayer(state);

  return (
    <StepFrame standing={standing} page="payment" title={t("报名缴费")}>
      <MoneyBack orders={orders} words={words} />
      {asks ? (
        <AskPayer />
      ) : (
        <PaymentContent
          state={state}
          registration={registration}
          feeFen={feeFen}
          here={failed ? here.toReversed() : here}
          knowsPayer={openid !== null}
          returned={returned !== undefined}
          host={asked.get("host")}
          now={standing.now}
        />
      )}
    </StepFrame>
  );
}

/** Whether the page needs a WeChat order call that names the payer. */
const needsPayer = (state: PageState<OwnOrder>): boolean =>
  state.kind === "confirm" ||
  ((state.kind === "renew" || state.kind === "creating") && state.order.channel === "JSAPI");

/** This WeChat account cannot pay an order that was created for another one. */
async function asThisPayerSeesIt(state: PageState<OwnOrder>, openid: string | null): Promise<PageState<OwnOrder>> {
  if (state.kind !== "pay" || state.order.channel !== "JSAPI" || !openid) return state;
  return (await isPayableBy({ orderId: state.order.id, openid })) ? state : { kind: "elsewhere", order: state.order };
}
