"use client";

import { useT } from "@/app/_components/language";
import { useEffect, useRef, useState } from "react";
import type { JsapiParameters } from "@/lib/adapter/wechat-pay/jsapi-parameters";

type Bridge = { invoke: (name: string, parameters: object, answer: (result: { err_msg?: string }) => void) => void };

/** WeChat's browser adds its bridge to the window, sometimes after the page has loaded. */
const bridgeOf = () => (window as Window & { WeixinJSBridge?: Bridge }).WeixinJSBridge;

type Said = "ready" | "asking" | "done" | "cancelled" | "failed" | "no_bridge";

const words: Record<Said, string> = {
  ready: "",
  asking: "正在打开微信支付…",
  done: "正在确认支付结果，请稍候，请勿重复付款。",
  cancelled: "您取消了付款，订单仍然保留，可以再次点击“立即支付”。",
  failed: "微信没有完成付款。如果已经扣款，请点击“查询支付结果”；否则请重试，或改用扫码支付。",
  no_bridge: "没有能够打开微信支付。请在手机微信中打开本页，或改用扫码支付。",
};

const BRIDGE_WAIT_MS = 5000;

/**
 * Opens WeChat's payment window: once automatically for an order, then at each press. The result of the bridge is only
 * displayed. Our server learns from WeChat whether money moved, and the page polls our server meanwhile.
 */
export function BridgeButton({ parameters }: { parameters: JsapiParameters }) {
  const t = useT();

  const [said, setSaid] = useState<Said>("ready");
  const opened = useRef(false);

  const open = () => {
    if (said === "asking" && !bridgeOf()) return;
    setSaid("asking");
    whenReady(
      (bridge) =>
        bridge.invoke("getBrandWCPayRequest", parameters, ({ err_msg = "" }) =>
          setSaid(err_msg.endsWith(":ok") ? "done" : err_msg.endsWith(":cancel") ? "cancelled" : "failed"),
        ),
      () => setSaid("no_bridge"),
    );
  };

  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    if (isFirstSight(parameters.package)) open();
    // Once for the order that this page was opened with. A later render brings new signatures but is no new request to
    // pay.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  return (
    <>
      <button type="button" onClick={open} className="button button-primary mt-5 w-full">
        {t("立即支付")}
      </button>
      <output className="mt-3 block min-h-6 text-center">{t(words[said])}</output>
    </>
  );
}

/** Whether this tab sees the order for the first time: a reload is no request to pay. */
function isFirstSight(prepay: string): boolean {
  try {
    const seen = sessionStorage.getItem("payment-opened");
    sessionStorage.setItem("payment-opened", prepay);
    return seen !== prepay;
  } catch {
    // The browser has no storage. The candidate can close the payment window.
    return true;
  }
}

function whenReady(use: (bridge: Bridge) => void, giveUp: () => void): void {
  const bridge = bridgeOf();
  if (bridge) return use(bridge);
  const onReady = () => {
    window.clearTimeout(timer);
    const late = bridgeOf();
    if (late) use(late);
    else giveUp();
  };
  const timer = window.setTimeout(() => {
    document.removeEventListener("WeixinJSBridgeReady", onReady);
    onReady();
  }, BRIDGE_WAIT_MS);
  document.addEventListener("WeixinJSBridgeReady", onReady, { once: true });
}
