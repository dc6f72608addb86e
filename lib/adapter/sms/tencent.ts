import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { askVendor } from "./ask-vendor";
import { SmsError, type SmsFate, type SmsMessage, type SmsTemplates, SmsUnanswered, templateOf } from "./message";

// https://cloud.tencent.com/document/api/382/52071 (signature v3) and the pages SendSms,
// PullSmsSendStatusByPhoneNumber and 错误码 of 短信 (2021-01-11).

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

const envelope = z.object({
  Response: z.object({
    Error: z.object({ Code: z.string() }).optional(),
    SendStatusSet: z.array(z.object({ Code: z.string(), SerialNo: z.string().optional() })).optional(),
    PullSmsSendStatusSet: z
      .array(
        z.object({
          SessionContext: z.string().optional(),
          ReportStatus: z.string(),
          Description: z.string().optional(),
        }),
      )
      .optional(),
  }),
});

async function call(action: string, parameters: object, settings: TencentSettings, now: Date) {
  const base = new URL(settings.baseUrl ?? "https://sms.tencentcloudapi.com");
  const timestamp = Math.floor(now.getTime() / 1000);
  const body = JSON.stringify(parameters);
  const { contentType, authorization } = signTencent({ host: base.host, service: "sms", body, timestamp }, settings);
  const { status, answer } = await askVendor("tencent", base.origin, {
    headers: {
      authorization,
      "content-type": contentType,
      "x-tc-action": action,
      "x-tc-version": "2021-01-11",
      "x-tc-region": "ap-guangzhou",
      "x-tc-timestamp": String(timestamp),
    },
    body,
  });
  const read = envelope.safeParse(answer).data?.Response;
  const code = read?.Error?.Code;
  // An error inside the vendor, after which he may have sent.
  if (!read || code?.startsWith("InternalError")) throw new SmsUnanswered(`tencent ${code ?? status}`);
  return read;
}

const refusesRecipient =
  /^(?:FailedOperation\.PhoneNumberInBlacklist|InvalidParameterValue\.IncorrectPhoneNumber|UnsupportedOperation\.\w*PhoneNumber\w*)$/;

/**
 * Sends through Tencent Cloud and returns its number of the sending (SerialNo). Throws SmsError when the vendor refuses
 * or is not reached, SmsUnanswered when he may have sent.
 */
export async function sendByTencent(
  { phone, template, params, id }: SmsMessage,
  settings: TencentSettings,
  now: Date,
): Promise<string | null> {
  const parameters = {
    PhoneNumberSet: [`+86${phone}`],
    SmsSdkAppId: settings.appId,
    SignName: settings.signName,
    TemplateId: templateOf(settings.templateIds, template),
    TemplateParamSet: Object.values(params),
    ...(id && { SessionContext: id }),
  };
  const { Error: error, SendStatusSet: [sent] = [] } = await call("SendSms", parameters, settings, now);
  const code = error?.Code ?? sent?.Code;
  if (code === undefined || code.startsWith("InternalError")) throw new SmsUnanswered(`tencent ${code ?? "no status"}`);
  if (code !== "Ok") throw new SmsError(`tencent ${code}`, refusesRecipient.test(code) ? "recipient" : "vendor");
  return sent?.SerialNo || null;
}

const MINUTE_S = 60;

/**
 * What Tencent Cloud knows of a sending. He lists only those of which the carrier reported: one that is not there may
 * still have been sent.
 */
export async function askTencent(
  { id, phone, at }: { id: string; phone: string; at: Date },
  settings: TencentSettings,
  now: Date,
): Promise<SmsFate> {
  const parameters = {
    BeginTime: Math.floor(at.getTime() / 1000) - MINUTE_S,
    EndTime: Math.ceil(now.getTime() / 1000),
    Offset: 0,
    Limit: 100,
    PhoneNumber: `+86${phone}`,
    SmsSdkAppId: settings.appId,
  };
  const { PullSmsSendStatusSet: reports = [] } = await call(
    "PullSmsSendStatusByPhoneNumber",
    parameters,
    settings,
    now,
  );
  const own = reports.find(({ SessionContext }) => SessionContext === id);
  if (!own) return { state: "unclear" };
  if (own.ReportStatus === "SUCCESS") return { state: "delivered" };
  return { state: "failed", reason: `tencent ${own.Description ?? own.ReportStatus}` };
}
