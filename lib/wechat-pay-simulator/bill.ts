import { createHash, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Account } from "./account";
import type { Ledger, Order, Refund } from "./ledger";
import { refusal, type Reply } from "./reply";
import { shanghaiTime } from "./transaction";

const TOKEN_LIFE_MS = 5 * 60_000;

const columns = [
  "交易时间",
  "公众账号ID",
  "商户号",
  "特约商户号",
  "设备号",
  "微信订单号",
  "商户订单号",
  "用户标识",
  "交易类型",
  "交易状态",
  "付款银行",
  "货币种类",
  "应结订单金额",
  "代金券金额",
  "微信退款单号",
  "商户退款单号",
  "退款金额",
  "充值券退款金额",
  "退款类型",
  "退款状态",
  "商品名称",
  "商户数据包",
  "手续费",
  "费率",
  "订单金额",
  "申请退款金额",
  "费率备注",
];

/**
 * Changes to the bills for a test: lines left out, by transaction or refund number; changed amounts; payments that
 * nobody made.
 */
export type BillChanges = {
  drop: string[];
  alter: Record<string, number>;
  add: { transactionId: string; outTradeNo: string; total: number; at: number }[];
  spoilHash: boolean;
  creating: boolean;
};

export const noChanges = (): BillChanges => ({ drop: [], alter: {}, add: [], spoilHash: false, creating: false });

export type BillDesk = { changes: BillChanges; files: Map<string, { bytes: Buffer; until: number }> };

/** GET /v3/bill/tradebill: announces the file of a day. */
export function announceBill(account: Account, ledger: Ledger, desk: BillDesk, url: URL, now: number): Reply {
  const day = url.searchParams.get("bill_date") ?? "";
  const type = url.searchParams.get("bill_type") ?? "ALL";
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !["ALL", "SUCCESS", "REFUND"].includes(type))
    return refusal(400, "PARAM_ERROR", "账单日期格式不正确");
  if (desk.changes.creating || day >= shanghaiTime(now).slice(0, 10))
    return refusal(400, "STATEMENT_CREATING", "账单生成中，请稍后再试");
  const lines = linesOf(account, ledger, desk.changes, day).filter(
    ({ refund }) => type === "ALL" || refund === (type === "REFUND"),
  );
  if (lines.length === 0) return refusal(400, "NO_STATEMENT_EXIST", "账单文件不存在");

  const text = Buffer.from(writeBill(lines));
  const token = randomBytes(24).toString("base64url");
  const bytes = url.searchParams.get("tar_type") === "GZIP" ? gzipSync(text) : text;
  desk.files.set(token, { bytes, until: now + TOKEN_LIFE_MS });
  const hash = createHash("sha1").update(text).digest("hex");
  return {
    status: 200,
    body: {
      download_url: `https://api.mch.weixin.qq.com/v3/billdownload/file?token=${token}`,
      hash_type: "SHA1",
      hash_value: desk.changes.spoilHash ? "0".repeat(40) : hash,
    },
  };
}

/** GET /v3/billdownload/file: the file itself; null when the token is unknown or too old. */
export function billFile(desk: BillDesk, url: URL, now: number): Buffer | null {
  const file = desk.files.get(url.searchParams.get("token") ?? "");
  return file && now <= file.until ? file.bytes : null;
}

type Line = { refund: boolean; total: number; given: number; fields: string[] };

function linesOf(account: Account, ledger: Ledger, { drop, alter, add }: BillChanges, day: string): Line[] {
  const ofDay = (at: number) => shanghaiTime(at).startsWith(day);
  const orders = ledger.all().toReversed();
  const payments = orders.flatMap((order) => {
    const { payment } = order;
    if (!payment || !ofDay(payment.at) || drop.includes(payment.transactionId)) return [];
    return [paymentLine(account, { ...order, total: alter[payment.transactionId] ?? order.total }, payment)];
  });
  const invented = add
    .filter(({ at }) => ofDay(at))
    .map(({ transactionId, outTradeNo, total, at }) =>
      paymentLine(
        account,
        { outTradeNo, total, tradeType: "NATIVE", description: "另一系统", attach: "" },
        { transactionId, at, openid: "" },
      ),
    );
  const refunds = orders.flatMap((order) =>
    order.refunds
      .filter((refund) => refund.status !== "CLOSED" && ofDay(refund.createdAt) && !drop.includes(refund.outRefundNo))
      .map((refund) => refundLine(account, order, { ...refund, amount: alter[refund.outRefundNo] ?? refund.amount })),
  );
  return [...payments, ...invented, ...refunds];
}

type Paid = Pick<Order, "outTradeNo" | "total" | "tradeType" | "description" | "attach">;
type Payment = { transactionId: string; at: number; openid: string };

const paymentLine = (account: Account, order: Paid, payment: Payment): Line => ({
  refund: false,
  total: order.total,
  given: 0,
  fields: fieldsOf(account, order, payment, { state: "SUCCESS", at: payment.at, total: order.total, refund: null }),
});

const refundLine = (account: Account, order: Order, refund: Refund): Line => ({
  refund: true,
  total: 0,
  given: refund.amount,
  fields: fieldsOf(account, order, order.payment ?? { transactionId: "", at: 0, openid: "" }, {
    state: "REFUND",
    at: refund.createdAt,
    total: 0,
    refund,
  }),
});

type Told = { state: "SUCCESS" | "REFUND"; at: number; total: number; refund: Refund | null };

function fieldsOf(
  { credentials }: Account,
  order: Paid,
  payment: Payment,
  { state, at, total, refund }: Told,
): string[] {
  const time = shanghaiTime(at).slice(0, 19).replace("T", " ");
  const given = yuan(refund?.amount ?? 0);
  return [
    time,
    credentials.appid,
    credentials.mchid,
    "0",
    "",
    payment.transactionId,
    order.outTradeNo,
    payment.openid,
    order.tradeType,
    state,
    "OTHERS",
    "CNY",
    yuan(total),
    "0.00",
    refund?.refundId ?? "0",
    refund?.outRefundNo ?? "0",
    given,
    "0.00",
    refund ? "ORIGINAL" : "",
    refund?.status ?? "",
    order.description,
    order.attach,
    "0.00000",
    "0.60%",
    yuan(total),
    given,
    "",
  ];
}

const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

const written = (fields: readonly string[]) => fields.map((field) => `\`${field}`).join(",");

function writeBill(lines: readonly Line[]): string {
  const sum = (pick: (line: Line) => number) => yuan(lines.reduce((total, one) => total + pick(one), 0));
  const summary = [
    String(lines.length),
    sum(({ total }) => total),
    sum(({ given }) => given),
    "0.00",
    "0.00000",
    sum(({ total }) => total),
  ];
  return [
    `\uFEFF${columns.join(",")}`,
    ...lines.map(({ fields }) => written(fields)),
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额",
    written(summary),
    "",
  ].join("\r\n");
}
