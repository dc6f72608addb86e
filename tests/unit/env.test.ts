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
    const problems = problemsOf({ ...complete, PORT: "banana", BLIND_INDEX_KEY: "c2VjcmV0", DATABASE_URL: "mysql://secret" });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["PORT", "DATABASE_URL", "BLIND_INDEX_KEY"]);
    expect(problems.join()).not.toMatch(/banana|c2VjcmV0|secret/);
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
    expect(problemsOf({ ...complete, APP_MODE: "live", APP_URL: "http://exam.example.edu.cn", SMS_PROVIDER: "aliyun" })).toContainEqual(
      "APP_URL: live mode is served over https",
    );
  });
});
