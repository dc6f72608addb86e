import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Aes, Formatter, Hash, Rsa, Wechatpay } from "wechatpay-axios-plugin";
import { shanghaiRfc3339 } from "@/lib/core/clock";
import type { KeyMode } from "@/lib/wechat-pay-simulator/account";
import { openInbox, openSimulator, type OpenSimulator } from "../../support/wechat-pay";

/**
 * Somebody else's client speaks with the simulator, and verifies every answer: what it accepts is WeChat's protocol and
 * not only what our own adapter happens to understand.
 */
describe.each(["public-key", "certificate", "mixed"] as const)("an independent client in %s mode", (mode: KeyMode) => {
  type Answer = { status: number; data: Record<string, never> };
  type Chained = { get(options?: object): Promise<Answer>; post(body: object, options?: object): Promise<Answer> };
  let simulator: OpenSimulator;
  let inbox: Awaited<ReturnType<typeof openInbox>>;
  let at: (path: string) => Chained;
  /** Notifications are under the certificate as long as the merchant has one. */
  let notificationKey: string;

  beforeAll(async () => {
    simulator = await openSimulator(mode);
    inbox = await openInbox();
    const {
      mchid,
      merchantSerial,
      merchantKeyFile,
      publicKeyId,
      publicKeyFile,
      platformSerial,
      platformPublicKeyFile,
    } = simulator.credentials;
    const serial = mode === "certificate" ? platformSerial : publicKeyId;
    const certs = {
      ...(mode !== "certificate" && { [publicKeyId]: await readFile(publicKeyFile, "utf8") }),
      ...(mode !== "public-key" && { [platformSerial]: await readFile(platformPublicKeyFile, "utf8") }),
    };
    notificationKey = certs[platformSerial] ?? certs[publicKeyId] ?? "";
    const client = new Wechatpay({
      mchid,
      serial: merchantSerial,
      privateKey: await readFile(merchantKeyFile, "utf8"),
      certs,
      baseURL: `${simulator.url()}/`,
      headers: { "Wechatpay-Serial": serial },
    }) as unknown as { chain(path: string): Chained };
    at = (path) => client.chain(path);
  });
  afterAll(async () => {
    await simulator.close();
    await inbox.close();
  });

  const order = (change: object = {}) => ({
    appid: simulator.credentials.appid,
    mchid: simulator.credentials.mchid,
    description: "报名费",
    out_trade_no: `PEER${randomUUID().replaceAll("-", "").slice(0, 20)}`,
    notify_url: inbox.url,
    amount: { total: 5000, currency: "CNY" },
    ...change,
  });
  const created = async (change: object = {}) => {
    const body = order(change);
    await at("v3/pay/transactions/native").post(body);
    return body.out_trade_no;
  };
  const refusal = async (asking: Promise<Answer>) =>
    asking.then(
      () => ({ status: 0, code: "accepted" }),
      (error: { response?: { status: number; data: { code: string } } }) => ({
        status: error.response?.status ?? 0,
        code: error.response?.data.code ?? "not even an answer",
      }),
    );

  it("makes orders of every kind", async () => {
    expect((await at("v3/pay/transactions/native").post(order())).data).toMatchObject({
      code_url: expect.stringMatching(/^weixin:\/\//) as unknown,
    });
    expect((await at("v3/pay/transactions/jsapi").post(order({ payer: { openid: "oPeer" } }))).data).toMatchObject({
      prepay_id: expect.stringMatching(/^wx/) as unknown,
    });
    const scene = { scene_info: { payer_client_ip: "203.0.113.7", h5_info: { type: "Wap" } } };
    expect((await at("v3/pay/transactions/h5").post(order(scene))).data).toMatchObject({
      h5_url: expect.stringContaining("prepay_id=wx") as unknown,
    });
    expect(await refusal(at("v3/pay/transactions/jsapi").post(order()))).toEqual({ status: 400, code: "PARAM_ERROR" });
    expect(await refusal(at("v3/pay/transactions/h5").post(order()))).toEqual({ status: 400, code: "PARAM_ERROR" });
  });

  it("takes a number for one kind of order only", async () => {
    const number = await created();
    const again = order({ out_trade_no: number, payer: { openid: "oPeer" } });
    expect(await refusal(at("v3/pay/transactions/jsapi").post(again))).toEqual({
      status: 400,
      code: "INVALID_REQUEST",
    });
  });

  it("asks and closes, with an empty answer that is signed as well", async () => {
    const number = await created();
    const params = { mchid: simulator.credentials.mchid };
    expect((await at(`v3/pay/transactions/out-trade-no/${number}`).get({ params })).data).toMatchObject({
      trade_state: "NOTPAY",
    });
    expect((await at(`v3/pay/transactions/out-trade-no/${number}/close`).post(params)).status).toBe(204);
    expect((await at(`v3/pay/transactions/out-trade-no/${number}`).get({ params })).data).toMatchObject({
      trade_state: "CLOSED",
    });
  });

  it("verifies and opens the notification of a payment, and of the refund that follows", async () => {
    const number = await created();
    await simulator.pay(number);
    const opened = (index: number) => {
      const { headers, body } = inbox.received.at(index) ?? { headers: new Headers(), body: "" };
      const [timestamp = "", nonce = "", signature = ""] = ["timestamp", "nonce", "signature"].map(
        (name) => headers.get(`wechatpay-${name}`) ?? "",
      );
      expect(Rsa.verify(Formatter.response(timestamp, nonce, body), signature, notificationKey)).toBe(true);
      const { event_type, resource } = JSON.parse(body) as {
        event_type: string;
        resource: Record<"ciphertext" | "nonce" | "associated_data", string>;
      };
      const plain = Aes.AesGcm.decrypt(
        resource.ciphertext,
        simulator.credentials.apiV3Key,
        resource.nonce,
        resource.associated_data,
      );
      return { event_type, ...(JSON.parse(plain) as object) } as Record<string, unknown>;
    };
    const paid = opened(-1);
    expect(paid).toMatchObject({
      event_type: "TRANSACTION.SUCCESS",
      out_trade_no: number,
      trade_state: "SUCCESS",
      amount: { total: 5000 },
    });

    const body = {
      transaction_id: paid["transaction_id"],
      out_refund_no: `R${number}`,
      reason: "退考",
      notify_url: inbox.url,
      amount: { refund: 2000, total: 5000, currency: "CNY" },
    };
    const first = await at("v3/refund/domestic/refunds").post(body);
    expect(first.data).toMatchObject({ status: "PROCESSING", amount: { refund: 2000, total: 5000 } });
    expect((await at("v3/refund/domestic/refunds").post(body)).data).toEqual(first.data);
    const more = { ...body, out_refund_no: `S${number}`, amount: { ...body.amount, refund: 3001 } };
    expect(await refusal(at("v3/refund/domestic/refunds").post(more))).toEqual({
      status: 400,
      code: "INVALID_REQUEST",
    });

    await simulator.control("POST", "refund", { out_refund_no: `R${number}`, status: "SUCCESS" });
    expect((await at(`v3/refund/domestic/refunds/R${number}`).get()).data).toMatchObject({ status: "SUCCESS" });
    expect(opened(-1)).toMatchObject({
      event_type: "REFUND.SUCCESS",
      out_refund_no: `R${number}`,
      refund_status: "SUCCESS",
      amount: { refund: 2000 },
    });
    const params = { mchid: simulator.credentials.mchid };
    expect((await at(`v3/pay/transactions/out-trade-no/${number}`).get({ params })).data).toMatchObject({
      trade_state: "REFUND",
    });
  });

  it("fetches a day's bill, whose hash holds, and reads it", async () => {
    const today = shanghaiRfc3339(new Date()).slice(0, 10);
    expect(await refusal(at("v3/bill/tradebill").get({ params: { bill_date: today } }))).toEqual({
      status: 400,
      code: "STATEMENT_CREATING",
    });
    expect(await refusal(at("v3/bill/tradebill").get({ params: { bill_date: "2020-01-01" } }))).toEqual({
      status: 400,
      code: "NO_STATEMENT_EXIST",
    });
    await simulator.moveClock(24 * 3600);
    const { data } = await at("v3/bill/tradebill").get({ params: { bill_date: today, bill_type: "ALL" } });
    const { download_url, hash_value } = data as unknown as { download_url: string; hash_value: string };
    const { pathname, search } = new URL(download_url);
    const file = await at(`${pathname.slice(1)}${search}`).get({ responseType: "arraybuffer", transformResponse: [] });
    await simulator.moveClock(0);
    const bytes = Buffer.from(file.data as unknown as ArrayBuffer);
    expect(Hash.sha1(bytes)).toBe(hash_value);
    const { rows } = Formatter.castCsvBill(bytes) as { rows: Record<string, string>[] };
    expect(new Set(rows.map((row) => row["交易状态"]))).toEqual(new Set(["REFUND", "SUCCESS"]));
    expect(rows.find((row) => row["交易状态"] === "REFUND")).toMatchObject({ 申请退款金额: "20.00" });
  });

  const spoilt = [
    ["bad_signature", "EV3_RES_HEADER_SIGNATURE_DIGEST"],
    ["signature_probe", "EV3_RES_HEADER_SIGNATURE_DIGEST"],
    ["changed_body", "EV3_RES_HEADER_SIGNATURE_DIGEST"],
    ["no_signature", "EV3_RES_HEADERS_INCOMPLATE"],
    ["unknown_serial", "EV3_RES_HEADER_PLATFORM_SERIAL"],
    ["stale_timestamp", "EV3_RES_HEADER_TIMESTAMP_OFFSET"],
  ] as const;
  it.each(spoilt)("refuses what is spoilt by %s, whatever was asked", async (kind, code) => {
    const number = await created();
    await simulator.pay(number, { notify: false });
    const other = await created();
    const own = { params: { mchid: simulator.credentials.mchid } };
    const refund = {
      out_trade_no: number,
      out_refund_no: `R${number}`,
      amount: { refund: 1, total: 5000, currency: "CNY" },
    };
    const scene = { scene_info: { payer_client_ip: "203.0.113.7", h5_info: { type: "Wap" } } };
    const asked: [string, () => Promise<Answer>][] = [
      ["create", () => at("v3/pay/transactions/native").post(order())],
      ["create", () => at("v3/pay/transactions/jsapi").post(order({ payer: { openid: "oPeer" } }))],
      ["create", () => at("v3/pay/transactions/h5").post(order(scene))],
      ["query", () => at(`v3/pay/transactions/out-trade-no/${other}`).get(own)],
      ["close", () => at(`v3/pay/transactions/out-trade-no/${other}/close`).post(own.params)],
      ["refund", () => at("v3/refund/domestic/refunds").post(refund)],
      ["query_refund", () => at(`v3/refund/domestic/refunds/R${number}`).get()],
    ];
    const refusals: [string, unknown][] = [];
    for (const [operation, ask] of asked) {
      await simulator.breakNext({ at: operation, kind });
      refusals.push([operation, await ask().catch((error: unknown) => error)]);
    }
    expect(refusals).toMatchObject(asked.map(([operation]) => [operation, { code }]));
  });
});
