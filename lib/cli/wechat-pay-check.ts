import { createPrivateKey, randomBytes } from "node:crypto";
import { makeOutTradeNo } from "@/lib/domain/payment/order-terms";
import type { Failure } from "@/lib/adapter/wechat-pay/answer";
import { createWeChatPay, type WeChatPay } from "@/lib/adapter/wechat-pay/client";
import type { WeChatPayConfig } from "@/lib/adapter/wechat-pay/config";
import { type Channel, orderBody } from "@/lib/adapter/wechat-pay/order-body";

/** The result of one check; `advice` says what to do when it failed. */
export type Finding = { what: string; right: boolean; advice?: string };

const FIVE_MINUTES_MS = 5 * 60_000;
const SKEW_MS = 60_000;

/**
 * Checks the settings of WeChat Pay by asking WeChat, and explains each problem. It creates an order of one fen and
 * closes it: nothing is paid. The texts never contain a secret.
 */
export async function checkWeChatPay(config: WeChatPayConfig, notifyBase: string, now: Date): Promise<Finding[]> {
  const client = createWeChatPay(config);
  const written = [...checkWriting(config), checkNotifyAddress(notifyBase)];
  const spoken = [await checkClock(config.baseUrl, now), await checkMerchant(client, now)];
  // If WeChat does not accept the merchant, every further check fails for the same reason.
  if (spoken.some(({ right }) => !right)) return [...written, ...spoken];
  return [
    ...written,
    ...spoken,
    await checkChannel(client, "NATIVE", notifyBase, now),
    await checkChannel(client, "H5", notifyBase, now),
    await checkNotifyRoute(notifyBase),
  ];
}

function checkWriting({ mchid, appid, merchantSerial, merchantKey, apiV3Key, publicKey }: WeChatPayConfig): Finding[] {
  return [
    finding(
      "商户号 WECHAT_PAY_MCHID",
      /^\d{8,10}$/.test(mchid),
      "商户号是 8 到 10 位数字，在商户平台“账户中心—商户信息”中查看。",
    ),
    finding(
      "应用 WECHAT_PAY_APPID",
      /^wx[0-9a-z]{16}$/.test(appid),
      "应填公众号或小程序的 AppID，以 wx 开头，共 18 位。",
    ),
    finding(
      "商户证书序列号 WECHAT_PAY_MERCHANT_SERIAL",
      /^[0-9A-F]{40}$/.test(merchantSerial),
      "应为 40 位十六进制。请填商户 API 证书的序列号，不是微信支付公钥ID，也不是平台证书的序列号。",
    ),
    finding(
      "商户私钥 WECHAT_PAY_MERCHANT_KEY_FILE",
      isRsaKey(merchantKey),
      "文件不是可用的 RSA 私钥。请使用申请商户 API 证书时得到的 apiclient_key.pem。",
    ),
    finding(
      "APIv3 密钥 WECHAT_PAY_API_V3_KEY",
      /^[\x21-\x7e]{32}$/.test(apiV3Key),
      "应为在商户平台“API安全”中设置的 32 个字符。",
    ),
    finding(
      "微信支付公钥 WECHAT_PAY_PUBLIC_KEY_ID",
      publicKey === undefined || /^PUB_KEY_ID_\d{10,}$/.test(publicKey.id),
      "应以 PUB_KEY_ID_ 开头，在商户平台“API安全—微信支付公钥”中查看。",
    ),
  ];
}

