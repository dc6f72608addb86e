import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSimulator, type OpenSimulator, type Send, signsByHand } from "../../support/wechat-pay";

/** What browsers and phones meet of WeChat. */
let simulator: OpenSimulator;
let send: Send;

beforeAll(async () => {
  simulator = await openSimulator();
  send = await signsByHand(simulator);
});
afterEach(() => simulator.moveClock(0));
afterAll(() => simulator.close());

const stateOf = async (number: string) =>
  (await simulator.orders()).find(({ outTradeNo }) => outTradeNo === number)?.state;

describe("the cashier of a phone's browser", () => {
  const wish = () => ({
    appid: simulator.credentials.appid,
    mchid: simulator.credentials.mchid,
    description: "报名费",
    out_trade_no: `WEB-${randomUUID().slice(0, 20)}`,
    notify_url: "http://127.0.0.1:9/notify",
    amount: { total: 5000, currency: "CNY" },
    scene_info: { payer_client_ip: "203.0.113.7", h5_info: { type: "Wap" } },
  });
  const addressOf = async (body: object) =>
    (await send("POST", "/v3/pay/transactions/h5", JSON.stringify(body))).answer["h5_url"] ?? "";
  const open = async (
    address: string,
    headers: Record<string, string> = { Referer: "https://exam.example.edu.cn/" },
  ) => {
    const response = await fetch(address, { headers });
    return { status: response.status, text: await response.text() };
  };
  const press = (address: string, back: string) =>
    fetch(address, { method: "POST", body: new URLSearchParams({ redirect_url: back }), redirect: "manual" });

  it("opens only from a page, at the simulator's own address", async () => {
    const address = await addressOf(wish());
    expect(new URL(address).port).toBe(new URL(simulator.url()).port);
    expect(await open(address, {})).toMatchObject({
      status: 403,
      text: expect.stringContaining("商家参数格式有误") as unknown,
    });
    expect(await open(address)).toMatchObject({ status: 200, text: expect.stringContaining("支付 ¥50.00") as unknown });
  });

  it("goes back to the merchant after the payment, and nowhere else than to a page", async () => {
    const body = wish();
    const address = await addressOf(body);
    const back = "https://exam.example.edu.cn/registration/payment?returned=1";
    expect((await open(`${address}&redirect_url=${encodeURIComponent(back)}`)).text).toContain("returned=1");
    expect((await open(`${address}&redirect_url=javascript:alert(1)`)).text).not.toContain("javascript:");
    const answer = await press(address, back);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, back]);
    expect(await stateOf(body.out_trade_no)).toBe("SUCCESS");
    expect((await press(address, "javascript:alert(1)")).headers.get("location")).toMatch(/^\/cgi-bin/);
  });

  it("is shut after five minutes, and open again by the address that the same create gives", async () => {
    const body = wish();
    const old = await addressOf(body);
    await simulator.moveClock(299);
    expect(await addressOf(body)).toBe(old);
    await simulator.moveClock(301);
    expect((await open(old)).text).toContain("支付链接已失效");
    await press(old, "");
    expect(await stateOf(body.out_trade_no)).toBe("NOTPAY");
    const renewed = await addressOf(body);
    expect(renewed).not.toBe(old);
    await press(renewed, "");
    expect(await stateOf(body.out_trade_no)).toBe("SUCCESS");
  });

  it("knows no order that was made for another way", async () => {
    const { scene_info: _, ...body } = wish();
    const code = (await send("POST", "/v3/pay/transactions/native", JSON.stringify(body))).answer["code_url"] ?? "";
    const address = `${simulator.url()}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx${code.split("pr=")[1]}`;
    expect((await open(address)).status).toBe(404);
    await press(address, "");
    expect(await stateOf(body.out_trade_no)).toBe("NOTPAY");
  });

  it("asks for whom the order names, and has nothing for a merchant without that permission", async () => {
    const identity = { type: "IDCARD", number: "431021199109105126", name: "张三" };
    const body = { ...wish(), payer: { identity } };
    await addressOf(body);
    const other = { notify: false, identity_number: "110101199003070011" };
    expect(await simulator.pay(body.out_trade_no, other)).toMatchObject({
      status: 409,
      body: { code: "OTHER_PERSON" },
    });
    expect((await simulator.pay(body.out_trade_no, { notify: false, identity_number: identity.number })).status).toBe(
      200,
    );
    await simulator.control("POST", "settings", { identity_permitted: false });
    const refused = await send("POST", "/v3/pay/transactions/h5", JSON.stringify({ ...wish(), payer: { identity } }));
    await simulator.control("POST", "settings", { identity_permitted: true });
    expect(refused).toMatchObject({ status: 403, code: "NO_AUTH" });
  });
});

describe("who a browser is", () => {
  const authorize = async (cookie = "", target = "https://exam.example.edu.cn/back?from=a") => {
    const { appid } = simulator.credentials;
    const query = new URLSearchParams({
      appid,
      redirect_uri: target,
      response_type: "code",
      scope: "snsapi_base",
      state: "s t",
    });
    const answer = await fetch(`${simulator.url()}/connect/oauth2/authorize?${query}`, {
      redirect: "manual",
      headers: { cookie },
    });
    const location = answer.headers.get("location");
    return {
      status: answer.status,
      back: location === null ? null : new URL(location),
      cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "",
    };
  };
  const exchange = async (code: string, secret = simulator.credentials.appSecret) => {
    const query = new URLSearchParams({
      appid: simulator.credentials.appid,
      secret,
      code,
      grant_type: "authorization_code",
    });
    const answer = await fetch(`${simulator.url()}/sns/oauth2/access_token?${query}`);
    return (await answer.json()) as { openid?: string; errcode?: number };
  };
  const codeOf = async (cookie = "") => (await authorize(cookie)).back?.searchParams.get("code") ?? "";

  it("goes back to where it came from with a code and the merchant's own state", async () => {
    const { status, back } = await authorize();
    expect([status, back?.origin, back?.searchParams.get("from"), back?.searchParams.get("state")]).toEqual([
      302,
      "https://exam.example.edu.cn",
      "a",
      "s t",
    ]);
    expect((await authorize("", "javascript:alert(1)")).status).toBe(400);
  });

  it("stays the same by its cookie, and is somebody else without it", async () => {
    const { back, cookie } = await authorize();
    const first = await exchange(back?.searchParams.get("code") ?? "");
    expect(first).toMatchObject({
      scope: "snsapi_base",
      expires_in: 7200,
      openid: expect.stringMatching(/^o.{20,}/) as unknown,
    });
    expect((await exchange(await codeOf(cookie))).openid).toBe(first.openid);
    expect((await exchange(await codeOf())).openid).not.toBe(first.openid);
  });

  it("is told once, within five minutes, to whoever knows the secret", async () => {
    const code = await codeOf();
    expect(await exchange(code, "guessed")).toMatchObject({ errcode: 40125 });
    expect(await exchange(code)).toHaveProperty("openid");
    expect(await exchange(code)).toMatchObject({ errcode: 40163 });
    expect(await exchange("none")).toMatchObject({ errcode: 40029 });
    const late = await codeOf();
    await simulator.moveClock(301);
    expect(await exchange(late)).toMatchObject({ errcode: 40029 });
  });
});
