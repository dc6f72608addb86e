import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LedgerKind } from "@/lib/adapter/db/enums";
import { deskFilterSchema } from "@/lib/domain/payment/desk-filter";
import { financeTables } from "@/lib/domain/payment/finance-export";
import { readDay, shanghaiDayOf } from "@/lib/core/clock";
import { type FinanceEntry, sumsBy, sumsOf } from "@/lib/domain/payment/finance-sums";
import { receiptText } from "@/lib/domain/payment/receipt-text";
import { readPaymentSearch } from "@/lib/domain/payment/search";
import { writeCsv } from "@/lib/adapter/spreadsheet/write-csv";

const entry = (change: Partial<FinanceEntry> = {}): FinanceEntry => ({
  kind: "CHARGE",
  at: new Date("2026-11-25T15:59:59.999Z"),
  amountFen: 5000,
  waivedFen: 0,
  outTradeNo: "202611252359591979f25c6ba8ae",
  transactionId: "4200179563896428865320262327",
  outRefundNo: null,
  reason: null,
  staff: null,
  second: null,
  name: "张三",
  documentMasked: "4312**********7336",
  registrationNumber: "277365202310071204462369",
  school: "武汉轻工大学",
  language: "英语",
  session: "2026年秋季",
  ...change,
});

describe("what is typed into the desk's search", () => {
  it.each([
    ["202611252359591979f25c6ba8ae", "number"],
    ["R202611252359591979f25c6ba8ae", "number"],
    ["4200179563896428865320262327", "number"],
    ["２７７３６５２０２３１００７１２０４４６２３６９", "registrationNumber"],
    ["2773 6520 2310 0712 0446 2369", "registrationNumber"],
    ["138 0013 8000", "phone"],
    ["43122520010101733x", "document"],
    ["张三", "name"],
    ["Muhammad Abdurrahman Alkhwarizmi", "name"],
  ])("%s is a %s", (typed, kind) => expect(readPaymentSearch(typed)?.kind).toBe(kind));

  it("is nothing when it is blank", () => expect(readPaymentSearch("　 ")).toBeNull());
});

describe("a day", () => {
  it("begins at midnight in Shanghai", () => {
    expect(readDay("2026-11-25")).toEqual(new Date("2026-11-24T16:00:00Z"));
    expect(shanghaiDayOf(new Date("2026-11-24T15:59:59.999Z"))).toBe("2026-11-24");
  });

  it.each(["2026-02-30", "2026-13-01", "0000-00-00", "2026-1-5", "2026-11-25T00:00", "today", ""])(
    "is not %j",
    (text) => expect(readDay(text)).toBeNull(),
  );

  it("and what else the address says is passed over where it makes no sense", () => {
    expect(deskFilterSchema.parse({ status: "OPEN", channel: "H5", day: "2026-11-25", notice: "x" })).toEqual({
      status: "OPEN",
      channel: "H5",
      day: "2026-11-25",
    });
    const passedOver = { status: undefined, channel: undefined, day: undefined };
    expect(deskFilterSchema.parse({ status: "toString", channel: ["H5", "H5"], day: "2026-02-30" })).toEqual(
      passedOver,
    );
  });
});

const entries = fc.array(
  fc.record({
    kind: fc.constantFrom(...Object.values(LedgerKind)),
    amountFen: fc.integer({ min: -100_000, max: 100_000 }),
    waivedFen: fc.nat(5000),
    at: fc.date({ min: new Date("2026-11-20"), max: new Date("2026-11-30"), noInvalidDate: true }),
    school: fc.constantFrom("甲大学", "乙大学", null),
  }),
  { maxLength: 30 },
);

