import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";
import type { Rows } from "./rows";
import type { Order, Refund } from "@/lib/wechat-pay-simulator/ledger";

type Money = Pick<Rows, "orders" | "refunds" | "ledger">;

/**
 * Adds the payments and refunds of demo candidates to the simulator's journal. Otherwise tomorrow's comparison of the
 * bill would miss every one of them. Does nothing when no simulator is used.
 */
export async function tellSimulator({ orders, refunds, ledger }: Money): Promise<void> {
  const journal = path.join(env().DATA_DIR, "wechat-pay", "orders.jsonl");
  if (orders.length === 0 || !existsSync(journal)) return;
  const numbers = new Map(
    ledger.flatMap(({ refundId, outTradeNo }) => (refundId ? [[refundId, outTradeNo] as const] : [])),
  );
  const told = orders.map((order) => ({
    ...orderOf(order),
    refunds: refunds.filter(({ id }) => numbers.get(id) === order.outTradeNo).map(refundTold),
  }));
  await appendFile(journal, told.map((order) => `${JSON.stringify(order)}\n`).join(""));
}

const refundTold = ({ outRefundNo, amountFen, reason, createdAt, successTime }: Rows["refunds"][number]): Refund => ({
  outRefundNo,
  refundId: `5030${outRefundNo}`,
  parameters: "",
  amount: amountFen,
  reason,
  notifyUrl: "",
  createdAt: createdAt.getTime(),
  status: "SUCCESS",
  successAt: successTime.getTime(),
});

const orderOf = ({
  outTradeNo,
  amountFen,
  transactionId,
  successTime,
  createdAt,
  timeExpire,
}: Rows["orders"][number]): Order => ({
  outTradeNo,
  tradeType: "NATIVE",
  parameters: "",
  description: "报名费",
  notifyUrl: "",
  attach: "",
  total: amountFen,
  pr: outTradeNo,
  codeIssuedAt: createdAt.getTime(),
  createdAt: createdAt.getTime(),
  expiresAt: timeExpire.getTime(),
  state: "SUCCESS",
  payment: { transactionId, at: successTime.getTime(), payerTotal: amountFen, openid: "oSimulatedPayer00000000000000" },
  refunds: [],
});
