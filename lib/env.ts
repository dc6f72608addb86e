import { isIP } from "node:net";
import path from "node:path";
import { z } from "zod";

const text = z.string().trim().min(1);
const optional = text.optional();

const keyring = text.transform((list, ctx) => {
  const keys = list.split(",").map((entry) => {
    const [id = "", base64 = ""] = entry.trim().split(":");
    return { id, key: Buffer.from(base64, "base64") };
  });
  if (keys.some(({ id, key }) => !/^[A-Za-z0-9]{1,16}$/.test(id) || key.length !== 32)) {
    ctx.addIssue({
      code: "custom",
      message: "must be a list of id:base64 pairs, each key 32 bytes long, the key to write with first",
    });
    return z.NEVER;
  }
  return keys;
});

const base64Key = text.transform((value, ctx) => {
  const key = Buffer.from(value, "base64");
  if (key.length !== 32) {
    ctx.addIssue({ code: "custom", message: "must be 32 bytes in base64" });
    return z.NEVER;
  }
  return key;
});

/** "21-8": from 21:00 until before 08:00 in Shanghai. "none": there are none, null. */
const quietHours = text.transform((value, ctx) => {
  if (value === "none") return null;
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(value) ?? [];
  const hours = { from: Number(from), to: Number(to) };
  if (hours.from < 24 && hours.to < 24 && hours.from !== hours.to) return hours;
  ctx.addIssue({ code: "custom", message: "must be two hours of the day, such as 21-8, or none" });
  return z.NEVER;
});

/**
 * A template message of the public account: its id, and what each of its fields says, a text of ours or {time}:
 * "<id>|thing1=学位外语考试|time2={time}".
 */
const wechatTemplate = text.transform((value, ctx) => {
  const [id = "", ...parts] = value.split("|");
  const fields = parts.map((part) => /^([a-z_]+\d*)=(.{1,20})$/u.exec(part.trim()));
  if (!/^[\w-]{20,64}$/.test(id.trim()) || fields.length === 0 || fields.includes(null)) {
    ctx.addIssue({ code: "custom", message: "must be <template id>|<field>=<text or {time}>|…" });
    return z.NEVER;
  }
  return {
    id: id.trim(),
    fields: fields.flatMap((field) => (field ? [[field[1] ?? "", field[2] ?? ""] as const] : [])),
  };
});

