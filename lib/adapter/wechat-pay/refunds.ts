import { z } from "zod";
import type { Fen } from "@/lib/core/money";
import { unknown, type Answer } from "@/lib/adapter/wechat-pay/answer";
import { cleanText } from "@/lib/adapter/wechat-pay/clean-text";
import type { Connection } from "@/lib/adapter/wechat-pay/connection";

const outRefundNoPattern = /^[0-9A-Za-z_-]{1,64}$/;

/**
 * A request for a refund. Its number makes it one refund, however often it is sent. Amounts in fen; `total` is the
 * amount of the order.
 */
export type RefundWish = {
  transactionId: string;
  outRefundNo: string;
  reason: string;
  refund: Fen;
  total: Fen;
  notifyUrl: string;
};

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const statuses = z.enum(["SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL"]);
const amounts = z.object({ refund: z.number().int().min(0), total: z.number().int().min(0) });
const always = {
  refund_id: z.string().min(1),
  out_refund_no: z.string(),
  transaction_id: z.string(),
  out_trade_no: z.string(),
};

/**
 * A refund in WeChat's response. Accepted does not mean done: only `SUCCESS` means that the money was returned. Amounts
 * in fen.
 */
export type RefundFact = {
  outRefundNo: string;
  weChatId: string;
  transactionId: string;
  status: z.output<typeof statuses>;
  successTime: Date | null;
  refund: Fen;
  total: Fen;
};

const toFact = (wire: z.output<typeof answered> | z.output<typeof notified>): RefundFact => ({
  outRefundNo: wire.out_refund_no,
  weChatId: wire.refund_id,
  transactionId: wire.transaction_id,
  status: "status" in wire ? wire.status : wire.refund_status,
  successTime: wire.success_time ?? null,
  refund: wire.amount.refund,
  total: wire.amount.total,
});

const answered = z.object({ ...always, status: statuses, success_time: instant.optional(), amount: amounts });
const notified = z.object({
  ...always,
  mchid: z.string(),
  refund_status: statuses,
  success_time: instant.optional(),
  amount: amounts,
});

/** The decrypted content of a refund's notification. */
export const refundNotificationSchema = notified.transform((wire) => ({ mchid: wire.mchid, refund: toFact(wire) }));

/**
 * Asks for a refund, or learns how the one of that number stands. A refusal may be NOT_ENOUGH: send the same again
 * later.
 */
export async function createRefund(connection: Connection, wish: RefundWish): Promise<Answer<RefundFact>> {
  checkOutRefundNo(wish.outRefundNo);
  const reason = cleanText(wish.reason, 80);
  const body = {
    transaction_id: wish.transactionId,
    out_refund_no: wish.outRefundNo,
    ...(reason && { reason }),
    notify_url: wish.notifyUrl,
    amount: { refund: wish.refund, total: wish.total, currency: "CNY" },
  };
  return readRefund(await connection.call((library) => library.refunds(body)), wish.outRefundNo);
}

/** Queries a refund at WeChat. `refund_not_exist`: WeChat has not received it, or not yet. */
export async function queryRefund(
  connection: Connection,
  outRefundNo: string,
): Promise<Answer<RefundFact | "refund_not_exist">> {
  checkOutRefundNo(outRefundNo);
  const answer = await connection.call((library) => library.find_refunds(outRefundNo));
  const absent = !answer.ok && answer.error.kind === "api" && answer.error.code === "RESOURCE_NOT_EXISTS";
  return absent ? { ok: true, value: "refund_not_exist" } : readRefund(answer, outRefundNo);
}

function readRefund(answer: Awaited<ReturnType<Connection["call"]>>, outRefundNo: string): Answer<RefundFact> {
  if (!answer.ok) return answer;
  const parsed = answered.safeParse(answer.value.data);
  if (!parsed.success) return unknown("unreadable");
  return parsed.data.out_refund_no === outRefundNo ? { ok: true, value: toFact(parsed.data) } : unknown("foreign");
}

/** The library puts the number into the path as it is. */
function checkOutRefundNo(outRefundNo: string): void {
  if (!outRefundNoPattern.test(outRefundNo)) throw new RangeError("out_refund_no must be 1 to 64 of [0-9A-Za-z_-]");
}
