import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GET as verification } from "@/app/api/wechat-verification/[name]/route";
import { checkWeChatPay } from "@/lib/cli/wechat-pay-check";
import type { WeChatPayConfig } from "@/lib/adapter/wechat-pay/config";
import { authorizeUrl, openidFor } from "@/lib/adapter/wechat-oauth/openid";
import { openInbox, openSimulator, type OpenSimulator } from "../../support/wechat-pay";

let simulator: OpenSimulator;
let inbox: Awaited<ReturnType<typeof openInbox>>;

beforeAll(async () => {
  simulator = await openSimulator();
  inbox = await openInbox(() => 401);
});
afterEach(() => simulator.mend());
afterAll(async () => {
  await simulator.close();
  await inbox.close();
});

describe("npm run wechat-pay:check", () => {
  const wrong = async (change: Partial<WeChatPayConfig> = {}) => {
    const config = await simulator.config(change);
    const findings = await checkWeChatPay(config, inbox.url.replace("/api/wechat-pay/notify", ""), new Date());
    return findings.filter(({ right }) => !right).map(({ what, advice }) => `${what}：${advice}`);
  };

  it("finds nothing but the address of a test, which is not https", async () => {
    expect(await wrong()).toEqual([expect.stringContaining("WECHAT_PAY_NOTIFY_BASE") as unknown]);
    // Nothing that it made can be paid.
    expect((await simulator.orders()).map(({ state }) => state)).toEqual(["CLOSED", "CLOSED"]);
  });

  it.each([
    ["a serial of another certificate", { merchantSerial: "5".repeat(40) }, "商户身份与签名：微信支付不认可签名"],
    [
      "an app that is not the merchant's",
      { appid: "wx0000000000000000" },
      "扫码支付（Native）：AppID 没有与商户号绑定",
    ],
    ["a key that is none", { apiV3Key: "short" }, "APIv3 密钥 WECHAT_PAY_API_V3_KEY：应为"],
    ["an address where nobody is", { baseUrl: "http://127.0.0.1:9" }, "服务器时钟：无法连接微信支付的服务器"],
  ])("says what is wrong about %s", async (_what, change, words) => {
    expect((await wrong(change)).some((line) => line.startsWith(words))).toBe(true);
  });

  it("tells a private key that is not the merchant's, and never shows it", async () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const lines = await wrong({ merchantKey: privateKey });
    expect(lines.join()).toContain("微信支付不认可签名");
    expect(lines.join()).not.toContain("PRIVATE KEY");
  });

  it("tells a key of WeChat's that does not verify its answers", async () => {
    const { publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const file = path.join(simulator.dir, "another.pem");
    await writeFile(file, publicKey);
    expect((await wrong({ publicKey: { id: simulator.credentials.publicKeyId, file } })).join()).toContain("验签失败");
  });

  it("tells a notification address that leads elsewhere", async () => {
    const config = await simulator.config();
    const findings = await checkWeChatPay(config, simulator.url(), new Date());
    expect(findings.find(({ what }) => what === "通知接口")).toMatchObject({ right: false });
  });
});

describe("who pays inside WeChat", () => {
  const settings = () => ({
    appid: simulator.credentials.appid,
    secret: simulator.credentials.appSecret,
    baseUrl: simulator.url(),
  });

  /** The browser's way: to WeChat and back with a code. */
  const codeFor = async (state = "state-1") => {
    const answer = await fetch(authorizeUrl(settings(), "http://exam.example/api/wechat-oauth/callback", state), {
      redirect: "manual",
    });
    return new URL(answer.headers.get("location") ?? "");
  };

  it("is learnt by a code, once, and comes back with the word that was sent", async () => {
    const back = await codeFor("state-2");
    expect(back.searchParams.get("state")).toBe("state-2");
    const code = back.searchParams.get("code") ?? "";
    expect(await openidFor(settings(), code)).toMatch(/^o/);
    expect(await openidFor(settings(), code)).toBeNull();
  });

  it("is not told to whom has another secret, nor for a code that never was, nor by silence", async () => {
    const code = (await codeFor()).searchParams.get("code") ?? "";
    expect(await openidFor({ ...settings(), secret: "wrong" }, code)).toBeNull();
    expect(await openidFor(settings(), "never")).toBeNull();
    expect(await openidFor({ ...settings(), baseUrl: "http://127.0.0.1:9" }, code)).toBeNull();
  });

  it("is asked of WeChat's own hosts unless another stands in", () => {
    const url = authorizeUrl({ ...settings(), baseUrl: undefined }, "https://exam.example/x?y=1", "s");
    expect(url).toMatch(
      /^https:\/\/open\.weixin\.qq\.com\/connect\/oauth2\/authorize\?appid=wx\w+&redirect_uri=https%3A%2F%2Fexam\.example%2Fx%3Fy%3D1&response_type=code&scope=snsapi_base&state=s#wechat_redirect$/,
    );
  });
});

describe("WeChat's check of our domain", () => {
  const asked = async (name: string) => {
    const answer = await verification(new Request("http://localhost/x"), { params: Promise.resolve({ name }) });
    return { status: answer.status, text: await answer.text() };
  };

  it("finds its file in DATA_DIR, and nothing else there", async () => {
    const folder = process.env["DATA_DIR"] ?? "";
    await writeFile(path.join(folder, "MP_verify_Abc123.txt"), "Abc123");
    await writeFile(path.join(folder, "MP_verify_Long.txt"), "x".repeat(2000));
    expect(await asked("Abc123")).toEqual({ status: 200, text: "Abc123" });
    for (const name of ["Other", "Long", "../keys", "Abc123.txt", ""]) expect((await asked(name)).status).toBe(404);
  });
});
