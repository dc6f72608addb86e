import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BillRow, compareBill } from "@/lib/domain/payment/bill-comparison";
import { readTradeBill } from "@/lib/adapter/wechat-pay/trade-bill";

const header =
  "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";

type Line = {
  at?: string;
  transactionId?: string;
  state?: string;
  name?: string;
  total?: string;
  settled?: string;
  refundNo?: string;
  refund?: string;
};
const line = ({ at, transactionId, state, name, total, settled, refundNo, refund }: Line) =>
  [
    at ?? "2026-11-24 23:59:59",
    "wx1",
    "1900",
    "0",
    "",
    transactionId ?? "42001",
    "ORDER0001",
    "oPayer",
    "NATIVE",
    state ?? "SUCCESS",
    "OTHERS",
    "CNY",
    settled ?? "19.99",
    "0.00",
    refundNo ? "50001" : "0",
    refundNo ?? "0",
    refund ?? "0.00",
    "0.00",
    "",
    refundNo ? "SUCCESS" : "",
    name ?? "报名费",
    "",
    "0.12000",
    "0.60%",
    total ?? "19.99",
    refund ?? "0.00",
    "",
  ]
    .map((field) => `\`${field}`)
    .join(",");
const file = (lines: string[], count = lines.length) =>
  `\uFEFF${[header, ...lines, "总交易单数,应结订单总金额", `\`${count},\`19.99`].join("\r\n")}\r\n`;

describe("readTradeBill", () => {
  it("reads payments and refunds, in fen and without floats, by Shanghai's clock", () => {
    const rows = readTradeBill(file([line({}), line({ state: "REFUND", refundNo: "R1", refund: "9.9" })]));
    expect(rows).toEqual([
      {
        kind: "payment",
        at: new Date("2026-11-24T15:59:59Z"),
        transactionId: "42001",
        outTradeNo: "ORDER0001",
        amountFen: 1999,
      },
      {
        kind: "refund",
        at: new Date("2026-11-24T15:59:59Z"),
        transactionId: "42001",
        outTradeNo: "ORDER0001",
        weChatId: "50001",
        outRefundNo: "R1",
        amountFen: 990,
      },
    ]);
  });

  it("does not stumble over commas in names", () => {
    expect(readTradeBill(file([line({ name: "报名费,英语,秋季" })]))).toHaveLength(1);
    // Of another business of the same merchant.
    expect(readTradeBill(file([line({}), line({ state: "REVOKED" })]))).toHaveLength(1);
  });

  it.each(["报名费,`英语", "`,`,`", ",`", "报名费\n第二行", "报名费\r\n`总计,`9"])(
    "reads a line whose goods are called %j by its columns",
    (name) => {
      const refund = line({ name, state: "REFUND", refundNo: "R1", refund: "9.90", total: "50.00" });
      expect(
        readTradeBill(file([line({ name, total: "50.00" }), refund, line({ transactionId: "42002" })])),
      ).toMatchObject([
        { kind: "payment", transactionId: "42001", outTradeNo: "ORDER0001", amountFen: 5000 },
        { kind: "refund", outRefundNo: "R1", amountFen: 990 },
        { kind: "payment", transactionId: "42002", amountFen: 1999 },
      ]);
    },
  );

  it("takes what the order cost, not what is left of it after the merchant's own coupon", () => {
    expect(readTradeBill(file([line({ total: "50.00", settled: "45.00" })]))?.[0]).toMatchObject({ amountFen: 5000 });
  });

  it("knows a day without trades", () => expect(readTradeBill(file([]))).toEqual([]));

  it.each([
    ["nothing", ""],
    ["a page of something else", "<html>"],
    ["a bill without its summary", `\uFEFF${header}\r\n${line({})}\r\n`],
    ["a bill that lost a line on its way", file([line({})], 2)],
    ["a line that is cut", file([line({}).slice(0, 40)])],
    ["a line without a time", file([line({ at: "昨天" })])],
    ["an amount that is none", file([line({ total: "19.999" })])],
    ["a state nobody has told us of", file([line({ state: "PARTIAL" })])],
  ])("refuses %s whole", (_what, text) => expect(readTradeBill(text)).toBeNull());
});

