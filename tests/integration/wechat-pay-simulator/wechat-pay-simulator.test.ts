import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Liberties, openSimulator, type OpenSimulator, type Send, signsByHand } from "../../support/wechat-pay";

/** The rules of WeChat's side, asked by hand: a stand-in that lets a wrong request through would prove nothing. */
describe("the WeChat Pay simulator", () => {
  let simulator: OpenSimulator;
  let send: Send;

  beforeAll(async () => {
    simulator = await openSimulator();
    send = await signsByHand(simulator);
  });
  afterAll(() => simulator.close());

  const newBody = (change: object = {}) => ({
    appid: simulator.credentials.appid,
    mchid: simulator.credentials.mchid,
    description: "报名费",
    out_trade_no: `SIM-${randomUUID().slice(0, 20)}`,
    notify_url: "http://127.0.0.1:9/notify",
    amount: { total: 5000, currency: "CNY" },
    ...change,
  });
  const create = (change: object = {}, take: Liberties = {}) =>
    send("POST", "/v3/pay/transactions/native", JSON.stringify(newBody(change)), take);

  it("takes a request signed by the merchant, and signs its answer", async () => {
    const { status, answer, headers } = await create();
    expect([status, answer.code_url]).toEqual([200, expect.stringMatching(/^weixin:/)]);
    expect(headers.get("wechatpay-serial")).toBe(simulator.credentials.publicKeyId);
  });

  it.each([
    ["signed over another body", { signedBody: "{}" }],
    ["six minutes old", { age: 360 }],
    ["six minutes ahead", { age: -360 }],
    ["of another merchant", { mchid: "1999999999" }],
    ["under another certificate", { serial: "5".repeat(40) }],
    ["without authorization", { headers: { Authorization: "" } }],
  ])("refuses a request %s, without a signature", async (_, liberties) => {
    const { status, code, headers } = await create({}, liberties);
    expect([status, code, headers.get("wechatpay-signature")]).toEqual([401, "SIGN_ERROR", null]);
  });

  it("takes a nonce once", async () => {
    const nonce = randomUUID();
    expect((await create({}, { nonce })).status).toBe(200);
    expect(await create({}, { nonce })).toMatchObject({ status: 401, code: "NONCE_REUSED" });
  });

  it("refuses a request for a key it does not have", async () => {
    expect(await create({}, { headers: { "Wechatpay-Serial": "PUB_KEY_ID_9" } })).toMatchObject({
      status: 400,
      code: "PARAM_ERROR",
    });
  });

  it.each([
    { description: "报名费🎓" },
    { description: "费".repeat(128) },
    { description: "" },
    { attach: null },
    { out_trade_no: "short" },
    { out_trade_no: "x".repeat(33) },
    { out_trade_no: "ORDER 0001" },
    { notify_url: "https://example.edu.cn/notify?id=1" },
    { amount: { total: 0, currency: "CNY" } },
    { amount: { total: 50.5, currency: "CNY" } },
    { amount: { total: 5000, currency: "USD" } },
    { time_expire: "2026-11-24 12:00:00" },
  ])("refuses %j", async (change) => {
    expect(await create(change)).toMatchObject({ status: 400, code: "PARAM_ERROR" });
  });

  it("tells a wrong app from a wrong merchant", async () => {
    expect(await create({ appid: "wx0" })).toMatchObject({ code: "APPID_MCHID_NOT_MATCH" });
    expect(await create({ mchid: "1999999999" })).toMatchObject({ code: "MCH_NOT_EXISTS" });
  });

  it("lets nobody pay after time_expire, which is at least a minute away, and tells by force what a late payment looks like", async () => {
    const { out_trade_no: outTradeNo, ...rest } = newBody({ time_expire: "2020-01-01T00:00:00+08:00" });
    await create({ ...rest, out_trade_no: outTradeNo });
    await simulator.moveClock(50);
    expect(await create({ ...rest, out_trade_no: outTradeNo })).toMatchObject({ status: 200 });
    await simulator.moveClock(70);
    expect(await create({ ...rest, out_trade_no: outTradeNo })).toMatchObject({ status: 400, code: "INVALID_REQUEST" });
    expect(await simulator.pay(outTradeNo, { notify: false })).toMatchObject({
      status: 409,
      body: { code: "EXPIRED" },
    });
    expect(await simulator.pay(outTradeNo, { notify: false, force: true })).toMatchObject({
      status: 200,
      body: { order: { state: "SUCCESS" } },
    });
    expect(await simulator.pay(outTradeNo, { notify: false, force: true })).toMatchObject({
      status: 409,
      body: { code: "PAID" },
    });
    await simulator.moveClock(0);
    expect(await create({ ...rest, out_trade_no: outTradeNo })).toMatchObject({ status: 400, code: "ORDERPAID" });
  });

  it("finds a paid order by its transaction", async () => {
    const { out_trade_no: outTradeNo, ...rest } = newBody();
    await create({ ...rest, out_trade_no: outTradeNo });
    const { body: paid } = await simulator.pay(outTradeNo, { notify: false });
    const path = `/v3/pay/transactions/id/${paid.order.payment.transactionId}`;
    expect((await send("GET", `${path}?mchid=${simulator.credentials.mchid}`)).status).toBe(200);
    expect((await send("GET", `${path}?mchid=1999999999`)).status).toBe(400);
  });

  it("has no certificates for a merchant with the public key only", async () => {
    expect(await send("GET", "/v3/certificates")).toMatchObject({ status: 404, code: "RESOURCE_NOT_EXISTS" });
  });
});