describe("the sums of finance", () => {
  it("leave nothing out and count nothing twice, however they are grouped", () => {
    fc.assert(
      fc.property(entries, (rows) => {
        const all = sumsOf(rows);
        const total = rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect(all.netFen).toBe(total);
        expect(all.charges + all.refunds + all.waivers + all.corrections).toBe(rows.length);
        for (const nameOf of [
          ({ at }: { at: Date }) => shanghaiDayOf(at),
          ({ school }: { school: string | null }) => school ?? "—",
        ]) {
          const groups = sumsBy(rows, (row) => nameOf(row));
          expect(groups.reduce((sum, { sums }) => sum + sums.netFen, 0)).toBe(total);
          expect(groups.reduce((sum, { sums }) => sum + sums.waivedFen, 0)).toBe(all.waivedFen);
        }
      }),
    );
  });

  it("are the last row of each sheet, in yuan to the fen", () => {
    const rows = [
      entry({ amountFen: 1999 }),
      entry({ amountFen: 1, at: new Date("2026-11-25T16:00:00Z"), school: null }),
      entry({ kind: "REFUND", amountFen: -1000, outRefundNo: "R1" }),
      entry({ kind: "WAIVER", amountFen: 0, waivedFen: 5000 }),
      entry({ kind: "CORRECTION", amountFen: -300 }),
    ];
    const { days: perDay, schools: perSchool, lines } = financeTables(rows);
    const sums = [{ count: 2 }, 20, { count: 1 }, 10, { count: 1 }, 50, -3, 7];
    expect(perDay.rows.map(([name]) => name)).toEqual(["2026-11-25", "2026-11-26", "合计"]);
    expect(perDay.rows.at(-1)).toEqual(["合计", ...sums]);
    expect(perSchool.rows.map(([name]) => name)).toEqual(["武汉轻工大学", "未归属", "合计"]);
    expect(perSchool.rows.at(-1)).toEqual(["合计", ...sums]);
    expect(lines.rows.map((row) => row.slice(0, 4))).toEqual([
      ["2026-11-25 23:59:59", "收款", 19.99, 0],
      ["2026-11-26 00:00:00", "收款", 0.01, 0],
      ["2026-11-25 23:59:59", "退款", -10, 0],
      ["2026-11-25 23:59:59", "减免", 0, 50],
      ["2026-11-25 23:59:59", "更正", -3, 0],
    ]);
  });
});

describe("a csv", () => {
  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+86", "'+86"],
    ["-1+1", "'-1+1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["＝1+1", "'＝1+1"],
    ["\t=1", `"'\t=1"`],
    ["4200179563896428865320262327", `"\t4200179563896428865320262327"`],
    ["4312**********7336", "4312**********7336"],
    ['他说："好", 真的', `"他说：""好"", 真的"`],
    ["a\r\nb", `"a\r\nb"`],
    [null, ""],
    [-10, "-10.00"],
    [{ count: 3 }, "3"],
  ])("writes %j as %j", (cell, written) => expect(writeCsv(["甲"], [[cell]])).toBe(`\uFEFF甲\r\n${written}\r\n`));
});

describe("a receipt", () => {
  const paid = {
    outTradeNo: "202611252359591979f25c6ba8ae",
    transactionId: "4200179563896428865320262327",
    amountFen: 5000,
    successTime: new Date("2026-11-25T15:59:59Z"),
    ledger: [],
    registration: {
      name: "张三",
      documentMasked: "4312**********7336",
      registrationNumber: "277365202310071204462369",
      language: { name: "英语" },
      examSession: { title: "2026年秋季", schoolName: "武汉轻工大学", contactPhone: "027-1", contactHours: "工作日" },
    },
  };
  const now = new Date("2026-11-26T00:00:00Z");

  it("says what was paid, by Shanghai's clock", () => {
    const { rows, amount, refunded } = receiptText(paid, now);
    expect(rows).toContainEqual(["支付时间", "2026-11-25 23:59:59"]);
    expect([amount, refunded]).toEqual(["人民币 50.00 元", null]);
  });

  it("is not worth more than what was kept", () => {
    const { refunded } = receiptText({ ...paid, ledger: [{ amountFen: -2000 }, { amountFen: -50 }] }, now);
    expect(refunded).toBe("其中 20.50 元已原路退还，实际缴费 29.50 元。");
  });
});
