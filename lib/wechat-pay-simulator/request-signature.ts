import { verify } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Account } from "./account";
import { refusal, type Reply } from "./reply";

type SignedRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer };

const ALLOWED_SKEW_SECONDS = 300;
const REMEMBERED_NONCES = 100_000;

/**
 * Refuses a request, as WeChat does, when its signature is not the merchant's or it was seen before. Null when it is
 * valid.
 */
export function refuseUnsigned(
  account: Account,
  { method, url, headers, body }: SignedRequest,
  usedNonces: Set<string>,
  now: Date,
): Reply | null {
  if (!headers["user-agent"] || !headers.accept) return refusal(400, "PARAM_ERROR", "Http头缺少Accept或User-Agent");
  const fields = readAuthorization(headers.authorization);
  const { mchid, nonce_str: nonce, timestamp, serial_no: serial, signature } = fields;
  if (!mchid || !nonce || !timestamp || !serial || !signature)
    return refusal(401, "SIGN_ERROR", "Http头Authorization值格式错误");
  if (mchid !== account.credentials.mchid || serial !== account.credentials.merchantSerial)
    return refusal(401, "SIGN_ERROR", "商户证书序列号有误");
  if (!(Math.abs(now.getTime() / 1000 - Number(timestamp)) <= ALLOWED_SKEW_SECONDS)) {
    return refusal(401, "SIGN_ERROR", "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟");
  }

  const signed = Buffer.concat([Buffer.from(`${method}\n${url}\n${timestamp}\n${nonce}\n`), body, Buffer.from("\n")]);
  if (!verify("RSA-SHA256", signed, account.merchantKey, Buffer.from(signature, "base64")))
    return refusal(401, "SIGN_ERROR", "签名错误");

  if (usedNonces.size > REMEMBERED_NONCES) usedNonces.clear();
  if (usedNonces.has(nonce)) return refusal(401, "NONCE_REUSED", "随机串已被使用");
  usedNonces.add(nonce);
  return null;
}

function readAuthorization(header: string | undefined): Record<string, string> {
  const [scheme, list = ""] = header?.split(/ (.*)/s) ?? [];
  if (scheme !== "WECHATPAY2-SHA256-RSA2048") return {};
  return Object.fromEntries([...list.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]));
}
