import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Account } from "./account";
import type { Ledger, Order } from "./ledger";
import { refusal, type Reply } from "./reply";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const CODE_LIFE_MS = 120 * MINUTE_MS;

const characters = (max: number) => z.string().refine((text) => Array.from(text).length <= max, `最多${max}个字符`);

const createBody = z.object({
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
});

/** POST /v3/pay/transactions/native. The same parameters again give the newest code; changed ones are refused. */
export function createOrder(account: Account, ledger: Ledger, body: unknown, now: number): Reply {
  const parsed = createBody.safeParse(body);
  if (!parsed.success) return refusal(400, "PARAM_ERROR", `参数错误：${parsed.error.issues.map(({ path }) => path.join(".")).join("、")}`);
  const wish = parsed.data;
  if (wish.mchid !== account.credentials.mchid) return refusal(400, "MCH_NOT_EXISTS", "商户号不存在");
  if (wish.appid !== account.credentials.appid) return refusal(400, "APPID_MCHID_NOT_MATCH", "appid和mchid不匹配");

  const parameters = canonical(body);
  const known = ledger.get(wish.out_trade_no);
  if (known) return enterAgain(ledger, known, parameters, now);

  const order: Order = {
    outTradeNo: wish.out_trade_no,
    parameters,
    description: wish.description,
    notifyUrl: wish.notify_url,
    attach: wish.attach ?? "",
    total: wish.amount.total,
    pr: newCode(),
    codeIssuedAt: now,
    createdAt: now,
    expiresAt: lastMoment(wish.time_expire, now),
    state: "NOTPAY",
  };
  ledger.save(order);
  return withCode(order);
}

function enterAgain(ledger: Ledger, order: Order, parameters: string, now: number): Reply {
  if (order.state === "SUCCESS") return refusal(400, "ORDERPAID", "该订单已支付");
  if (order.state === "CLOSED") return refusal(400, "ORDER_CLOSED", "该订单已关闭");
  if (order.parameters !== parameters) return refusal(400, "INVALID_REQUEST", "201 商户订单号重复");
  if (now > order.expiresAt) return refusal(400, "INVALID_REQUEST", "订单已过支付截止时间");
  if (now - order.codeIssuedAt < CODE_LIFE_MS) return withCode(order);

  const renewed = { ...order, pr: newCode(), codeIssuedAt: now };
  ledger.save(renewed);
  return withCode(renewed);
}

const withCode = ({ pr }: Order): Reply => ({ status: 200, body: { code_url: `weixin://wxpay/bizpayurl?pr=${pr}` } });

const newCode = () => randomBytes(6).toString("hex");

/** A code shows nothing once it is two hours old, or its order cannot be paid any more. */
export const isCodeStale = (order: Order, pr: string, now: number) => order.pr !== pr || now - order.codeIssuedAt >= CODE_LIFE_MS;

/** Sooner than a minute is raised to a minute, later than 90 days cut, absent means seven days. */
function lastMoment(timeExpire: string | undefined, now: number): number {
  if (timeExpire === undefined) return now + 7 * DAY_MS;
  return Math.min(Math.max(Date.parse(timeExpire), now + MINUTE_MS), now + 90 * DAY_MS);
}

/** One spelling whatever the order of keys, as no one may rely on it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