function isRsaKey(pem: string | null): boolean {
  try {
    return pem !== null && createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

const finding = (what: string, right: boolean, advice: string): Finding =>
  right ? { what, right } : { what, right, advice };

const checkNotifyAddress = (notifyBase: string): Finding =>
  finding(
    "通知地址 WECHAT_PAY_NOTIFY_BASE",
    notifyBase.startsWith("https://") && !notifyBase.includes("?"),
    "微信只向 https 地址发送支付通知，且不能带有参数。请填本系统的公网地址。",
  );

/** WeChat refuses requests whose time is more than five minutes off. Each response contains WeChat's time. */
async function checkClock(baseUrl: string, now: Date): Promise<Finding> {
  const what = "服务器时钟";
  try {
    const answer = await fetch(baseUrl, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(10_000) });
    const theirs = Date.parse(answer.headers.get("date") ?? "");
    if (Number.isNaN(theirs)) return { what, right: true };
    const off = Math.round(Math.abs(theirs - now.getTime()) / 1000);
    return finding(what, off * 1000 <= SKEW_MS, `与微信支付的时间相差 ${off} 秒，请校准服务器时间（NTP）。`);
  } catch {
    return { what, right: false, advice: "无法连接微信支付的服务器，请检查网络、防火墙和 WECHAT_PAY_BASE_URL。" };
  }
}

/**
 * Queries an order that cannot exist. "Not exist" as the answer proves that merchant, key and clock are accepted.
 */
async function checkMerchant(client: WeChatPay, now: Date): Promise<Finding> {
  const what = "商户身份与签名";
  const answer = await client.queryOrder(newNumber(now));
  return answer.ok ? { what, right: true } : { what, right: false, advice: inWords(answer.error) };
}

const channelNames: Record<"NATIVE" | "H5", string> = { NATIVE: "扫码支付（Native）", H5: "手机浏览器支付（H5）" };

/**
 * Creates an order of one fen and closes it. That proves the permission, the binding of app and merchant, and that
 * WeChat's responses can be verified.
 */
async function checkChannel(
  client: WeChatPay,
  channel: Extract<Channel, "NATIVE" | "H5">,
  notifyBase: string,
  now: Date,
): Promise<Finding> {
  const what = channelNames[channel];
  const outTradeNo = newNumber(now);
  const body = orderBody({
    channel,
    outTradeNo,
    description: "支付配置自检",
    total: 1,
    expiresAt: new Date(now.getTime() + FIVE_MINUTES_MS),
    notifyUrl: `${notifyBase}/api/wechat-pay/notify`,
    clientIp: "127.0.0.1",
  });
  const created = await client.createOrder({ channel, body, payer: null });
  if (!created.ok) return { what, right: false, advice: inWords(created.error) };
  const closed = await client.closeOrder(outTradeNo);
  return closed.ok
    ? { what, right: true }
    : { what, right: false, advice: `订单已能创建，但不能关闭：${inWords(closed.error)}` };
}

/**
 * WeChat sends notifications without login and follows no redirect, so an unsigned message must reach our route and be
 * refused there.
 */
async function checkNotifyRoute(notifyBase: string): Promise<Finding> {
  const what = "通知接口";
  const advice = "该地址没有到达本系统。请检查域名、证书、反向代理，并确认没有跳转或登录拦截。";
  try {
    const answer = await fetch(`${notifyBase}/api/wechat-pay/notify`, {
      method: "POST",
      body: "{}",
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    return finding(what, answer.status === 401, `${advice}（应答 ${answer.status}）`);
  } catch {
    return { what, right: false, advice };
  }
}

const newNumber = (now: Date) => makeOutTradeNo(now, `check${randomBytes(5).toString("hex")}`);

const refusals: Record<string, string> = {
  SIGN_ERROR: "微信支付不认可签名：请核对商户私钥与证书序列号是否为同一张证书，并检查服务器时间。",
  NO_AUTH: "商户没有这项权限：请在商户平台“产品中心”开通，H5 支付还须登记域名。",
  APPID_MCHID_NOT_MATCH: "AppID 没有与商户号绑定：请在商户平台“AppID账号管理”中关联。",
  MCH_NOT_EXISTS: "商户号不存在或已停用。",
  PARAM_ERROR: "微信支付认为参数有误：请核对公钥ID、AppID 与通知地址。",
};

const unknowns: Record<string, string> = {
  timeout: "微信支付没有在时限内应答，请检查网络后重试。",
  network: "无法连接微信支付，请检查网络、防火墙和 WECHAT_PAY_BASE_URL。",
  signature_wrong:
    "微信支付的应答验签失败：WECHAT_PAY_PUBLIC_KEY_FILE 与 WECHAT_PAY_PUBLIC_KEY_ID 不匹配，请重新下载公钥。",
  serial_unknown:
    "应答由另一把密钥签名：商户已启用微信支付公钥的，请设置 WECHAT_PAY_PUBLIC_KEY_ID 与 _FILE；使用平台证书的，请核对 APIv3 密钥。",
  signature_missing: "应答没有签名：WECHAT_PAY_BASE_URL 可能不是微信支付的地址。",
  key_unreadable: "密钥文件无法读取：请检查 WECHAT_PAY_MERCHANT_KEY_FILE 与 WECHAT_PAY_PUBLIC_KEY_FILE。",
  signature_probe: "微信支付发来一次验签测试，请再试一次。",
  signature_stale: "应答的时间与本机相差五分钟以上，请校准服务器时间。",
};

function inWords(failure: Failure): string {
  const code = failure.kind === "api" ? failure.code : failure.reason;
  const words = failure.kind === "api" ? refusals[code] : unknowns[code];
  return `${words ?? "微信支付没有给出可用的应答，请稍后重试。"}（${code}）`;
}
