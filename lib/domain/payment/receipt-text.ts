import { shanghaiRfc3339 } from "@/lib/core/clock";
import { type Fen, fenToYuan } from "@/lib/core/money";

type Paid = {
  outTradeNo: string;
  transactionId: string | null;
  amountFen: Fen;
  successTime: Date | null;
  ledger: readonly { amountFen: Fen }[];
  registration: {
    name: string | null;
    documentMasked: string | null;
    registrationNumber: string | null;
    language: { name: string } | null;
    examSession: { title: string; schoolName: string; contactPhone: string; contactHours: string };
  };
};

const stamp = (instant: Date) => shanghaiRfc3339(instant).slice(0, 19).replace("T", " ");

/** The text of a receipt. It lists refunds, so that nobody can use the receipt to claim more than was really paid. */
export function receiptText(order: Paid, now: Date) {
  const { registration } = order;
  const { examSession } = registration;
  const back = order.ledger.reduce((sum, { amountFen }) => sum - amountFen, 0);
  return {
    school: examSession.schoolName,
    rows: [
      ["考试名称", examSession.title],
      ["报名号", registration.registrationNumber ?? ""],
      ["姓名", registration.name ?? ""],
      ["证件号码", registration.documentMasked ?? ""],
      ["应试语种", registration.language?.name ?? ""],
      ["收费项目", "学士学位外语考试报名费"],
      ["支付方式", "微信支付"],
      ["支付时间", order.successTime ? stamp(order.successTime) : ""],
      ["微信支付单号", order.transactionId ?? ""],
      ["商户订单号", order.outTradeNo],
    ] as [string, string][],
    amount: `人民币 ${fenToYuan(order.amountFen)} 元`,
    refunded:
      back > 0 ? `其中 ${fenToYuan(back)} 元已原路退还，实际缴费 ${fenToYuan(order.amountFen - back)} 元。` : null,
    drawnAt: stamp(now),
    contact: `考务办公室：${examSession.contactPhone}　${examSession.contactHours}`,
  };
}
