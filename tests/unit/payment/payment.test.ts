import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PaymentChannel, PaymentOrderStatus, RegistrationStatus } from "@/lib/adapter/db/enums";
import { channelsFor } from "@/lib/domain/payment/channels";
import { judgePayment, paymentDeadline, type PaymentFact } from "@/lib/domain/payment/judge";
import { expiryFor, feeFor, isOutdated, makeOutTradeNo, orderDescription } from "@/lib/domain/payment/order-terms";
import { pageState } from "@/lib/domain/payment/page-state";
import { type PaymentPhase, paymentPhase } from "@/lib/domain/payment/payment-phase";
import { isPrepayFresh } from "@/lib/domain/payment/prepay-freshness";
import { nextQueryAt } from "@/lib/domain/payment/poll-schedule";

const at = (text: string) => new Date(text);
const plus = (date: Date, ms: number) => new Date(date.getTime() + ms);
const MINUTE = 60_000;

const closesAt = at("2023-10-20T20:00:00+08:00");
const window = { opensAt: at("2023-10-15T00:00:00+08:00"), closesAt };

describe("paymentPhase", () => {
  it.each([
    [plus(window.opensAt, -1), "not_started"],
    [window.opensAt, "open"],
    [plus(window.opensAt, 1), "open"],
    [plus(closesAt, -MINUTE - 1), "open"],
    [plus(closesAt, -MINUTE), "last_minute"],
    [plus(closesAt, -MINUTE + 1), "last_minute"],
    [plus(closesAt, -1), "last_minute"],
    [closesAt, "closed"],
    [plus(closesAt, 1), "closed"],
  ])("%o is %s", (now, phase) => expect(paymentPhase(window, now)).toBe(phase));
});

describe("judge", () => {
  const merchant = { mchid: "1900000001", appid: "wx0000000000000001" };
  const order = { outTradeNo: "20231015120000abc", amountFen: 5000 };
  const fact: PaymentFact = {
    ...merchant,
    outTradeNo: order.outTradeNo,
    transactionId: "4200000000",
    tradeState: "SUCCESS",
    successTime: plus(closesAt, -1),
    amount: 5000,
    currency: "CNY",
  };

  it.each([
    [-1, "settle"],
    [0, "surplus"],
    [1, "surplus"],
  ])("paid %i ms from the close: %s", (shift, verdict) =>
    expect(judgePayment({ ...fact, successTime: plus(closesAt, shift) }, order, merchant, closesAt)).toBe(verdict),
  );

  it.each([
    [{ amount: 4999 }, "amount_mismatch"],
    [{ amount: 5001 }, "amount_mismatch"],
    [{ currency: "USD" }, "amount_mismatch"],
    [{ mchid: "1900000002" }, "merchant_mismatch"],
    [{ appid: "wx0000000000000002" }, "merchant_mismatch"],
    [{ outTradeNo: "20231015120000abd" }, "merchant_mismatch"],
  ])("%o: %s", (change, verdict) =>
    expect(judgePayment({ ...fact, ...change }, order, merchant, closesAt)).toBe(verdict),
  );

  it("settles nothing but the whole amount, in our currency, to us, for this order, in time", () => {
    const few = <T>(...values: [T, ...T[]]) => fc.constantFrom(...values);
    fc.assert(
      fc.property(
        few(merchant.mchid, "1900000002"),
        few(merchant.appid, "wx0000000000000002"),
        few(order.outTradeNo, "OTHER0001"),
        fc.oneof(fc.constant(5000), fc.integer({ min: 0, max: 10_000_000 })),
        few("CNY", "USD"),
        fc.integer({ min: -2 * MINUTE, max: 2 * MINUTE }),
        (mchid, appid, outTradeNo, amount, currency, shift) => {
          const verdict = judgePayment(
            { ...fact, mchid, appid, outTradeNo, amount, currency, successTime: plus(closesAt, shift) },
            order,
            merchant,
            closesAt,
          );
          const ours = mchid === merchant.mchid && appid === merchant.appid && outTradeNo === order.outTradeNo;
          const whole = amount === order.amountFen && currency === "CNY";
          expect(verdict === "settle").toBe(ours && whole && shift < 0);
          expect(verdict === "surplus").toBe(ours && whole && shift >= 0);
          expect(verdict === "merchant_mismatch").toBe(!ours);
        },
      ),
    );
  });

  it("gives an order the longer of its own time and the person's window", () => {
    expect(paymentDeadline({ timeExpire: closesAt }, { closesAt: plus(closesAt, 1) })).toEqual(plus(closesAt, 1));
    expect(paymentDeadline({ timeExpire: plus(closesAt, 1) }, { closesAt })).toEqual(plus(closesAt, 1));
  });
});

