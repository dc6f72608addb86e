import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Notice } from "@/app/_components/notice";
import { SubmitButton } from "@/app/_components/submit-button";
import { formatClosing, formatInstant, formatYuan } from "@/app/_lib/format";
import { simulatedPayPage } from "@/lib/auth/mode";
import { requireStep } from "@/lib/auth/step";
import { windowFor } from "@/lib/exam-session/windows";
import { feeFor } from "@/lib/payment/order-terms";
import { type PageState, pageState } from "@/lib/payment/page-state";
import { paymentPhase } from "@/lib/payment/payment-phase";
import { type OwnOrder, ownOrders, type PayingRegistration, payingRegistration } from "@/lib/payment/queries";
import { StepFrame } from "../_components/step-frame";
import { openOrderAction, refreshOrderAction } from "./actions";
import { ConfirmData } from "./confirm-data";
import { PaymentPoll } from "./payment-poll";
import { QrImage } from "./qr-image";
import { Receipt } from "./receipt";

export const metadata: Metadata = { title: "报名缴费" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PaymentPage({ searchParams }: Props) {
  const standing = await requireStep("payment");
  const key = { accountId: standing.accountId, registrationId: standing.registration.id };
  const [{ notice }, registration, orders] = await Promise.all([searchParams, payingRegistration(key), ownOrders(key)]);
  if (!registration) notFound();

  const window = windowFor(registration.examSession, registration.overrides, "PAYMENT");
  const feeFen = feeFor(registration.examSession, registration.language);
  const phase = paymentPhase(window, standing.now);
  const state = pageState({ status: registration.status, phase, feeFen, orders }, standing.now);
  const surplus = orders.filter((order) => order.status === "SURPLUS");

  return (
    <StepFrame standing={standing} page="payment" notice={notice} title={state.kind === "paid" ? "缴费成功" : "报名缴费"}>
      {surplus.map((order) => (
        <Notice key={order.id} tone="warn" title={`有一笔${formatYuan(order.amountFen)}的款项将原路退回`}>
          <p>
            该款项在缴费截止之后到账，或属于重复支付，没有计入报名费。退款无需您申请，如有疑问请联系考务办公室。订单号：{order.outTradeNo}
          </p>
        </Notice>
      ))}
      <Content state={state} registration={registration} feeFen={feeFen} closesAt={window.closesAt} opensAt={window.opensAt} />
    </StepFrame>
  );
}

type ContentProps = { state: PageState<OwnOrder>; registration: PayingRegistration; feeFen: number; opensAt: Date; closesAt: Date };

async function Content({ state, registration, feeFen, opensAt, closesAt }: ContentProps) {
  switch (state.kind) {
    case "paid":
      return <Receipt registration={registration} order={state.order} />;
    case "not_started":
      return (
        <Notice title="网上缴费尚未开始">
          <p>请于{formatInstant(opensAt)}起办理缴费。缴费前请核对报名信息。</p>
        </Notice>
      );
    case "confirm":
      return <ConfirmData registration={registration} feeFen={feeFen} closesAt={closesAt} />;
    case "code":
      return <Scan order={state.order} codeUrl={state.codeUrl} payPage={simulatedPayPage(state.codeUrl, (await headers()).get("host"))} />;
    case "renew":
      return (
        <section className="card">
          <h2>二维码已过期</h2>
          <p className="mt-2 mb-5">为保证支付安全，二维码需要更新。若您已经付款，请点击“查询支付结果”，无需重复缴费。</p>
          <Actions order={state.order} open="更新二维码" />
        </section>
      );
    case "creating":
      return (
        <section className="card">
          <h2>正在确认支付订单</h2>
          <p className="mt-2 mb-5">微信支付暂时没有答复。请点击“继续缴费”重试：订单号保持不变，不会重复下单，也不会重复扣款。</p>
          <Actions order={state.order} open="继续缴费" />
        </section>
      );
    case "checking":
      return (
        <>
          <Notice tone="warn" title="已扣款，正在核对">
            <p>我们收到了微信支付的扣款通知，但款项需要人工核对。请勿再次付款；核对完成后本页会显示结果。</p>
          </Notice>
          <section className="card">
            <Facts order={state.order} />
            <div className="mt-5">
              <Actions order={state.order} />
            </div>
          </section>
        </>
      );
    case "last_minute":
      return (
        <>
          <Notice tone="warn" title="缴费即将截止">
            <p>网上缴费将于{formatClosing(closesAt)}截止，最后一分钟内不再生成或显示二维码。已在截止前完成的付款仍然有效。</p>
          </Notice>
          {state.order && <Pending order={state.order} />}
        </>
      );
    case "closed":
      return (
        <>
          <Notice tone="bad" title="网上缴费已截止">
            <p>缴费已于{formatClosing(closesAt)}截止。缴费时间过后不补报名、不补缴费；未按时缴费的，本次报名无效。</p>
          </Notice>
          {state.order && <Pending order={state.order} />}
        </>
      );
  }
}

/** A code to be scanned, and everything that tells it apart from somebody else's. */
function Scan({ order, codeUrl, payPage }: { order: OwnOrder; codeUrl: string; payPage: string | null }) {
  return (
    <section className="card" aria-labelledby="scan">
      <div className="grid justify-items-center gap-6 sm:grid-cols-[auto_1fr] sm:justify-items-stretch sm:gap-8">
        <QrImage text={codeUrl} />
        <div className="w-full min-w-0">
          <h2 id="scan" className="text-center sm:text-left">
            打开微信“扫一扫”，扫描二维码付款
          </h2>
          <p className="my-3 text-center text-3xl font-bold sm:text-left">{formatYuan(order.amountFen)}</p>
          <Facts order={order} />
          <p className="mt-4 text-sm text-muted">
            正在使用手机时，请用另一部手机的微信扫码，或在电脑上登录本系统后扫码。付款后本页会自动显示结果，请勿重复付款。
          </p>
        </div>
      </div>
      <PaymentPoll orderId={order.id} />
      <div className="mt-6 border-t border-line pt-5">
        <p className="mb-3">已经付款但本页没有变化？点击“查询支付结果”即可更新，无需重复缴费。</p>
        <div className="flex flex-wrap gap-3">
          <RefreshForm />
          {payPage && (
            <a href={payPage} target="_blank" rel="noopener" className="button w-full sm:w-auto">
              模拟支付（演示，在新窗口打开）
            </a>
          )}
        </div>
      </div>
    </section>
  );
}

function Facts({ order }: { order: OwnOrder }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-muted">应付金额</dt>
      <dd>{formatYuan(order.amountFen)}</dd>
      <dt className="text-muted">订单号</dt>
      <dd className="min-w-0 break-all">{order.outTradeNo}</dd>
      <dt className="text-muted">付款截止</dt>
      <dd>{formatClosing(order.timeExpire)}</dd>
    </dl>
  );
}

