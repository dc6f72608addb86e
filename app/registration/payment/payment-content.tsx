import { texts } from "@/app/_lib/texts";
import { Notice } from "@/app/_components/notice";
import type { PaymentChannel } from "@/lib/adapter/db/enums";
import type { PageState } from "@/lib/domain/payment/page-state";
import type { OwnOrder, PayingRegistration } from "@/lib/domain/payment/queries/own-orders";
import { ConfirmData } from "./confirm-data";
import { OtherWays, wayWords } from "./other-ways";
import { PayHere } from "./pay-here";
import { PaymentPoll } from "./payment-poll";
import { OrderFacts, RefreshForm } from "./order-facts";
import { Pending, Unfinished } from "./unfinished";
import { WayButton } from "./way-button";

type Props = {
  state: Exclude<PageState<OwnOrder>, { kind: "paid" }>;
  registration: PayingRegistration;
  feeFen: number;
  here: readonly PaymentChannel[];
  /** WeChat has identified the payer. */
  knowsPayer: boolean;
  /** The browser returns from WeChat's page. */
  returned: boolean;
  host: string | null;
  now: Date;
};

export async function PaymentContent({ state, registration, feeFen, here, knowsPayer, returned, host, now }: Props) {
  const { t } = await texts();

  const goOn = (order: OwnOrder, words: string, primary = true) => (
    <WayButton channel={order.channel} knowsPayer={knowsPayer} primary={primary}>
      {words}
    </WayButton>
  );
  const waysBeside = (order: OwnOrder, best?: PaymentChannel) => (
    <OtherWays ways={here.filter((channel) => channel !== order.channel)} knowsPayer={knowsPayer} best={best} />
  );
  switch (state.kind) {
    case "not_started":
      return (
        <Notice title={t("网上缴费尚未开始")}>
          <p>{t("缴费开始后，请在本页核对报名信息并缴费。")}</p>
        </Notice>
      );
    case "confirm":
      return <ConfirmData registration={registration} feeFen={feeFen} here={here} knowsPayer={knowsPayer} />;
    case "pay":
      return (
        <PayHere
          order={state.order}
          prepay={state.prepay}
          // A code that was created on a desktop and is opened on a phone can be paid there, but not scanned.
          otherWays={waysBeside(state.order, here[0])}
          returned={returned}
          host={host}
          now={now}
          byHimself={registration.examSession.payerIdentity}
        />
      );
    case "elsewhere":
      return (
        <Unfinished
          order={state.order}
          title={t("已有一笔待支付的订单")}
          goOn={
            <WayButton channel={here[0] ?? "NATIVE"} knowsPayer={knowsPayer} primary busy={t("正在更换…")}>
              {t(wayWords[here[0] ?? "NATIVE"])}
            </WayButton>
          }
          otherWays={<OtherWays ways={here.slice(1)} knowsPayer={knowsPayer} />}
        >
          {t("该订单是在{place}生成的。请回到那里付款；也可以改在这里付款，原订单会先关闭，不会重复扣款。", {
            place: t(placeOf(state.order, here)),
          })}
        </Unfinished>
      );
    case "renew":
      return returned ? (
        <Unfinished
          order={state.order}
          title={t("是否已完成付款？")}
          refresh={<RefreshForm primary>{t("已完成付款，查询结果")}</RefreshForm>}
          goOn={goOn(state.order, t("尚未付款，重新支付"), false)}
          otherWays={waysBeside(state.order)}
        >
          {t("如已在微信中付款，请查询结果，无需重复缴费；尚未付款的，可以重新支付，订单号不变。")}
        </Unfinished>
      ) : (
        <Unfinished
          order={state.order}
          title={t("支付链接已过期")}
          goOn={goOn(state.order, t("重新获取"))}
          otherWays={waysBeside(state.order)}
        >
          {t("为保证支付安全，支付链接需要更新，订单号不变。若您已经付款，请点击“查询支付结果”，无需重复缴费。")}
        </Unfinished>
      );
    case "creating":
      return (
        <Unfinished
          order={state.order}
          title={t("正在确认支付订单")}
          goOn={goOn(state.order, t("继续缴费"))}
          otherWays={waysBeside(state.order)}
        >
          {t("微信支付暂时没有答复。请点击“继续缴费”重试：订单号保持不变，不会重复下单，也不会重复扣款。")}
        </Unfinished>
      );
    case "checking":
      return (
        <>
          <Notice tone="warn" title={t("已扣款，正在核对")}>
            <p>{t("我们收到了微信支付的扣款通知，但款项需要人工核对。请勿再次付款；核对完成后本页会显示结果。")}</p>
          </Notice>
          <section className="card">
            <OrderFacts order={state.order} />
            <PaymentPoll orderId={state.order.id} shown="checking" />
            <div className="mt-5">
              <RefreshForm />
            </div>
          </section>
        </>
      );
    case "last_minute":
      return (
        <>
          <Notice tone="warn" title={t("缴费即将截止")}>
            <p>{t("最后一分钟内不再生成或显示支付订单。已在截止前完成的付款仍然有效。")}</p>
          </Notice>
          {state.order && <Pending order={state.order} />}
        </>
      );
    case "closed":
      return (
        <>
          <Notice tone="bad" title={t("网上缴费已截止")}>
            <p>{t("缴费时间过后不补报名、不补缴费；未按时缴费的，本次报名无效。")}</p>
          </Notice>
          {state.order && <Pending order={state.order} />}
        </>
      );
  }
}

const channelPlaces: Record<PaymentChannel, string> = { NATIVE: "扫码付款页面", JSAPI: "微信中", H5: "手机浏览器中" };

/** Where an order can be paid. An order of another WeChat account can also be opened inside WeChat, but not paid. */
const placeOf = ({ channel }: OwnOrder, here: readonly PaymentChannel[]): string =>
  channel === "JSAPI" && here.includes("JSAPI") ? "另一个微信账户中" : channelPlaces[channel];
