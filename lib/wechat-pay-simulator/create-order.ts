import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Account } from "./account";
import { canonical } from "./canonical";
import type { Ledger, Order, TradeType } from "./ledger";
import { refusal, type Reply } from "./reply";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** How long a payment link or code is valid. */
const LIFE_MS: Record<TradeType, number> = { NATIVE: 120 * MINUTE_MS, JSAPI: 120 * MINUTE_MS, MWEB: 5 * MINUTE_MS };

const characters = (max: number) => z.string().refine((text) => Array.from(text).length <= max, `最多${max}个字符`);

const identity = z.object({
  type: z.enum([
    "IDCARD",
    "HONGKONG_MACAO",
    "HONGKONG_MACAO_RESIDENT",
    "TAIWAN_RESIDENT",
    "FOREIGN_RESIDENT",
    "OVERSEA_PASSPORT",
  ]),
  number: z.string().min(1).max(32),
  name: z.string().min(1).max(32),
});

const common = {
  appid: z.string().max(32),
  mchid: z.string().max(32),
  description: characters(127).min(1),
  out_trade_no: z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/),
  time_expire: z.iso.datetime({ offset: true }).optional(),
  attach: characters(128).optional(),
  notify_url: z
    .url({ protocol: /^https?$/ })
    .max(255)
    .refine((url) => !url.includes("?"), "不允许携带查询串"),
  amount: z.object({ total: z.int().min(1), currency: z.literal("CNY").optional() }),
};

const bodies = {
  NATIVE: z.object({
    ...common,
    payer: z.object({ openid: z.string().optional(), identity: identity.optional() }).optional(),
  }),
  JSAPI: z.object({
    ...common,
    payer: z.object({ openid: z.string().min(1).max(128), identity: identity.optional() }),
  }),
  MWEB: z.object({
    ...common,
    payer: z.object({ openid: z.string().optional(), identity: identity.optional() }).optional(),
    scene_info: z.object({
      payer_client_ip: z.union([z.ipv4(), z.ipv6()]),
      h5_info: z.object({ type: z.enum(["iOS", "Android", "Wap"]) }),
    }),
  }),
} satisfies Record<TradeType, z.ZodType>;

export type CreateSettings = {
  /** Whether WeChat has granted 指定身份支付 to the merchant. */
  identityPermitted: boolean;
  /** The address of the payment page for a phone's browser. */
  publicUrl: string;
};

/**
 * POST /v3/pay/transactions/{native,jsapi,h5}. A repeated request with the same parameters returns a new payment link
 * or code; changed parameters are refused.
 */
export function createOrder(
  account: Account,
  ledger: Ledger,
  tradeType: TradeType,
  settings: CreateSettings,
  body: unknown,
  now: number,
): Reply {
  const parsed = bodies[tradeType].safeParse(body);
  if (!parsed.success)
    return refusal(400, "PARAM_ERROR", `参数错误：${parsed.error.issues.map(({ path }) => path.join(".")).join("、")}`);
  const wish = parsed.data;
  if (wish.mchid !== account.credentials.mchid) return refusal(400, "MCH_NOT_EXISTS", "商户号不存在");
  if (wish.appid !== account.credentials.appid) return refusal(400, "APPID_MCHID_NOT_MATCH", "appid和mchid不匹配");
  if (wish.payer?.identity && !settings.identityPermitted) return refusal(403, "NO_AUTH", "商户无指定身份支付权限");

  const parameters = canonical(body);
  const known = ledger.get(wish.out_trade_no);
  if (known) return enterAgain(ledger, known, tradeType, parameters, settings, now);

  const order: Order = {
    outTradeNo: wish.out_trade_no,
    tradeType,
    parameters,
    description: wish.description,
    notifyUrl: wish.notify_url,
    attach: wish.attach ?? "",
    total: wish.amount.total,
    ...(wish.payer?.identity && { identityNumber: wish.payer.identity.number }),
    ...(wish.payer?.openid && { openid: wish.payer.openid }),
    pr: newCode(),
    codeIssuedAt: now,
    createdAt: now,
    expiresAt: lastMoment(wish.time_expire, now),
    state: "NOTPAY",
    refunds: [],
  };
  ledger.save(order);
  return withCode(order, settings);
}

function enterAgain(
  ledger: Ledger,
  order: Order,
  tradeType: TradeType,
  parameters: string,
  settings: CreateSettings,
  now: number,
): Reply {
  if (order.state === "SUCCESS") return refusal(400, "ORDERPAID", "该订单已支付");
  if (order.state === "CLOSED") return refusal(400, "ORDER_CLOSED", "该订单已关闭");
  if (order.parameters !== parameters || order.tradeType !== tradeType)
    return refusal(400, "INVALID_REQUEST", "201 商户订单号重复");
  if (now > order.expiresAt) return refusal(400, "INVALID_REQUEST", "订单已过支付截止时间");
  if (now - order.codeIssuedAt < LIFE_MS[tradeType]) return withCode(order, settings);

  const renewed = { ...order, pr: newCode(), codeIssuedAt: now };
  ledger.save(renewed);
  return withCode(renewed, settings);
}

function withCode({ tradeType, pr }: Order, { publicUrl }: CreateSettings): Reply {
  switch (tradeType) {
    case "NATIVE":
      return { status: 200, body: { code_url: `weixin://wxpay/bizpayurl?pr=${pr}` } };
    case "JSAPI":
      return { status: 200, body: { prepay_id: `wx${pr}` } };
    case "MWEB":
      return {
        status: 200,
        body: { h5_url: `${publicUrl}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx${pr}&package=${pr.slice(0, 8)}` },
      };
  }
}

const newCode = () => randomBytes(6).toString("hex");

/** A code is invalid once it is too old, or its order can no longer be paid. */
export const isCodeStale = (order: Order, pr: string, now: number) =>
  order.pr !== pr || now - order.codeIssuedAt >= LIFE_MS[order.tradeType];

/**
 * Less than one minute becomes one minute, more than 90 days becomes 90 days, and a missing expiry means seven days.
 */
function lastMoment(timeExpire: string | undefined, now: number): number {
  if (timeExpire === undefined) return now + 7 * DAY_MS;
  return Math.min(Math.max(Date.parse(timeExpire), now + MINUTE_MS), now + 90 * DAY_MS);
}
