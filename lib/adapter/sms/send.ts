import { type Env, env } from "@/lib/env";
import { askAliyun, type AliyunSettings, sendByAliyun } from "./aliyun";
import { SmsError, type SmsFate, type SmsMessage, type SmsTemplate, type SmsTemplates } from "./message";
import { appendToOutbox, askOutbox } from "./outbox";
import { askTencent, sendByTencent, type TencentSettings } from "./tencent";

// lib/env demands what the chosen provider needs, so an absent value here is a bug.
function need(settings: Env, name: keyof Env): string {
  const value = settings[name];
  if (typeof value !== "string") throw new Error(`${name} is not set`);
  return value;
}

export type SmsProvider = Env["SMS_PROVIDER"];
type Vendor = Exclude<SmsProvider, "outbox">;

const templates: Record<Vendor, (settings: Env) => SmsTemplates> = {
  aliyun: (settings) => ({
    "verification-code": need(settings, "ALIYUN_SMS_TEMPLATE_CODE"),
    "review-result": settings.ALIYUN_SMS_REVIEW_TEMPLATE_CODE,
    "card-published": settings.ALIYUN_SMS_CARD_TEMPLATE_CODE,
    "card-changed": settings.ALIYUN_SMS_CARD_CHANGED_TEMPLATE_CODE,
    refund: settings.ALIYUN_SMS_REFUND_TEMPLATE_CODE,
    "appeal-result": settings.ALIYUN_SMS_APPEAL_TEMPLATE_CODE,
    "phone-changed": settings.ALIYUN_SMS_PHONE_CHANGED_TEMPLATE_CODE,
    "staff-invitation": settings.ALIYUN_SMS_STAFF_INVITATION_TEMPLATE_CODE,
    announcement: settings.ALIYUN_SMS_ANNOUNCEMENT_TEMPLATE_CODE,
    "registration-closing": settings.ALIYUN_SMS_REGISTRATION_CLOSING_TEMPLATE_CODE,
    "resubmit-closing": settings.ALIYUN_SMS_RESUBMIT_CLOSING_TEMPLATE_CODE,
    "payment-closing": settings.ALIYUN_SMS_PAYMENT_CLOSING_TEMPLATE_CODE,
    "exam-tomorrow": settings.ALIYUN_SMS_EXAM_TEMPLATE_CODE,
  }),
  tencent: (settings) => ({
    "verification-code": need(settings, "TENCENT_SMS_TEMPLATE_ID"),
    "review-result": settings.TENCENT_SMS_REVIEW_TEMPLATE_ID,
    "card-published": settings.TENCENT_SMS_CARD_TEMPLATE_ID,
    "card-changed": settings.TENCENT_SMS_CARD_CHANGED_TEMPLATE_ID,
    refund: settings.TENCENT_SMS_REFUND_TEMPLATE_ID,
    "appeal-result": settings.TENCENT_SMS_APPEAL_TEMPLATE_ID,
    "phone-changed": settings.TENCENT_SMS_PHONE_CHANGED_TEMPLATE_ID,
    "staff-invitation": settings.TENCENT_SMS_STAFF_INVITATION_TEMPLATE_ID,
    announcement: settings.TENCENT_SMS_ANNOUNCEMENT_TEMPLATE_ID,
    "registration-closing": settings.TENCENT_SMS_REGISTRATION_CLOSING_TEMPLATE_ID,
    "resubmit-closing": settings.TENCENT_SMS_RESUBMIT_CLOSING_TEMPLATE_ID,
    "payment-closing": settings.TENCENT_SMS_PAYMENT_CLOSING_TEMPLATE_ID,
    "exam-tomorrow": settings.TENCENT_SMS_EXAM_TEMPLATE_ID,
  }),
};

const aliyunSettings = (settings: Env): AliyunSettings => ({
  accessKeyId: need(settings, "ALIYUN_ACCESS_KEY_ID"),
  accessKeySecret: need(settings, "ALIYUN_ACCESS_KEY_SECRET"),
  signName: need(settings, "ALIYUN_SMS_SIGN_NAME"),
  templateCodes: templates.aliyun(settings),
});

const tencentSettings = (settings: Env): TencentSettings => ({
  secretId: need(settings, "TENCENT_SECRET_ID"),
  secretKey: need(settings, "TENCENT_SECRET_KEY"),
  appId: need(settings, "TENCENT_SMS_APP_ID"),
  signName: need(settings, "TENCENT_SMS_SIGN_NAME"),
  templateIds: templates.tencent(settings),
});

/** The providers in the order in which they are tried. */
const providersOf = ({ SMS_PROVIDER, SMS_FALLBACK_PROVIDER }: Env): SmsProvider[] =>
  SMS_FALLBACK_PROVIDER ? [SMS_PROVIDER, SMS_FALLBACK_PROVIDER] : [SMS_PROVIDER];

/**
 * Whether this installation sends this message: a vendor of it has approved the template. Only then may a page promise
 * it.
 */
export function canSend(template: SmsTemplate): boolean {
  const settings = env();
  return providersOf(settings).some(
    (provider) => provider === "outbox" || templates[provider](settings)[template] !== undefined,
  );
}

/** The name before each message, 【…】, as the vendor approved it; null where messages only go to the outbox. */
export function smsSignature(): string | null {
  const settings = env();
  if (settings.SMS_PROVIDER === "outbox") return null;
  return need(settings, settings.SMS_PROVIDER === "aliyun" ? "ALIYUN_SMS_SIGN_NAME" : "TENCENT_SMS_SIGN_NAME");
}

/** Who took the message, and his own number of it. */
export type SentSms = { provider: SmsProvider; providerId: string | null };

/**
 * Sends one message by the provider of this installation; when he certainly did not take it, by the second one. Throws
 * SmsError when nobody took it, SmsUnanswered when somebody may have: then the other one is not tried. `trying` is
 * awaited before each provider is asked.
 */
export async function sendSms(
  message: SmsMessage,
  trying?: (provider: SmsProvider) => Promise<void>,
): Promise<SentSms> {
  const settings = env();
  let refused: SmsError | undefined;
  for (const provider of providersOf(settings)) {
    await trying?.(provider);
    try {
      return { provider, providerId: await sendBy(provider, message, settings) };
    } catch (error) {
      if (!(error instanceof SmsError) || error.fault === "recipient") throw error;
      // What the first one says counts: a template that the second one lacks is not why the message did not leave.
      refused ??= error;
    }
  }
  throw refused ?? new Error("no provider of SMS");
}

async function sendBy(provider: SmsProvider, message: SmsMessage, settings: Env): Promise<string | null> {
  const now = new Date();
  switch (provider) {
    case "outbox":
      await appendToOutbox(settings.DATA_DIR, message, now);
      return null;
    case "aliyun":
      return sendByAliyun(message, aliyunSettings(settings), now);
    case "tencent":
      return sendByTencent(message, tencentSettings(settings), now);
  }
}

/** Asks the provider about a sending whose answer was lost. `at`: when it was tried. */
export async function askAboutSms(
  provider: SmsProvider,
  sending: { id: string; phone: string; at: Date },
): Promise<SmsFate> {
  const settings = env();
  // He is no longer ours, and neither are his keys.
  if (!providersOf(settings).includes(provider)) return { state: "unclear" };
  const now = new Date();
  switch (provider) {
    case "outbox":
      return askOutbox(settings.DATA_DIR, sending.id);
    case "aliyun":
      return askAliyun(sending, aliyunSettings(settings), now);
    case "tencent":
      return askTencent(sending, tencentSettings(settings), now);
  }
}