/** After the window, while it is not certain that nobody paid in time. */
function Pending({ order }: { order: OwnOrder }) {
  return (
    <section className="card">
      <h2>已经在截止前付款？</h2>
      <p className="mt-2 mb-4">系统正在向微信支付确认，确认后本页会自动更新，您也可以立即查询。</p>
      <Facts order={order} />
      <div className="mt-5">
        <Actions order={order} />
      </div>
    </section>
  );
}

/** The way on (when there is one), and the question to WeChat. The page waits for news meanwhile. */
function Actions({ order, open }: { order: OwnOrder; open?: string }) {
  return (
    <>
      <PaymentPoll orderId={order.id} shown={order.exceptions.length ? "checking" : "waiting"} />
      <div className="flex flex-wrap gap-3">
        {open && (
          <form action={openOrderAction} className="w-full sm:w-auto">
            <SubmitButton busy="正在连接微信支付…">{open}</SubmitButton>
          </form>
        )}
        <RefreshForm />
      </div>
    </>
  );
}

function RefreshForm() {
  return (
    <form action={refreshOrderAction} className="w-full sm:w-auto">
      <SubmitButton className="button w-full sm:w-auto" busy="正在查询…">
        刷新（查询支付结果）
      </SubmitButton>
    </form>
  );
}
