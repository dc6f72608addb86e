import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Instants in milliseconds, amounts in fen. */
export type Order = {
  outTradeNo: string;
  /** All parameters of the create in one canonical spelling, to recognise a repeated one. */
  parameters: string;
  description: string;
  notifyUrl: string;
  attach: string;
  total: number;
  /** The varying part of the code: weixin://wxpay/bizpayurl?pr=… */
  pr: string;
  codeIssuedAt: number;
  createdAt: number;
  /** The last moment at which it can be paid. */
  expiresAt: number;
  state: "NOTPAY" | "SUCCESS" | "CLOSED";
  payment?: { transactionId: string; at: number; payerTotal: number };
  notice?: { id: string; attempts: number; nextAt: number | null; lastStatus: number | null };
};

export type Ledger = {
  get(outTradeNo: string): Order | undefined;
  withCode(pr: string): Order | undefined;
  /** Newest first. */
  all(): Order[];
  /** Written to disk before it returns, so an answer is never given for an order a crash could lose. */
  save(order: Order): void;
};

/** Orders in memory and in a journal of JSON lines, the last line of an order counting; compacted at each start. */
export function openLedger(dir: string): Ledger {
  mkdirSync(dir, { recursive: true });
  const file = path.join(dir, "orders.jsonl");
  const orders = new Map<string, Order>();
  const byCode = new Map<string, string>();
  const keep = (order: Order) => {
    orders.set(order.outTradeNo, order);
    byCode.set(order.pr, order.outTradeNo);
  };
  readLines(file).forEach(keep);
  writeFileSync(`${file}.new`, [...orders.values()].map(line).join(""));
  renameSync(`${file}.new`, file);

  return {
    get: (outTradeNo) => orders.get(outTradeNo),
    withCode: (pr) => orders.get(byCode.get(pr) ?? ""),
    all: () => [...orders.values()].toReversed(),
    save(order) {
      appendFileSync(file, line(order));
      keep(order);
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
        return text ? [JSON.parse(text) as Order] : [];
      } catch {
        // The line that was being written when the process was killed.
        return [];
      }
    });
}
