import { createHash, createHmac, randomUUID } from "node:crypto";
import { z } from "zod";
import { shanghaiDayOf } from "@/lib/core/clock";
import { askVendor } from "./ask-vendor";
import { SmsError, type SmsFate, type SmsMessage, type SmsTemplates, SmsUnanswered, templateOf } from "./message";

// https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature and the pages SendSms,
// QuerySendDetails and 错误码 of 短信服务 (2017-05-25).

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

async function call(action: string, query: Record<string, string>, settings: AliyunSettings, now: Date) {
  const base = new URL(settings.baseUrl ?? "https://dysmsapi.aliyuncs.com");
  const request = {
    host: base.host,
    action,
    version: "2017-05-25",
    query,
    date: now.toISOString().replace(/\.\d+Z$/, "Z"),
    nonce: randomUUID(),
  };
  const { search, headers } = signAliyun(request, settings);
  return askVendor("aliyun", `${base.origin}/?${search}`, { headers });
}

const sendAnswer = z.object({ Code: z.string(), BizId: z.string().optional() });

/** The number itself is wrong, or stands on a list of those who want no messages. */
const refusesRecipient = /^isv\.MOBILE_NUMBER_ILLEGAL$|BLACKLIST/;

/** An error inside the vendor, after which he may have sent. */
const isUnclear = (code: string) => /^(?:isp\.|InternalError|ServiceUnavailable)/.test(code);

/**
 * Sends through Alibaba Cloud and returns its receipt (BizId). Throws SmsError when the vendor refuses or is not
 * reached, SmsUnanswered when he may have sent.
 */
export async function sendByAliyun(
  { phone, template, params, id }: SmsMessage,
  settings: AliyunSettings,
  now: Date,
): Promise<string | null> {
  const query = {
    PhoneNumbers: phone,
    SignName: settings.signName,
    TemplateCode: templateOf(settings.templateCodes, template),
    TemplateParam: JSON.stringify(params),
    ...(id && { OutId: id }),
  };
  const { status, answer } = await call("SendSms", query, settings, now);
  const read = sendAnswer.safeParse(answer).data;
  if (!read || isUnclear(read.Code)) throw new SmsUnanswered(`aliyun ${read?.Code ?? status}`);
  if (read.Code !== "OK")
    throw new SmsError(`aliyun ${read.Code}`, refusesRecipient.test(read.Code) ? "recipient" : "vendor");
  return read.BizId ?? null;
}

const details = z.object({
  Code: z.literal("OK"),
  SmsSendDetailDTOs: z.object({
    SmsSendDetailDTO: z.array(
      z.object({ OutId: z.string().optional(), SendStatus: z.coerce.number(), ErrCode: z.string().optional() }),
    ),
  }),
});

/** Of one number and day the vendor gives at most fifty at once; nobody is sent as many by us. */
const PAGE_SIZE = "50";

/**
 * What Alibaba Cloud knows of a sending. He lists whatever he took, so that "absent" means that he took nothing; his
 * list needs some minutes.
 */
export async function askAliyun(
  { id, phone, at }: { id: string; phone: string; at: Date },
  settings: AliyunSettings,
  now: Date,
): Promise<SmsFate> {
  const query = {
    PhoneNumber: phone,
    SendDate: shanghaiDayOf(at).replaceAll("-", ""),
    PageSize: PAGE_SIZE,
    CurrentPage: "1",
  };
  const { answer } = await call("QuerySendDetails", query, settings, now);
  const read = details.safeParse(answer).data;
  if (!read) return { state: "unclear" };
  const own = read.SmsSendDetailDTOs.SmsSendDetailDTO.find(({ OutId }) => OutId === id);
  if (!own) return { state: "absent" };
  // 1: no report from the carrier yet, 2: failed, 3: delivered.
  if (own.SendStatus === 2) return { state: "failed", reason: `aliyun ${own.ErrCode ?? "2"}` };
  return { state: own.SendStatus === 3 ? "delivered" : "sent" };
}
