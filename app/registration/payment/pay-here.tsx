import { texts } from "@/app/_lib/texts";
import type { ReactNode } from "react";
import { browserAddress, ownAddress, simulatedPayPage } from "@/lib/http/installation";
import { jsapiPayment } from "@/lib/domain/payment/queries/jsapi-payment";
import type { OwnOrder } from "@/lib/domain/payment/queries/own-orders";
import { BridgeButton } from "./bridge-button";
import { OrderFacts, RefreshForm } from "./order-facts";
import { PaymentPoll } from "./payment-poll";
import { QrImage } from "./qr-image";

type Props = {
  order: OwnOrder;
  prepay: string;
  otherWays: ReactNode;
  returned: boolean;
  host: string | null;
  now: Date;
  /** 指定身份支付: no other person can pay the order. */
  byHimself: boolean;
};

/**
 * An order that can be paid in this browser now. Whatever the browser reports about a payment, the page changes only
 * after our server confirms it.
 */
export async function PayHere({ order, prepay, otherWays, returned, host, now, byHimself }: Props) {
  const { t } = await texts();

  return (
    <section className="card" aria-labelledby="pay">
      <Way order={order} prepay={prepay} returned={returned} host={host} now={now} />
      {byHimself && (
        <p className="mt-4 font-semibold">
          {t("本次考试须由考生本人的微信账户付款，微信支付会核对付款人的实名信息。")}
        </p>
      )}
      <PaymentPoll orderId={order.id} />
      <div className="mt-6 border-t border-line pt-5">
        <p className="mb-3">{t("已经付款但本页没有变化？点击“查询支付结果”即可更新，无需重复缴费。")}</p>
        <RefreshForm />
      </div>
      {otherWays}
    </section>
  );
}

async function Way({
  order,
  prepay,
  returned,
  host,
  now,
}: Pick<Props, "order" | "prepay" | "returned" | "host" | "now">) {
  const { t } = await texts();

  switch (order.channel) {
    case "NATIVE":
      return <Scan order={order} codeUrl={prepay} payPage={simulatedPayPage(prepay, host)} />;
    case "JSAPI": {
      const parameters = jsapiPayment(prepay, now);
      return (
        <>
          <Sum order={order} title={t("微信支付")} />
          <OrderFacts order={order} />
          {parameters ? (
            <BridgeButton parameters={parameters} />
          ) : (
            <p className="mt-4">{t("暂时无法发起支付，工作人员已收到提示，请稍后刷新本页。")}</p>
          )}
        </>
      );
    }
    case "H5":
      return <OpenWeChat order={order} href={browserPayment(prepay, host)} returned={returned} />;
  }
}

/**
 * WeChat's page for the phone's browser, and the way back from it. WeChat checks which site the visitor comes from, so
 * the link must send its referrer.
 */
function browserPayment(h5Url: string, host: string | null): string {
  const url = new URL(browserAddress(h5Url, host));
  url.searchParams.set("redirect_url", `${ownAddress(host)}/registration/payment?returned=1`);
  return url.href;
}

async function Sum({ order, title }: { order: OwnOrder; title: string }) {
  const { yuan } = await texts();
  return (
    <>
      <h2 id="pay" className="text-center">
        {title}
      </h2>
      <p className="my-3 text-center text-3xl font-bold">{yuan(order.amountFen)}</p>
    </>
  );
}

async function OpenWeChat({ order, href, returned }: { order: OwnOrder; href: string; returned: boolean }) {
  const { t } = await texts();

  return (
    <>
      <Sum order={order} title={returned ? t("是否已完成付款？") : t("用手机微信付款")} />
      {returned && (
        <div className="mb-4">
          <RefreshForm primary>{t("已完成付款，查询结果")}</RefreshForm>
        </div>
      )}
      <a href={href} className={`button mb-4 w-full ${returned ? "" : "button-primary"}`}>
        {returned ? t("尚未付款，重新支付") : t("打开微信付款")}
      </a>
      <OrderFacts order={order} />
      <p className="mt-4 text-sm text-muted">{t("付款在微信中完成，完成后会回到本页。付款结果以本页显示为准。")}</p>
    </>
  );
}

async function Scan({ order, codeUrl, payPage }: { order: OwnOrder; codeUrl: string; payPage: string | null }) {
  const { t, yuan } = await texts();

  return (
    <>
      <div className="grid justify-items-center gap-6 sm:grid-cols-[auto_1fr] sm:justify-items-stretch sm:gap-8">
        <QrImage text={codeUrl} />
        <div className="w-full min-w-0">
          <h2 id="pay" className="text-center sm:text-left">
            {t("打开微信“扫一扫”，扫描二维码付款")}
          </h2>
          <p className="my-3 text-center text-3xl font-bold sm:text-left">{yuan(order.amountFen)}</p>
          <OrderFacts order={order} />
          <p className="mt-4 text-sm text-muted">
            <span className="sm:hidden">{t("请用另一部手机的微信扫码，或在电脑上登录本系统后扫码。")}</span>
            {t("付款后本页会自动显示结果，请勿重复付款。")}
          </p>
        </div>
      </div>
      {payPage && (
        <a href={payPage} target="_blank" rel="noopener" className="button mt-5 w-full sm:w-auto">
          {t("模拟支付（演示，在新窗口打开）")}
        </a>
      )}
    </>
  );
}
