import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { EnvironmentError, readEnv } from "@/lib/env";

const example = parseEnv(readFileSync(".env.example", "utf8"));

const complete = {
  DATABASE_URL: "postgresql://localhost/registration",
  NEXTAUTH_SECRET: "x".repeat(32),
  DATA_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString("base64")}`,
  BLIND_INDEX_KEY: Buffer.alloc(32).toString("base64"),
  WECHAT_PAY_MCHID: "1900000001",
  WECHAT_PAY_APPID: "wx0000000000000001",
  WECHAT_PAY_MERCHANT_SERIAL: "abcdef",
  WECHAT_PAY_MERCHANT_KEY_FILE: "key.pem",
  WECHAT_PAY_API_V3_KEY: "0".repeat(32),
};

const problemsOf = (source: Record<string, string>): string[] => {
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
};

describe(".env.example", () => {
  it("names every variable that lib/env.ts reads", () => {
    const source = readFileSync("lib/env.ts", "utf8");
    const body = source.slice(source.indexOf(".object({"), source.indexOf("export type Env"));
    const read = [...body.matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name);
    expect(read.length).toBeGreaterThan(25);
    expect(read.filter((name) => name === undefined || !(name in example))).toEqual([]);
  });

  it("sets nothing: an empty value counts as unset", () => {
    expect(readEnv({ ...example, ...complete })).toEqual(readEnv(complete));
  });
});

describe("readEnv", () => {
  it("lists every problem at once and repeats no value", () => {
    const problems = problemsOf({
      ...complete,
      PORT: "banana",
      BLIND_INDEX_KEY: "c2VjcmV0",
      DATABASE_URL: "mysql://secret",
    });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["PORT", "DATABASE_URL", "BLIND_INDEX_KEY"]);
    expect(problems.join()).not.toMatch(/banana|c2VjcmV0|secret/);
  });

  it.each([
    [`${"T".repeat(43)}|thing1=学位外语考试|time2={time}`, []],
    ["T".repeat(43), ["WECHAT_TEMPLATE_EXAM"]],
    ["short|thing1=考试", ["WECHAT_TEMPLATE_EXAM"]],
    [`${"T".repeat(43)}|thing1=`, ["WECHAT_TEMPLATE_EXAM"]],
    // WeChat takes twenty characters at most.
    [`${"T".repeat(43)}|thing1=${"考".repeat(21)}`, ["WECHAT_TEMPLATE_EXAM"]],
  ])("knows a template message from what is none: %s", (value, problems) => {
    expect(problemsOf({ ...complete, WECHAT_TEMPLATE_EXAM: value }).map((problem) => problem.split(":")[0])).toEqual(
      problems,
    );
  });

  it("takes the three variables of single sign-on together, and in live mode https alone", () => {
    const oidc = { OIDC_ISSUER: "http://sso.example/oidc", OIDC_CLIENT_ID: "desk", OIDC_CLIENT_SECRET: "secret" };
    expect(readEnv({ ...complete, ...oidc })).toMatchObject({
      OIDC_ACCOUNT_CLAIM: "preferred_username",
      OIDC_SECOND_FACTOR: "own",
    });
    const names = (source: Record<string, string>) => problemsOf(source).map((problem) => problem.split(":")[0]);
    expect(names({ ...complete, OIDC_ISSUER: "https://sso.example" })).toEqual([
      "OIDC_CLIENT_ID",
      "OIDC_CLIENT_SECRET",
    ]);
    expect(names({ ...complete, OIDC_CLIENT_ID: "desk" })).toEqual(["OIDC_ISSUER", "OIDC_CLIENT_SECRET"]);
    expect(names({ ...complete, ...oidc, OIDC_ISSUER: "ldap://sso.example" })).toEqual(["OIDC_ISSUER"]);
    expect(problemsOf({ ...complete, ...oidc, APP_MODE: "live" })).toContain(
      "OIDC_ISSUER: live mode speaks https only",
    );
  });

  it("hides nothing that live mode demands behind a missing value", () => {
    const demanded = [...Object.keys(complete), "APP_URL", "WECHAT_APP_SECRET", "TRUSTED_PROXIES", "SMS_PROVIDER"];
    expect(problemsOf({ APP_MODE: "live" }).map((problem) => problem.split(":")[0])).toEqual(demanded);
  });

  it("lets no stand-in into live mode", () => {
    expect(problemsOf({ ...complete, APP_MODE: "live" }).map((problem) => problem.split(":")[0])).toEqual([
      "APP_URL",
      "WECHAT_APP_SECRET",
      "TRUSTED_PROXIES",
      "SMS_PROVIDER",
    ]);
    expect(
      problemsOf({ ...complete, APP_MODE: "live", APP_URL: "http://exam.example.edu.cn", SMS_PROVIDER: "aliyun" }),
    ).toContainEqual("APP_URL: live mode is served over https");
  });

  const live = {
    ...complete,
    APP_MODE: "live",
    APP_URL: "https://exam.example.edu.cn",
    TRUSTED_PROXIES: "1",
    WECHAT_APP_SECRET: "secret",
    SMS_PROVIDER: "aliyun",
    ALIYUN_ACCESS_KEY_ID: "id",
    ALIYUN_ACCESS_KEY_SECRET: "secret",
    ALIYUN_SMS_SIGN_NAME: "name",
    ALIYUN_SMS_TEMPLATE_CODE: "SMS_1",
    STORAGE_ACCESS_KEY_ID: "id",
    STORAGE_SECRET_ACCESS_KEY: "secret",
  };

  it.each([
    ["WECHAT_PAY_BASE_URL", "http://api.mch.weixin.qq.com"],
    ["WECHAT_PAY_BASE_URL", "http://127.0.0.1:3001"],
    ["WECHAT_PAY_BASE_URL", "https://localhost:3001"],
    ["WECHAT_PAY_BASE_URL", "https://[::1]:3001"],
    ["WECHAT_PAY_NOTIFY_BASE", "http://exam.example.edu.cn"],
    ["WECHAT_OAUTH_BASE_URL", "http://api.weixin.qq.com"],
    ["WECHAT_OAUTH_BASE_URL", "https://127.0.0.1:3001"],
    ["STORAGE_URL", "s3+http://files.example.edu.cn/exam"],
    ["WECHAT_PAY_API_V3_KEY", `demo${"0".repeat(28)}`],
    ["WECHAT_APP_SECRET", `demo${"0".repeat(28)}`],
  ])("keeps live mode from %s=%s, and a demo not", (name, value) => {
    expect(problemsOf({ ...live, [name]: value }).map((problem) => problem.split(":")[0])).toEqual([name]);
    expect(problemsOf({ ...live, APP_MODE: "demo", [name]: value })).toEqual([]);
  });

  it("lets live mode speak with the hosts that are meant", () => {
    const hosts = {
      WECHAT_PAY_BASE_URL: "https://api2.mch.weixin.qq.com",
      STORAGE_URL: "s3+https://files.example.edu.cn/exam",
    };
    expect(problemsOf({ ...live, ...hosts })).toEqual([]);
  });
});