const schema = z
  .object({
    APP_MODE: z.enum(["demo", "live"]).default("demo"),
    PORT: z.coerce.number().int().min(1).max(65535).default(3000),
    HOST: text
      .refine((host) => isIP(host) !== 0 || host === "localhost", "must be an IP address or localhost")
      .optional(),
    APP_URL: z.url({ protocol: /^https?$/ }).optional(),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(9).default(0),
    DATA_DIR: text.default(".data").transform((dir) => path.resolve(/* turbopackIgnore: true */ dir)),
    DATABASE_URL: text.regex(/^postgres(ql)?:\/\//, "must begin with postgresql://"),
    DATABASE_DIRECT_URL: text.regex(/^postgres(ql)?:\/\//, "must begin with postgresql://").optional(),
    KEEP_ALIVE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(650),
    SHUTDOWN_PAUSE_SECONDS: z.coerce.number().int().min(0).max(600).default(0),
    NEXTAUTH_SECRET: text.min(32),
    DATA_ENCRYPTION_KEYS: keyring,
    BLIND_INDEX_KEY: base64Key,
    STORAGE_URL: text
      .regex(
        /^(?:file:.+|s3\+https?:\/\/[^/]+\/[^?]+)/,
        "must be file:<folder> or s3+https://<endpoint>/<bucket>[?region=<region>]",
      )
      .optional(),
    STAFF_PASSWORD_POLICY: z.enum(["usual", "strict"]).default("usual"),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
    SMS_PROVIDER: z.enum(["outbox", "aliyun", "tencent"]).default("outbox"),
    SMS_FALLBACK_PROVIDER: z.enum(["aliyun", "tencent"]).optional(),
    SMS_PER_SECOND: z.coerce.number().int().min(1).max(1000).default(20),
    SMS_QUIET_HOURS: quietHours.optional(),
    SMS_PRICE_FEN: z.coerce.number().min(0).max(1000).default(5),
    SMS_RECEIPT_SECRET: text.regex(/^[A-Za-z0-9_-]{24,100}$/, "must be 24 to 100 letters, digits, - or _").optional(),
    ALIYUN_ACCESS_KEY_ID: optional,
    ALIYUN_ACCESS_KEY_SECRET: optional,
    ALIYUN_SMS_SIGN_NAME: optional,
    ALIYUN_SMS_TEMPLATE_CODE: optional,
    ALIYUN_SMS_REVIEW_TEMPLATE_CODE: optional,
    ALIYUN_SMS_CARD_TEMPLATE_CODE: optional,
    ALIYUN_SMS_REFUND_TEMPLATE_CODE: optional,
    ALIYUN_SMS_APPEAL_TEMPLATE_CODE: optional,
    ALIYUN_SMS_CARD_CHANGED_TEMPLATE_CODE: optional,
    ALIYUN_SMS_PHONE_CHANGED_TEMPLATE_CODE: optional,
    ALIYUN_SMS_STAFF_INVITATION_TEMPLATE_CODE: optional,
    ALIYUN_SMS_ANNOUNCEMENT_TEMPLATE_CODE: optional,
    ALIYUN_SMS_REGISTRATION_CLOSING_TEMPLATE_CODE: optional,
    ALIYUN_SMS_RESUBMIT_CLOSING_TEMPLATE_CODE: optional,
    ALIYUN_SMS_PAYMENT_CLOSING_TEMPLATE_CODE: optional,
    ALIYUN_SMS_EXAM_TEMPLATE_CODE: optional,
    TENCENT_SECRET_ID: optional,
    TENCENT_SECRET_KEY: optional,
    TENCENT_SMS_APP_ID: optional,
    TENCENT_SMS_SIGN_NAME: optional,
    TENCENT_SMS_TEMPLATE_ID: optional,
    TENCENT_SMS_REVIEW_TEMPLATE_ID: optional,
    TENCENT_SMS_CARD_TEMPLATE_ID: optional,
    TENCENT_SMS_REFUND_TEMPLATE_ID: optional,
    TENCENT_SMS_APPEAL_TEMPLATE_ID: optional,
    TENCENT_SMS_CARD_CHANGED_TEMPLATE_ID: optional,
    TENCENT_SMS_PHONE_CHANGED_TEMPLATE_ID: optional,
    TENCENT_SMS_STAFF_INVITATION_TEMPLATE_ID: optional,
    TENCENT_SMS_ANNOUNCEMENT_TEMPLATE_ID: optional,
    TENCENT_SMS_REGISTRATION_CLOSING_TEMPLATE_ID: optional,
    TENCENT_SMS_RESUBMIT_CLOSING_TEMPLATE_ID: optional,
    TENCENT_SMS_PAYMENT_CLOSING_TEMPLATE_ID: optional,
    TENCENT_SMS_EXAM_TEMPLATE_ID: optional,
    OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
    OIDC_CLIENT_ID: optional,
    OIDC_CLIENT_SECRET: optional,
    OIDC_ACCOUNT_CLAIM: text.default("preferred_username"),
    OIDC_SECOND_FACTOR: z.enum(["own", "trusted"]).default("own"),
    STORAGE_ACCESS_KEY_ID: optional,
    STORAGE_SECRET_ACCESS_KEY: optional,
    WECHAT_PAY_BASE_URL: z.url().default("https://api.mch.weixin.qq.com"),
    WECHAT_PAY_MCHID: text,
    WECHAT_PAY_APPID: text,
    WECHAT_PAY_MERCHANT_SERIAL: text.transform((serial) => serial.toUpperCase()),
    WECHAT_PAY_MERCHANT_KEY_FILE: text,
    WECHAT_PAY_API_V3_KEY: text.length(32),
    WECHAT_PAY_PUBLIC_KEY_ID: optional,
    WECHAT_PAY_PUBLIC_KEY_FILE: optional,
    WECHAT_PAY_NOTIFY_BASE: z.url().optional(),
    WECHAT_APP_SECRET: optional,
    WECHAT_OAUTH_BASE_URL: z.url().optional(),
    WECHAT_TEMPLATE_CARD: wechatTemplate.optional(),
    WECHAT_TEMPLATE_CARD_CHANGED: wechatTemplate.optional(),
    WECHAT_TEMPLATE_EXAM: wechatTemplate.optional(),
    WECHAT_PAY_POLL_SECONDS: z.coerce.number().int().min(1).max(3600).default(30),
  })
  .transform((value) => {
    const appUrl = (value.APP_URL ?? `http://localhost:${value.PORT}`).replace(/\/$/, "");
    return {
      ...value,
      APP_URL: appUrl,
      // The outbox of a demo wakes nobody, and whoever tries it out at night wants to see a message.
      SMS_QUIET_HOURS:
        value.SMS_QUIET_HOURS === undefined
          ? value.APP_MODE === "live"
            ? { from: 21, to: 8 }
            : null
          : value.SMS_QUIET_HOURS,
      DATABASE_DIRECT_URL: value.DATABASE_DIRECT_URL ?? value.DATABASE_URL,
      STORAGE_URL: value.STORAGE_URL ?? `file:${path.join(value.DATA_DIR, "files")}`,
      WECHAT_PAY_NOTIFY_BASE: (value.WECHAT_PAY_NOTIFY_BASE ?? appUrl).replace(/\/$/, ""),
    };
  });

export type Env = z.output<typeof schema>;

/** Addresses to which live mode sends money, SMS codes and files, or at which vendors reach it. */
const outsideAddresses = [
  "WECHAT_PAY_BASE_URL",
  "WECHAT_PAY_NOTIFY_BASE",
  "WECHAT_OAUTH_BASE_URL",
  "STORAGE_URL",
] as const;

/** This machine: the simulator runs there, never WeChat. */
const isThisMachine = (host: string): boolean =>
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/i.test(host);

/** The form of the secrets that the simulator generates (lib/wechat-pay-simulator/credentials.mjs). */
const simulatorSecret = /^demo[0-9a-f]{28}$/;

/**
 * Addresses and secrets of a demo. Live mode refuses them: it must never believe the simulator about a payment.
 */
function standInProblems(given: Record<string, string | undefined>): string[] {
  const problems = outsideAddresses.flatMap((name) => {
    const address = given[name]?.replace(/^s3\+/, "");
    if (!address || address.startsWith("file:") || !URL.canParse(address)) return [];
    const { protocol, hostname } = new URL(address);
    if (protocol !== "https:") return [`${name}: live mode speaks https only`];
    return name !== "STORAGE_URL" && isThisMachine(hostname)
      ? [`${name}: is this machine, where only the simulator answers`]
      : [];
  });
  const secrets = ["WECHAT_PAY_API_V3_KEY", "WECHAT_APP_SECRET"].filter((name) =>
    simulatorSecret.test(given[name] ?? ""),
  );
  return [...problems, ...secrets.map((name) => `${name}: belongs to the simulator of a demo`)];
}

/**
 * Rules between variables. They look at the raw values, so that one missing value does not hide another problem.
 */
function mutualProblems(given: Record<string, string | undefined>): string[] {
  const demand = (names: string[], reason: string) =>
    names.filter((name) => given[name] === undefined).map((name) => `${name}: ${reason}`);
  const { APP_MODE, APP_URL, TRUSTED_PROXIES = "0", SMS_PROVIDER = "outbox", STORAGE_URL } = given;
  const { WECHAT_PAY_PUBLIC_KEY_ID, WECHAT_PAY_PUBLIC_KEY_FILE } = given;
  const problems: string[] = [];
  if (Boolean(WECHAT_PAY_PUBLIC_KEY_ID) !== Boolean(WECHAT_PAY_PUBLIC_KEY_FILE)) {
    problems.push(
      ...demand(["WECHAT_PAY_PUBLIC_KEY_ID", "WECHAT_PAY_PUBLIC_KEY_FILE"], "the key's id and its file go together"),
    );
  }
  const { SMS_FALLBACK_PROVIDER } = given;
  if (SMS_FALLBACK_PROVIDER === SMS_PROVIDER)
    problems.push("SMS_FALLBACK_PROVIDER: must be another provider than SMS_PROVIDER");
  if (SMS_PROVIDER === "aliyun" || SMS_FALLBACK_PROVIDER === "aliyun") {
    const names = [
      "ALIYUN_ACCESS_KEY_ID",
      "ALIYUN_ACCESS_KEY_SECRET",
      "ALIYUN_SMS_SIGN_NAME",
      "ALIYUN_SMS_TEMPLATE_CODE",
    ];
    problems.push(...demand(names, "required by the SMS provider aliyun"));
  }
  if (SMS_PROVIDER === "tencent" || SMS_FALLBACK_PROVIDER === "tencent") {
    const account = ["TENCENT_SECRET_ID", "TENCENT_SECRET_KEY", "TENCENT_SMS_APP_ID"];
    const names = [...account, "TENCENT_SMS_SIGN_NAME", "TENCENT_SMS_TEMPLATE_ID"];
    problems.push(...demand(names, "required by the SMS provider tencent"));
  }
  const oidc = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"];
  if (oidc.some((name) => given[name] !== undefined))
    problems.push(...demand(oidc, "issuer, client id and client secret go together"));
  if (STORAGE_URL?.startsWith("s3+")) {
    problems.push(
      ...demand(["STORAGE_ACCESS_KEY_ID", "STORAGE_SECRET_ACCESS_KEY"], "required by an s3+https: STORAGE_URL"),
    );
  }
  if (APP_MODE === "live") {
    problems.push(...demand(["APP_URL", "WECHAT_APP_SECRET"], "required in live mode"));
    if (Number(TRUSTED_PROXIES) === 0) {
      problems.push(
        "TRUSTED_PROXIES: live mode stands behind a TLS proxy: say how many, or all visitors share one address and its limits",
      );
    }
    if (SMS_PROVIDER === "outbox")
      problems.push("SMS_PROVIDER: the outbox is a stand-in: live mode sends real messages");
    if (given["OIDC_ISSUER"]?.startsWith("http://")) problems.push("OIDC_ISSUER: live mode speaks https only");
    if (APP_URL && !APP_URL.startsWith("https://")) problems.push("APP_URL: live mode is served over https");
    problems.push(...standInProblems(given));
  }
  return problems;
}

/** All problems of the environment, one line each, "NAME: what is wrong". Values are never repeated. */
export class EnvironmentError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The environment is not usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "EnvironmentError";
    this.problems = problems;
  }
}

/** Reads settings from a set of variables. An empty variable counts as unset. Throws EnvironmentError. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = schema.safeParse(given);
  const issues = parsed.success
    ? []
    : parsed.error.issues.map(({ path: [name], code, message }) => {
        const missing = code === "invalid_type" && !(String(name) in given);
        return `${String(name)}: ${missing ? "is not set" : message}`;
      });
  const problems = [...issues, ...mutualProblems(given)];
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  return parsed.data;
}

let settings: Env | undefined;

/** The settings of this process. Read on first use, so that building needs no variables. */
export const env = (): Env => (settings ??= readEnv(process.env));
