import { z } from "zod";
import { readSendingId } from "./sending-id";

// What the vendors post when the carrier has reported, several messages at once:
// 短信服务 SmsReport (HTTP 批量推送) of Alibaba Cloud and 短信下发状态通知 (382/43547) of Tencent Cloud.

/** No vendor reports more at once. */
const MOST = 1000;

/** PostgreSQL stores no U+0000; one such report must not fail those beside it. */
const code = z
  .string()
  .max(100)
  .regex(/^\P{Cc}*$/u);
const phone = z.string().regex(/^1\d{10}$/);

const aliyunReport = z.object({
  phone_number: phone,
  success: z.boolean(),
  err_code: code.catch(""),
  biz_id: code.min(1),
  out_id: z.string().nullish().catch(null),
});

const tencentReport = z.object({
  mobile: phone,
  report_status: z.enum(["SUCCESS", "FAIL"]),
  errmsg: code.catch(""),
  sid: code.min(1),
});

const list = z.array(z.unknown()).max(MOST);

const each = <T>(schema: z.ZodType<T>, body: unknown): T[] | null =>
  list.safeParse(body).data?.flatMap((entry) => schema.safeParse(entry).data ?? []) ?? null;

/** The reports in a vendor's post; those that cannot be read are left out. null: it is no list of reports. */
export const readReceipts = {
  aliyun: (body: unknown) =>
    each(aliyunReport, body)?.map((report) => ({
      provider: "aliyun" as const,
      sending: readSendingId(report.out_id ?? ""),
      providerId: report.biz_id,
      phone: report.phone_number,
      delivered: report.success,
      reason: report.err_code,
    })) ?? null,
  tencent: (body: unknown) =>
    each(tencentReport, body)?.map((report) => ({
      provider: "tencent" as const,
      sending: null,
      providerId: report.sid,
      phone: report.mobile,
      delivered: report.report_status === "SUCCESS",
      reason: report.errmsg,
    })) ?? null,
};

/** What each vendor wants to hear; after anything else he posts again. */
export const receiptAnswers = {
  aliyun: { code: 0, msg: "接收成功" },
  tencent: { result: 0, errmsg: "OK" },
} as const;
