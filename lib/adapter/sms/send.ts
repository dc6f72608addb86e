import { assertNever } from "@/lib/core/assert-never";
import { type Env, env } from "@/lib/env";
import { sendByAliyun } from "./aliyun";
import type { SmsMessage, SmsTemplates } from "./message";
import { appendToOutbox } from "./outbox";
import { sendByTencent } from "./tencent";

// lib/env demands what the chosen provider needs, so an absent value here is a bug.
function need(settings: Env, name: keyof Env): string {
  const value = settings[name];
  if (typeof value !== "string") throw new Error(`${name} is not set`);
  return value;
}

type Vendor = Exclude<Env["SMS_PROVIDER"], "outbox">;

const templates: Record<Vendor, (settings: Env) => SmsTemplates> = {
  aliyun: (settings) => ({
    "verification-code": need(settings, "ALIYUN_SMS_TEMPLATE_CODE"),
    "review-result": settings.ALIYUN_SMS_REVIEW_TEMPLATE_CODE,
    "card-published": settings.ALIYUN_SMS_CARD_TEMPLATE_CODE,
    "card-changed": settings.ALIYUN_SMS_CARD_CHANGED_TEMPLATE_CODE,
    refund: settings.ALIYUN_SMS_REFUND_TEMPLATE_CODE,
    "appeal-result": settings.ALIYUN_SMS_APPEAL_TEMPLATE_CODE,
    "phone-changed": settings.ALIYUN_SMS_PHONE_CHANGED_TEMPLATE_CODE,
  }),
  tencent: (settings) => ({
    "verification-code": need(settings, "TENCENT_SMS_TEMPLATE_ID"),
    "review-result": settings.TENCENT_SMS_REVIEW_TEMPLATE_ID,
    "card-published": settings.TENCENT_SMS_CARD_TEMPLATE_ID,
    "card-changed": settings.TENCENT_SMS_CARD_CHANGED_TEMPLATE_ID,
    refund: settings.TENCENT_SMS_REFUND_TEMPLATE_ID,
    "appeal-result": settings.TENCENT_SMS_APPEAL_TEMPLATE_ID,
    "phone-changed": settings.TENCENT_SMS_PHONE_CHANGED_TEMPLATE_ID,
  }),
};

/**
 * Whether this installation sends this message: its vendor has approved the template. Only then may a page promise it.
 */
export function canSend(template: SmsMessage["template"]): boolean {
  const settings = env();
  return settings.SMS_PROVIDER === "outbox" || templates[settings.SMS_PROVIDER](settings)[template] !== undefined;
}

/** Sends one message by the provider of this installation. Throws when it was not accepted. */
export async function sendSms(message: SmsMessage): Promise<void> {
  const settings = env();
  const now = new Date();
  switch (settings.SMS_PROVIDER) {
    case "outbox":
      return appendToOutbox(settings.DATA_DIR, message, now);
    case "aliyun":
      return sendByAliyun(
        message,
        {
          accessKeyId: need(settings, "ALIYUN_ACCESS_KEY_ID"),
          accessKeySecret: need(settings, "ALIYUN_ACCESS_KEY_SECRET"),
          signName: need(settings, "ALIYUN_SMS_SIGN_NAME"),
          templateCodes: templates.aliyun(settings),
        },
        now,
      );
    case "tencent":
      return sendByTencent(
        message,
        {
          secretId: need(settings, "TENCENT_SECRET_ID"),
          secretKey: need(settings, "TENCENT_SECRET_KEY"),
          appId: need(settings, "TENCENT_SMS_APP_ID"),
          signName: need(settings, "TENCENT_SMS_SIGN_NAME"),
          templateIds: templates.tencent(settings),
        },
        now,
      );
    default:
      return assertNever(settings.SMS_PROVIDER);
  }
}