describe("compareBill", () => {
  const at = new Date("2026-11-24T04:00:00Z");
  const paid = (transactionId: string, amountFen = 5000): BillRow => ({
    kind: "payment",
    at,
    transactionId,
    outTradeNo: "O1",
    amountFen,
  });
  const back = (outRefundNo: string, amountFen = 5000): BillRow => ({
    kind: "refund",
    at,
    transactionId: "T1",
    outTradeNo: "O1",
    outRefundNo,
    amountFen,
  });
  const charge = (transactionId: string, onThisDay = true, amountFen = 5000) => ({
    transactionId,
    outTradeNo: "O1",
    orderId: "o1",
    amountFen,
    onThisDay,
  });
  const refund = (outRefundNo: string, overdue = false, amountFen = 5000) => ({
    id: `id-${outRefundNo}`,
    outRefundNo,
    transactionId: "T1",
    orderId: "o1",
    amountFen,
    overdue,
  });
  const kinds = (rows: BillRow[], ours: Partial<Parameters<typeof compareBill>[1]>) =>
    compareBill(rows, { orders: [], charges: [], refunds: [], ...ours }).map(({ kind, reference }) => [
      kind,
      reference,
    ]);

  it("finds nothing where both sides say the same", () => {
    expect(kinds([paid("T1"), back("R1")], { charges: [charge("T1")], refunds: [refund("R1")] })).toEqual([]);
  });

  it("finds what one side has and the other has not, and what differs", () => {
    expect(kinds([paid("T1")], {})).toEqual([["BILL_UNKNOWN_PAYMENT", "T1"]]);
    expect(kinds([], { charges: [charge("T1")] })).toEqual([["BILL_MISSING_PAYMENT", "T1"]]);
    expect(kinds([paid("T1", 4999)], { charges: [charge("T1")] })).toEqual([["BILL_PAYMENT_DIFFERS", "T1"]]);
    expect(kinds([back("R1")], {})).toEqual([["BILL_UNKNOWN_REFUND", "R1"]]);
    expect(kinds([], { refunds: [refund("R1", true)] })).toEqual([["BILL_MISSING_REFUND", "R1"]]);
    expect(kinds([back("R1", 1)], { refunds: [refund("R1")] })).toEqual([["BILL_REFUND_DIFFERS", "R1"]]);
  });

  it("ties what it finds to the order of its number, whether the money was entered or not", () => {
    const found = compareBill([paid("T1"), back("R1")], {
      orders: [{ id: "o1", outTradeNo: "O1" }],
      charges: [],
      refunds: [],
    });
    expect(found.map(({ kind, orderId }) => [kind, orderId])).toEqual([
      ["BILL_UNKNOWN_PAYMENT", "o1"],
      ["BILL_UNKNOWN_REFUND", "o1"],
    ]);
  });

  it("misses nothing of another day", () => {
    expect(kinds([], { charges: [charge("T1", false)], refunds: [refund("R1", false)] })).toEqual([]);
  });

  it("is empty exactly when the two sides are equal, whatever they hold", () => {
    const side = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^T[0-9]$/), fen: fc.integer({ min: 1, max: 3 }) }), {
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(side, side, (bill, ledger) => {
        const found = kinds(
          bill.map(({ id, fen }) => paid(id, fen)),
          { charges: ledger.map(({ id, fen }) => charge(id, true, fen)) },
        );
        const sum = (rows: typeof bill) => new Map(rows.map(({ id, fen }) => [id, fen]));
        const [theirs, ours] = [sum(bill), sum(ledger)];
        const all = new Set([...theirs.keys(), ...ours.keys()]);
        expect(found).toHaveLength([...all].filter((id) => theirs.get(id) !== ours.get(id)).length);
      }),
    );
  });
});
