import { fromShanghai } from "@/lib/core/clock";
import { type Fen, yuanToFen } from "@/lib/core/money";

/** One line of WeChat's bill. Who paid stands in it too, and is not read. Amounts in fen. */
export type TradeBillRow =
  | { kind: "payment"; at: Date; transactionId: string; outTradeNo: string; amountFen: Fen }
  | { kind: "refund"; at: Date; transactionId: string; outTradeNo: string; weChatId: string; outRefundNo: string; amountFen: Fen };

const needed = ["交易时间", "微信订单号", "商户订单号", "交易状态"] as const;

/**
 * The lines of a trade bill: UTF-8 with a mark, a header, lines whose every field begins with a backtick, then a summary of two lines. Columns are
 * found by their names, for WeChat adds some. Null when it is anything else: half a bill must not be compared.
 */
export function readTradeBill(text: string): TradeBillRow[] | null {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line !== "");
  const [header = "", ...rest] = lines;
  const columns = new Map(header.split(",").map((name, index) => [name.trim(), index]));
  if (!needed.every((name) => columns.has(name))) return null;

  const summary = rest.findIndex((line) => !line.startsWith("`"));
  if (summary === -1) return null;
  const rows: TradeBillRow[] = [];
  for (const line of rest.slice(0, summary)) {
    // Names of goods may hold commas; a comma and a backtick together only divide.
    const fields = line.slice(1).split(",`");
    if (fields.length !== columns.size) return null;
    const row = readRow((name) => fields[columns.get(name) ?? -1]?.trim() ?? "");
    if (!row) return null;
    if (row !== "revoked") rows.push(row);
  }
  const told = Number(rest[summary + 1]?.slice(1).split(",`")[0] ?? Number.NaN);
  return told === summary ? rows : null;
}

function readRow(field: (name: string) => string): TradeBillRow | "revoked" | null {
  const at = readTime(field("交易时间"));
  const [transactionId, outTradeNo, state] = [field("微信订单号"), field("商户订单号"), field("交易状态")];
  if (!at || !transactionId) return null;
  if (state === "SUCCESS") {
    // What the order cost; 应结订单金额 is less when the merchant gave a coupon of his own.
    const amountFen = yuanToFen(field("订单金额") || field("应结订单金额"));
    return amountFen === null ? null : { kind: "payment", at, transactionId, outTradeNo, amountFen };
  }
  // A payment at a till, taken back at once: another business of the same merchant.
  if (state === "REVOKED") return "revoked";
  if (state !== "REFUND") return null;
  const amountFen = yuanToFen(field("申请退款金额") || field("退款金额"));
  const [weChatId, outRefundNo] = [field("微信退款单号"), field("商户退款单号")];
  return amountFen === null ? null : { kind: "refund", at, transactionId, outTradeNo, weChatId, outRefundNo, amountFen };
}

function readTime(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour, minute, second] = match.slice(1).map(Number);
  return fromShanghai(year, month, day, hour, minute, second);
}
