import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";
import type { Order } from "./wechat-pay-simulator/ledger";

type Paid = { outTradeNo: string; amountFen: number; transactionId: string; successTime: Date; createdAt: Date; timeExpire: Date };

/**
 * Enters the payments of people who do not exist into the simulator's journal, so that its bills and its answers know them too: otherwise tomorrow's
 * comparison would find every one of them missing. Without a simulator there is nothing to enter.
 */
export async function tellSimulator(payments: readonly Paid[]): Promise<void> {
  const journal = path.join(env().DATA_DIR, "wechat-pay", "orders.jsonl");
  if (payments.length === 0 || !existsSync(journal)) return;
  await appendFile(journal, payments.map((payment) => `${JSON.stringify(orderOf(payment))}\n`).join(""));
}

const orderOf = ({ outTradeNo, amountFen, transactionId, successTime, createdAt, timeExpire }: Paid): Order => ({
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
