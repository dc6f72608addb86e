import { createHash, createHmac, randomUUID } from "node:crypto";
import { SmsError, type SmsMessage, type SmsTemplates, templateOf, TIMEOUT_MS } from "./message";

// https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature and the SendSms page of 短信服务
// (2017-05-25).

const hex = (text: string) => createHash("sha256").update(text).digest("hex");

/** RFC 3986: encodeURIComponent leaves five characters that the vendor wants encoded. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export type AliyunRequest = {
  host: string;
  action: string;
  version: string;
  query: Record<string, string>;
  /** ISO, UTC, without milliseconds. */
  date: string;
  nonce: string;
};

type AliyunKey = { accessKeyId: string; accessKeySecret: string };

/** The query string and headers of a POST without body, signed with ACS3-HMAC-SHA256. */
export function signAliyun(
  { host, action, version, query, date, nonce }: AliyunRequest,
  { accessKeyId, accessKeySecret }: AliyunKey,
) {
  const search = Object.entries(query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  const bodyHash = hex("");
  const signed: [string, string][] = [
    ["host", host],
    ["x-acs-action", action],
    ["x-acs-content-sha256", bodyHash],
    ["x-acs-date", date],
    ["x-acs-signature-nonce", nonce],
    ["x-acs-version", version],
  ];
  const names = signed.map(([name]) => name).join(";");
  const canonical = [
    "POST",
    "/",
    search,
    signed.map(([name, value]) => `${name}:${value}\n`).join(""),
    names,
    bodyHash,
  ].join("\n");
  const signature = createHmac("sha256", accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${hex(canonical)}`)
    .digest("hex");
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`;
  return { search, headers: { ...Object.fromEntries(signed.slice(1)), authorization } };
}

export type AliyunSettings = AliyunKey & { signName: string; templateCodes: SmsTemplates; baseUrl?: string };

/**
 * Sends through Alibaba Cloud. Throws SmsError when the vendor refuses, or fetch's error when it cannot be reached
 * within ten seconds.
 */
export async function sendByAliyun(
  { phone, template, params }: SmsMessage,
  settings: AliyunSettings,
  now: Date,
): Promise<void> {
  const base = new URL(settings.baseUrl ?? "https://dysmsapi.aliyuncs.com");
  const { search, headers } = signAliyun(
    {
      host: base.host,
      action: "SendSms",
      version: "2017-05-25",
      query: {
        PhoneNumbers: phone,
        SignName: settings.signName,
        TemplateCode: templateOf(settings.templateCodes, template),
        TemplateParam: JSON.stringify(params),
      },
      date: now.toISOString().replace(/\.\d+Z$/, "Z"),
      nonce: randomUUID(),
    },
    settings,
  );
  const response = await fetch(`${base.origin}/?${search}`, {
    method: "POST",
    headers,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer = (await response.json().catch(() => ({}))) as { Code?: string };
  if (answer.Code !== "OK") throw new SmsError(`aliyun ${answer.Code ?? response.status}`);
}
