import { fromShanghai } from "@/lib/core/clock";
import { type Fen, yuanToFen } from "@/lib/core/money";

/** One line of WeChat's bill. It also names the payer, which is not read. Amounts in fen. */
export type TradeBillRow =
  | { kind: "payment"; at: Date; transactionId: string; outTradeNo: string; amountFen: Fen }
  | {
      kind: "refund";
      at: Date;
      transactionId: string;
      outTradeNo: string;
      weChatId: string;
      outRefundNo: string;
      amountFen: Fen;
    };

const needed = ["交易时间", "微信订单号", "商户订单号", "交易状态"] as const;

/** Columns with the merchant's free text. */
const freeText = ["商品名称", "商户数据包"] as const;

/** Every line of a payment or refund begins with its time. */
const LINE_BEGINS = /^`\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2},`/;

/**
 * The lines of a trade bill: UTF-8 with a mark, a header, lines whose every field begins with a backtick, then a
 * summary of two lines. Columns are found by their names, for WeChat adds some. Null when it is anything else: half a
 * bill must not be compared.
 */
export function readTradeBill(text: string): TradeBillRow[] | null {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => line !== "");
  const names = lines[0]?.split(",").map((name) => name.trim()) ?? [];
  if (!needed.every((name) => names.includes(name))) return null;

  const [summaryHead = "", summary = ""] = lines.length > 2 ? lines.slice(-2) : [];
  if (summaryHead.startsWith("`") || !summary.startsWith("`")) return null;
  const written = joinLines(lines.slice(1, -2));
  if (!written || Number(summary.slice(1).split(",`")[0] ?? Number.NaN) !== written.length) return null;

  const rows: TradeBillRow[] = [];
  for (const line of written) {
    const field = fieldsOf(line, names);
    const row = field && readRow(field);
    if (!row) return null;
    if (row !== "revoked") rows.push(row);
  }
  return rows;
}

/** A line break within somebody's text does not end a line of the bill. */
function joinLines(lines: readonly string[]): string[] | null {
  const joined: string[] = [];
  for (const line of lines) {
    if (LINE_BEGINS.test(line)) joined.push(line);
    else if (joined.length === 0) return null;
    else joined.push(`${joined.pop() ?? ""}\n${line}`);
  }
  return joined;
}

/**
 * A line's fields by their columns. What divides fields may also stand within a merchant's own text, so the columns
 * before the first such text are counted from the left, and those behind the last one from the right.
 */
function fieldsOf(line: string, names: readonly string[]): ((name: string) => string) | null {
  const parts = line.slice(1).split(",`");
  const more = parts.length - names.length;
  const free = freeText.map((name) => names.indexOf(name)).filter((index) => index >= 0);
  if (more < 0 || (more > 0 && free.length === 0)) return null;
  const first = Math.min(...free, names.length);
  const last = Math.max(...free, -1);
  return (name) => {
    const index = names.indexOf(name);
    if (index < 0 || (more > 0 && first <= index && index <= last)) return "";
    return parts[index > last && more > 0 ? index + more : index]?.trim() ?? "";
  };
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
  return amountFen === null
    ? null
    : { kind: "refund", at, transactionId, outTradeNo, weChatId, outRefundNo, amountFen };
}

function readTime(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour, minute, second] = match.slice(1).map(Number);
  return fromShanghai(year, month, day, hour, minute, second);
}
