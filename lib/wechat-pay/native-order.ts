import { z } from "zod";
import { shanghaiRfc3339 } from "@/lib/core/clock";
import type { Fen } from "@/lib/core/money";
import { cleanText } from "@/lib/wechat-pay/clean-text";

/** WeChat also allows `|` and `*`, which the library would sign in one spelling and send in another. */
export const outTradeNoPattern = /^[0-9A-Za-z_-]{6,32}$/;

/**
 * The body of a create, exactly as sent (the client adds appid and mchid). Store it with the order: a repeated create must
 * carry the same parameters, or WeChat refuses it as a second use of the number.
 */
export const nativeOrderSchema = z.strictObject({
  description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(outTradeNoPattern),
  time_expire: z.iso.datetime({ offset: true }),
  notify_url: z.url().max(255),
  amount: z.strictObject({ total: z.number().int().min(1), currency: z.literal("CNY") }),
});

export type NativeOrder = z.output<typeof nativeOrderSchema>;

type Wish = { outTradeNo: string; description: string; total: Fen; expiresAt: Date; notifyUrl: string };

/** The body for a new order; throws when a value breaks WeChat's rules. `expiresAt` is the last moment at which one can pay. */
export const nativeOrder = ({ outTradeNo, description, total, expiresAt, notifyUrl }: Wish): NativeOrder =>
  nativeOrderSchema.parse({
    description: cleanText(description, 127),
    out_trade_no: outTradeNo,
    time_expire: shanghaiRfc3339(expiresAt),
    notify_url: notifyUrl,
    amount: { total, currency: "CNY" },
  });