describe("an order's terms", () => {
  it("takes the language's fee, also when that is zero, before the session's", () => {
    expect(feeFor({ feeFen: 5000 }, null)).toBe(5000);
    expect(feeFor({ feeFen: 5000 }, { feeFen: null })).toBe(5000);
    expect(feeFor({ feeFen: 5000 }, { feeFen: 8000 })).toBe(8000);
    expect(feeFor({ feeFen: 5000 }, { feeFen: 0 })).toBe(0);
  });

  it("numbers orders in Shanghai time, within WeChat's alphabet and length", () => {
    expect(makeOutTradeNo(at("2023-10-14T16:30:05Z"), "0123456789abcd")).toBe("202310150030050123456789abcd");
    fc.assert(
      fc.property(
        fc.date({ min: at("2020-01-01"), max: at("2100-01-01"), noInvalidDate: true }),
        fc.string(),
        (now, random) => {
          expect(makeOutTradeNo(now, random)).toMatch(/^[0-9A-Za-z]{6,32}$/);
        },
      ),
    );
  });

  it("cuts an expiry to the second", () => {
    expect(expiryFor({ closesAt: plus(closesAt, 999) })).toEqual(closesAt);
    expect(expiryFor({ closesAt })).toEqual(closesAt);
  });

  it.each([
    [{ amountFen: 5000, timeExpire: closesAt }, plus(closesAt, -MINUTE - 1), false],
    [{ amountFen: 5000, timeExpire: closesAt }, plus(closesAt, -MINUTE), true],
    [{ amountFen: 4999, timeExpire: closesAt }, window.opensAt, true],
  ])("%o at %o is outdated: %s", (order, now, outdated) => expect(isOutdated(order, 5000, now)).toBe(outdated));

  it("describes the fee", () => expect(orderDescription({ title: "2023年秋季考试" })).toBe("2023年秋季考试报名费"));
});

describe("isPrepayFresh", () => {
  const prepayAt = at("2023-10-15T08:00:00Z");
  it.each([
    ["NATIVE", 110],
    ["JSAPI", 110],
    ["H5", 4],
  ] as const)("of %s lasts %i minutes, to the millisecond", (channel, minutes) => {
    const fresh = (shift: number) => isPrepayFresh({ channel, prepayAt }, plus(prepayAt, minutes * MINUTE + shift));
    expect([fresh(-1), fresh(0), fresh(1)]).toEqual([true, false, false]);
  });
  it("is not without a time", () => expect(isPrepayFresh({ channel: "NATIVE", prepayAt: null }, prepayAt)).toBe(false));
});

describe("channelsFor", () => {
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
  const android =
    "Mozilla/5.0 (Linux; Android 10; MAR-AL00 Build/HUAWEIMAR-AL00; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0";
  const windows =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

  it.each([
    ["WeChat on iOS", `${phone} MicroMessenger/8.0.50(0x18003237) NetType/WIFI Language/zh_CN`, ["JSAPI", "NATIVE"]],
    [
      "WeChat on Android",
      `${android} Chrome/126.0 XWEB/1260059 MMWEBSDK/20240404 Mobile Safari/537.36 MicroMessenger/8.0.49.2600`,
      ["JSAPI", "NATIVE"],
    ],
    [
      "WeChat on Android, by QQ's engine",
      `${android} MQQBrowser/6.2 TBS/046317 Mobile Safari/537.36 MMWEBID/5126 MicroMessenger/8.0.38.2400(0x28002639) WeChat/arm64`,
      ["JSAPI", "NATIVE"],
    ],
    [
      "WeChat on HarmonyOS",
      "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.6.35(0xf380061f) Weixin NetType/WIFI",
      ["JSAPI", "NATIVE"],
    ],
    [
      "WeChat on a Mac",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/6.8.0(0x16080000) MacWechat/3.8.6(0x13080610)",
      ["JSAPI", "NATIVE"],
    ],
    [
      "WeChat for Work on Windows",
      `${windows} NetType/WIFI MicroMessenger/7.0.20.1781 WindowsWechat wxwork/4.1.22`,
      ["NATIVE"],
    ],
    [
      "WeChat on Windows",
      `${windows} NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13)`,
      ["JSAPI", "NATIVE"],
    ],
    ["WeChat for Work", `${phone} wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh`, ["H5", "NATIVE"]],
    ["Safari on iOS", `${phone} Version/17.5 Safari/604.1`, ["H5", "NATIVE"]],
    ["Chrome on Android", `${android} Chrome/126.0 Mobile Safari/537.36`, ["H5", "NATIVE"]],
    [
      "Huawei's browser",
      `${android} Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36`,
      ["H5", "NATIVE"],
    ],
    ["QQ's browser", `${android} Chrome/109.0 MQQBrowser/15.2 Mobile Safari/537.36 COVC/046915`, ["H5", "NATIVE"]],
    ["QQ's browser on iOS", `${phone} MQQBrowser/15.0.1 Safari/604.1 QBWebViewUA/2`, ["H5", "NATIVE"]],
    ["Quark on Android", `${android} Chrome/100.0 Quark/7.1.5.680 Mobile Safari/537.36`, ["H5", "NATIVE"]],
    ["UC", `${android} Chrome/100.0 UCBrowser/16.5.6.1312 Mobile Safari/537.36`, ["H5", "NATIVE"]],
    [
      "HarmonyOS",
      "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 ArkWeb/4.1.6.1 Mobile",
      ["H5", "NATIVE"],
    ],
    [
      "an Android tablet",
      "Mozilla/5.0 (Linux; Android 12; HUAWEI MatePad) AppleWebKit/537.36 Chrome/110.0 Safari/537.36",
      ["H5", "NATIVE"],
    ],
    ["Edge on Windows", `${windows} Edg/126.0.0.0`, ["NATIVE"]],
    [
      "Safari on a Mac",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15",
      ["NATIVE"],
    ],
    [
      "an iPad, which says that it is a Mac",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
      ["NATIVE"],
    ],
    [
      "an old iPad",
      "Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 Version/12.1.2 Safari/604.1",
      ["H5", "NATIVE"],
    ],
    ["nothing", "", ["NATIVE"]],
  ])("in %s", (_browser, userAgent, channels) => expect(channelsFor(userAgent, true)).toEqual(channels));

  it("has no bridge where the installation cannot ask who its visitor is", () => {
    expect(channelsFor(`${phone} MicroMessenger/8.0.50`, false)).toEqual(["NATIVE"]);
  });
});

