import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { env } from "@/lib/env";
import { logger } from "@/lib/adapter/log/logger";
import type { Answer } from "@/lib/adapter/wechat-pay/answer";
import type { WeChatPayConfig } from "@/lib/adapter/wechat-pay/config";
import { connect } from "@/lib/adapter/wechat-pay/connection";
import { fetchTradeBill } from "@/lib/adapter/wechat-pay/bills";
import { jsapiParameters } from "@/lib/adapter/wechat-pay/jsapi-parameters";
import { readNotification } from "@/lib/adapter/wechat-pay/notification";
import { closeOrder, createOrder, queryOrder, type Wanted } from "@/lib/adapter/wechat-pay/orders";
import { createRefund, queryRefund, type RefundWish } from "@/lib/adapter/wechat-pay/refunds";

export type WeChatPay = ReturnType<typeof createWeChatPay>;

/** All calls to WeChat Pay. Failures are values; only a bug throws. */
export function createWeChatPay(config: WeChatPayConfig) {
  const connection = connect(config);
  const { mchid, appid, apiV3Key } = config;

  return {
    createOrder: (wanted: Wanted) => noted("create", wanted.body.out_trade_no, createOrder(connection, wanted)),
    queryOrder: (outTradeNo: string) => noted("query", outTradeNo, queryOrder(connection, config, outTradeNo)),
    closeOrder: (outTradeNo: string) => noted("close", outTradeNo, closeOrder(connection, config, outTradeNo)),
    createRefund: (wish: RefundWish) => noted("refund", wish.outRefundNo, createRefund(connection, wish)),
    queryRefund: (outRefundNo: string) => noted("query refund", outRefundNo, queryRefund(connection, outRefundNo)),
    fetchTradeBill: (day: string) => noted("bill", day, fetchTradeBill(connection, day)),
    /** What WeChat's own browser is given to pay a JSAPI order; signed now, for the button that is pressed next. */
    jsapiParameters: (prepayId: string, now: Date) => jsapiParameters(connection, appid, prepayId, now),
    readNotification: (headers: { get(name: string): string | null }, rawBody: string | Uint8Array, now: Date) =>
      readNotification(
        { mchid, appid, apiV3Key, keyOf: (serial) => connection.keyRing.keyOf(serial, now) },
        headers,
        rawBody,
        now,
      ),
  };
}

/** Neither a retry nor the user can help: staff must check the settings. */
const CONFIGURATION_CODES = new Set([
  "SIGN_ERROR",
  "NO_AUTH",
  "PARAM_ERROR",
  "APPID_MCHID_NOT_MATCH",
  "MCH_NOT_EXISTS",
]);

async function noted<T>(call: string, subject: string, answering: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await answering;
  if (!answer.ok) {
    const grave = answer.error.kind === "api" && CONFIGURATION_CODES.has(answer.error.code);
    // WeChat's error messages may repeat sent values such as an openid, so only the code is logged.
    const { message: _unsaid, ...failure } = { message: "", ...answer.error };
    logger[grave ? "error" : "warn"]({ call, subject, failure }, "wechat pay call failed");
  }
  return answer;
}

let client: WeChatPay | undefined;

/**
 * The client of this process, configured by the environment on first use, or as soon after it as the merchant's key can
 * be read.
 */
export function weChatPay(): WeChatPay {
  if (client) return client;
  const config = weChatPayConfig();
  const made = createWeChatPay(config);
  if (config.merchantKey !== null) client = made;
  return made;
}

/** The merchant of this installation, as the environment tells it. */
export function weChatPayConfig(): WeChatPayConfig {
  const settings = env();
  const { WECHAT_PAY_PUBLIC_KEY_ID: id, WECHAT_PAY_PUBLIC_KEY_FILE: file } = settings;
  return {
    baseUrl: settings.WECHAT_PAY_BASE_URL.replace(/\/+$/, ""),
    mchid: settings.WECHAT_PAY_MCHID,
    appid: settings.WECHAT_PAY_APPID,
    merchantSerial: settings.WECHAT_PAY_MERCHANT_SERIAL,
    merchantKey: readMerchantKey(settings.WECHAT_PAY_MERCHANT_KEY_FILE),
    apiV3Key: settings.WECHAT_PAY_API_V3_KEY,
    ...(id !== undefined && file !== undefined && { publicKey: { id, file } }),
  };
}

/** The key as PEM; null while its file is missing, unreadable or incomplete. The next call reads it again. */
function readMerchantKey(file: string): string | null {
  try {
    const pem = readFileSync(/* turbopackIgnore: true */ file, "utf8");
    createPrivateKey(pem);
    return pem;
  } catch (error) {
    logger.error({ reason: (error as NodeJS.ErrnoException).code ?? "not a key" }, "the merchant key cannot be read");
    return null;
  }
}
