import { z } from "zod";
import { shanghaiRfc3339 } from "@/lib/core/clock";
import type { Fen } from "@/lib/core/money";
import { cleanText } from "@/lib/adapter/wechat-pay/clean-text";

/** WeChat also allows `|` and `*`, which the library would sign in one spelling and send in another. */
export const outTradeNoPattern = /^[0-9A-Za-z_-]{6,32}$/;

/** How the payer pays: a code that he scans, inside WeChat, or in the browser of a phone. */
export type Channel = "NATIVE" | "JSAPI" | "H5";

/**
 * The body of a create, exactly as sent (the client adds appid, mchid and the payer). Store it with the order: a
 * repeated create must carry the same parameters, or WeChat refuses it as a second use of the number.
 */
export const orderBodySchema = z.strictObject({
  description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(outTradeNoPattern),
  time_expire: z.iso.datetime({ offset: true }),
  notify_url: z.url().max(255),
  amount: z.strictObject({ total: z.number().int().min(1), currency: z.literal("CNY") }),
  /** H5 only, which demands it. */
  scene_info: z
    .strictObject({ payer_client_ip: z.string().max(45), h5_info: z.strictObject({ type: z.literal("Wap") }) })
    .optional(),
});

export type OrderBody = z.output<typeof orderBodySchema>;

/** 指定身份支付: the kinds of document by which WeChat knows a payer. */
const identityTypes = [
  "IDCARD",
  "HONGKONG_MACAO",
  "HONGKONG_MACAO_RESIDENT",
  "TAIWAN_RESIDENT",
  "FOREIGN_RESIDENT",
  "OVERSEA_PASSPORT",
] as const;

/**
 * Who is to pay: known by his openid (JSAPI demands it), by his document, by both, or by neither. Personal: never
 * logged, stored encrypted.
 */
export const payerSchema = z.strictObject({
  openid: z.string().min(1).max(128).optional(),
  identity: z
    .strictObject({ type: z.enum(identityTypes), number: z.string().min(1).max(32), name: z.string().min(1).max(32) })
    .optional(),
});

export type Payer = z.output<typeof payerSchema>;

type Wish = {
  channel: Channel;
  outTradeNo: string;
  description: string;
  total: Fen;
  expiresAt: Date;
  notifyUrl: string;
  /** The payer's address as his browser came by it; used by H5. */
  clientIp: string;
};

/**
 * The body for a new order; throws when a value breaks WeChat's rules. `expiresAt` is the last moment at which one can
 * pay.
 */
export const orderBody = ({
  channel,
  outTradeNo,
  description,
  total,
  expiresAt,
  notifyUrl,
  clientIp,
}: Wish): OrderBody =>
  orderBodySchema.parse({
    description: cleanText(description, 127),
    out_trade_no: outTradeNo,
    time_expire: shanghaiRfc3339(expiresAt),
    notify_url: notifyUrl,
    amount: { total, currency: "CNY" },
    ...(channel === "H5" && { scene_info: { payer_client_ip: clientIp, h5_info: { type: "Wap" } } }),
  });
