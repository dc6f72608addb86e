import { randomBytes } from "node:crypto";
import type { Connection } from "@/lib/adapter/wechat-pay/connection";

/** What WeixinJSBridge's getBrandWCPayRequest takes, in WeChat's own spelling. */
export type JsapiParameters = {
  appId: string;
  /** Seconds since 1970, as text. */
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: "RSA";
  paySign: string;
};

/** The parameters of one press on the button; null while the merchant's key cannot be read. */
export function jsapiParameters(
  connection: Connection,
  appId: string,
  prepayId: string,
  now: Date,
): JsapiParameters | null {
  const timeStamp = String(Math.floor(now.getTime() / 1000));
  const nonceStr = randomBytes(16).toString("hex");
  const what = `prepay_id=${prepayId}`;
  const paySign = connection.sign(`${appId}\n${timeStamp}\n${nonceStr}\n${what}\n`);
  return paySign === null ? null : { appId, timeStamp, nonceStr, package: what, signType: "RSA", paySign };
}
