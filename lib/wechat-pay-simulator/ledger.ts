import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The state of the notifications about a payment or refund, which are repeated until the merchant confirms. */
export type Notice = { id: string; attempts: number; nextAt: number | null; lastStatus: number | null };

/** WeChat's names of the ways to pay: by QR code, inside WeChat, in a phone's browser. */
export type TradeType = "NATIVE" | "JSAPI" | "MWEB";

export type Refund = {
  outRefundNo: string;
  refundId: string;
  /** All parameters of the request in one canonical spelling. */
  parameters: string;
  amount: number;
  reason: string;
  notifyUrl: string;
  createdAt: number;
  status: "PROCESSING" | "SUCCESS" | "ABNORMAL" | "CLOSED";
  successAt?: number;
  notice?: Notice;
};

/** Instants in milliseconds, amounts in fen. */
export type Order = {
  outTradeNo: string;
  tradeType: TradeType;
  /** All parameters of the create in one canonical spelling, to recognise a repeated one. */
  parameters: string;
  description: string;
  notifyUrl: string;
  attach: string;
  total: number;
  /** The only person who may pay: 指定身份支付. */
  identityNumber?: string;
  openid?: string;
  /** The variable part of a payment link or code: in code_url, prepay_id or h5_url. */
  pr: string;
  codeIssuedAt: number;
  createdAt: number;
  /** The last instant at which it can be paid. */
  expiresAt: number;
  state: "NOTPAY" | "SUCCESS" | "CLOSED";
  payment?: { transactionId: string; at: number; payerTotal: number; openid: string };
  notice?: Notice;
  refunds: Refund[];
};

export type Ledger = {
  get(outTradeNo: string): Order | undefined;
  withCode(pr: string): Order | undefined;
  withRefund(outRefundNo: string): { order: Order; refund: Refund } | undefined;
  /** Newest first. */
  all(): Order[];
  /** Writes to disk before it returns, so that no answer is sent for an order that a crash could lose. */
  save(order: Order): void;
  /** Saves one refund of an order in the same way. */
  saveRefund(outTradeNo: string, refund: Refund): void;
};

/**
 * Orders in memory and in a journal of JSON lines. The last line of an order counts; each start compacts the journal.
 */
export function openLedger(dir: string): Ledger {
  mkdirSync(dir, { recursive: true });
  const file = path.join(dir, "orders.jsonl");
  const orders = new Map<string, Order>();
  const byCode = new Map<string, string>();
  const byRefund = new Map<string, string>();
  const keep = (order: Order) => {
    orders.set(order.outTradeNo, order);
    byCode.set(order.pr, order.outTradeNo);
    for (const { outRefundNo } of order.refunds) byRefund.set(outRefundNo, order.outTradeNo);
  };
  readLines(file).forEach(keep);
  writeFileSync(`${file}.new`, [...orders.values()].map(line).join(""));
  renameSync(`${file}.new`, file);
  let size = statSync(file).size;

  const save = (order: Order) => {
    const text = line(order);
    appendFileSync(file, text);
    size += Buffer.byteLength(text);
    keep(order);
  };
  /** `npm run demo:fill` enters the payments of its people here, beside a running simulator. */
  const readWhatOthersWrote = () => {
    const now = statSync(file).size;
    if (now === size) return;
    size = now;
    readLines(file).forEach(keep);
  };
  return {
    get: (outTradeNo) => orders.get(outTradeNo),
    withCode: (pr) => orders.get(byCode.get(pr) ?? ""),
    withRefund(outRefundNo) {
      const order = orders.get(byRefund.get(outRefundNo) ?? "");
      const refund = order?.refunds.find((candidate) => candidate.outRefundNo === outRefundNo);
      return order && refund ? { order, refund } : undefined;
    },
    all() {
      readWhatOthersWrote();
      return [...orders.values()].toReversed();
    },
    save,
    saveRefund(outTradeNo, refund) {
      const order = orders.get(outTradeNo);
      if (!order) throw new Error("a refund of no order");
      const others = order.refunds.filter(({ outRefundNo }) => outRefundNo !== refund.outRefundNo);
      save({ ...order, refunds: [...others, refund] });
    },
  };
}

const line = (order: Order) => `${JSON.stringify(order)}\n`;

function readLines(file: string): Order[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text) => {
      try {
        // Old journals, from when there were only QR codes, contain neither type nor refunds.
        return text ? [{ tradeType: "NATIVE", refunds: [], ...(JSON.parse(text) as Partial<Order>) } as Order] : [];
      } catch {
        // This line was incomplete when the process was killed.
        return [];
      }
    });
}
