import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { logger } from "@/lib/adapter/log/logger";
import { authorizeUrl, openidFor } from "@/lib/adapter/wechat-oauth/openid";

const account = { appid: "wx0000000000000001", secret: "s3cret", baseUrl: undefined };

afterEach(() => vi.restoreAllMocks());

/** WeChat, which gives one answer; what it was asked and what was logged come back with the openid. */
async function ask(status: number, answer: string, headers: Record<string, string> = {}) {
  const asked: string[] = [];
  const warned = vi.spyOn(logger, "warn");
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(status, headers).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const openid = await openidFor({ ...account, baseUrl }, "c0de");
    return { openid, asked, logged: JSON.stringify(warned.mock.calls) };
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

it("sends the browser to WeChat as its documents spell it", () => {
  expect(authorizeUrl(account, "https://exam.example.edu.cn/api/wechat-oauth/callback", "abc")).toBe(
    "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wx0000000000000001&redirect_uri=https%3A%2F%2Fexam.example.edu.cn%2Fapi%2Fwechat-oauth%2Fcallback&response_type=code&scope=snsapi_base&state=abc#wechat_redirect",
  );
  expect(authorizeUrl({ ...account, baseUrl: "http://127.0.0.1:9" }, "https://a.example", "abc")).toMatch(
    /^http:\/\/127\.0\.0\.1:9\/connect\/oauth2\/authorize\?/,
  );
});

it("exchanges the code for the openid, and logs nothing", async () => {
  const { openid, asked, logged } = await ask(
    200,
    '{"access_token":"t","expires_in":7200,"openid":"oAlice","scope":"snsapi_base"}',
  );
  expect(openid).toBe("oAlice");
  expect(asked).toEqual([
    "/sns/oauth2/access_token?appid=wx0000000000000001&secret=s3cret&code=c0de&grant_type=authorization_code",
  ]);
  expect(logged).toBe("[]");
});

it.each([
  ["a used code", 200, '{"errcode":40163,"errmsg":"code been used"}', {}],
  ["an unknown code", 200, '{"errcode":40029,"errmsg":"invalid code c0de"}', {}],
  ["another account's secret", 200, '{"errcode":40125,"errmsg":"invalid appsecret s3cret"}', {}],
  ["no openid", 200, '{"access_token":"t"}', {}],
  ["an empty openid", 200, '{"openid":""}', {}],
  ["no JSON", 502, "<html>s3cret</html>", {}],
  ["a redirect, which is not followed", 302, "", { location: "/elsewhere" }],
])("takes %s for no openid, and logs neither code nor secret", async (_what, status, answer, headers) => {
  const { openid, asked, logged } = await ask(status, answer, headers);
  expect(openid).toBeNull();
  expect(asked).toHaveLength(1);
  expect(logged).not.toBe("[]");
  expect(logged).not.toMatch(/c0de|s3cret/);
});

it("takes silence for no openid", async () => {
  expect(await openidFor({ ...account, baseUrl: "http://127.0.0.1:1" }, "c0de")).toBeNull();
});