describe("nextQueryAt", () => {
  const order = { createdAt: window.opensAt, timeExpire: closesAt };
  const after = (age: number) =>
    nextQueryAt(order, 30_000, plus(order.createdAt, age)).getTime() - order.createdAt.getTime() - age;

  it.each([
    [0, 30_000],
    [5 * MINUTE - 1, 30_000],
    [5 * MINUTE, 2 * MINUTE],
    [30 * MINUTE, 5 * MINUTE],
    [2 * 60 * MINUTE, 30 * MINUTE],
  ])("an order of %i ms is asked about again in %i ms", (age, pause) => expect(after(age)).toBe(pause));

  it("never sleeps past the expiry and never stands still", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7 * 24 * 60 * MINUTE }),
        fc.integer({ min: 1000, max: 3_600_000 }),
        (age, base) => {
          const now = plus(order.createdAt, age);
          const next = nextQueryAt(order, base, now);
          expect(next > now).toBe(true);
          expect(now >= closesAt || next <= closesAt).toBe(true);
        },
      ),
    );
  });
});

describe("pageState", () => {
  const now = plus(window.opensAt, 60 * MINUTE);
  const order = (status: PaymentOrderStatus, change: object = {}) => ({
    status,
    channel: "NATIVE" as PaymentChannel,
    amountFen: 5000,
    prepay: "weixin://wxpay/bizpayurl?pr=1",
    prepayAt: now,
    timeExpire: closesAt,
    exceptions: [] as unknown[],
    ...change,
  });
  const kind = (
    orders: ReturnType<typeof order>[],
    phase: PaymentPhase = "open",
    status: RegistrationStatus = "APPROVED",
  ) => pageState({ status, phase, feeFen: 5000, orders, here: ["H5", "NATIVE"] }, now).kind;

  it.each([
    ["no order", [], "confirm"],
    ["an open order", [order("OPEN")], "pay"],
    ["an open order behind a closed one", [order("OPEN"), order("CLOSED")], "pay"],
    ["a closed order", [order("CLOSED")], "confirm"],
    ["a half-made order", [order("CREATING", { prepay: null, prepayAt: null })], "creating"],
    ["an old code", [order("OPEN", { prepayAt: plus(now, -110 * MINUTE) })], "renew"],
    ["an order of this phone's browser", [order("OPEN", { channel: "H5" })], "pay"],
    [
      "an address of this phone's browser that is four minutes old",
      [order("OPEN", { channel: "H5", prepayAt: plus(now, -4 * MINUTE) })],
      "renew",
    ],
    ["an order that was made inside WeChat", [order("OPEN", { channel: "JSAPI" })], "elsewhere"],
    ["a half-made one of there", [order("CREATING", { channel: "JSAPI", prepay: null })], "elsewhere"],
    ["another fee than the order's", [order("OPEN", { amountFen: 4000 })], "renew"],
    ["a case about the open order", [order("OPEN", { exceptions: [{}] })], "checking"],
    ["money owed back", [order("SURPLUS", { exceptions: [{}] })], "confirm"],
  ])("%s: %s", (_what, orders, expected) => expect(kind(orders)).toBe(expected));

  it("never shows a code outside the window's open part", () => {
    for (const phase of ["not_started", "last_minute", "closed"] as const)
      expect(kind([order("OPEN")], phase)).toBe(phase);
  });

  it("calls paid what is PAID and nothing else, whatever the orders say", () => {
    for (const status of Object.values(RegistrationStatus)) {
      for (const orderStatus of Object.values(PaymentOrderStatus)) {
        expect(kind([order(orderStatus)], "open", status) === "paid").toBe(status === "PAID");
      }
    }
  });
});
