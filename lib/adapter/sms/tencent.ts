import { createHash, createHmac } from "node:crypto";
import { SmsError, type SmsMessage, type SmsTemplates, templateOf, TIMEOUT_MS } from "./message";

// https://cloud.tencent.com/document/api/382/52071 (signature v3) and the SendSms page of 短信 (2021-01-11).

const hex = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

export type TencentRequest = {
  host: string;
  service: string;
  body: string;
  /** Seconds since 1970. */ timestamp: number;
};

type TencentKey = { secretId: string; secretKey: string };

/** The Authorization header of a POST with a JSON body, signed with TC3-HMAC-SHA256. */
export function signTencent({ host, service, body, timestamp }: TencentRequest, { secretId, secretKey }: TencentKey) {
  const contentType = "application/json; charset=utf-8";
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const names = "content-type;host";
  const canonical = ["POST", "/", "", `content-type:${contentType}\nhost:${host}\n`, names, hex(body)].join("\n");
  const scope = `${date}/${service}/tc3_request`;
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), "tc3_request");
  const signature = hmac(key, ["TC3-HMAC-SHA256", timestamp, scope, hex(canonical)].join("\n")).toString("hex");
  const authorization = `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { contentType, authorization };
}

export type TencentSettings = TencentKey & {
  appId: string;
  signName: string;
  templateIds: SmsTemplates;
  baseUrl?: string;
};

type Answer = { Response?: { Error?: { Code?: string }; SendStatusSet?: { Code?: string }[] } };

/**
 * Sends through Tencent Cloud. Throws SmsError when the vendor refuses, or fetch's error when it cannot be reached
 * within ten seconds.
 */
export async function sendByTencent(
  { phone, template, params }: SmsMessage,
  settings: TencentSettings,
  now: Date,
): Promise<void> {
  const base = new URL(settings.baseUrl ?? "https://sms.tencentcloudapi.com");
  const timestamp = Math.floor(now.getTime() / 1000);
  const body = JSON.stringify({
    PhoneNumberSet: [`+86${phone}`],
    SmsSdkAppId: settings.appId,
    SignName: settings.signName,
    TemplateId: templateOf(settings.templateIds, template),
    TemplateParamSet: Object.values(params),
  });
  const { contentType, authorization } = signTencent({ host: base.host, service: "sms", body, timestamp }, settings);
  const response = await fetch(base.origin, {
    method: "POST",
    headers: {
      authorization,
      "content-type": contentType,
      "x-tc-action": "SendSms",
      "x-tc-version": "2021-01-11",
      "x-tc-region": "ap-guangzhou",
      "x-tc-timestamp": String(timestamp),
    },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const { Response: answer } = (await response.json().catch(() => ({}))) as Answer;
  const code = answer?.Error?.Code ?? answer?.SendStatusSet?.[0]?.Code;
  if (code !== "Ok") throw new SmsError(`tencent ${code ?? response.status}`);
}
