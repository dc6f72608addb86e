import { copyFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { readEnv } from "@/lib/env";
import { demoValueProblems } from "@/lib/cli/demo-values";
import { ensureSimulatorCredentials } from "@/lib/wechat-pay-simulator/credentials.mjs";

const dataDir = mkdtempSync(path.join(tmpdir(), "demo-"));
const account = ensureSimulatorCredentials(path.join(dataDir, "wechat-pay"));
const keys: Record<string, string> = {
  NEXTAUTH_SECRET: "made-by-the-demo-and-long-enough-for-it",
  DATA_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  BLIND_INDEX_KEY: Buffer.alloc(32, 8).toString("base64"),
};
writeFileSync(path.join(dataDir, "keys.json"), JSON.stringify(keys));

const real: Record<string, string> = {
  DATABASE_URL: "postgresql://localhost/registration",
  NEXTAUTH_SECRET: "x".repeat(32),
  DATA_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString("base64")}`,
  BLIND_INDEX_KEY: Buffer.alloc(32).toString("base64"),
  WECHAT_PAY_MCHID: "1900000001",
  WECHAT_PAY_APPID: "wx0000000000000001",
  WECHAT_PAY_MERCHANT_SERIAL: "ABCDEF",
  WECHAT_PAY_MERCHANT_KEY_FILE: "none.pem",
  WECHAT_PAY_API_V3_KEY: "0".repeat(32),
  DATA_DIR: dataDir,
};
const problemsOf = (given: Record<string, string | undefined>) =>
  demoValueProblems({ ...readEnv({ ...real, ...given }), APP_MODE: "live" }, { ...real, ...given }).map(
    (line) => line.split("：")[0],
  );

it("finds nothing in a live installation beside the remains of a demo", () => expect(problemsOf({})).toEqual([]));

it.each(Object.keys({ ...account, ...keys }).filter((name) => !name.endsWith("_FILE")))(
  "knows the demo's %s",
  (name) => {
    const pair = name === "WECHAT_PAY_PUBLIC_KEY_ID" ? { WECHAT_PAY_PUBLIC_KEY_FILE: "none.pem" } : {};
    expect(problemsOf({ [name]: { ...account, ...keys }[name], ...pair })).toEqual([name]);
  },
);

it("knows a key of the demo's behind one of its own", () => {
  expect(
    problemsOf({
      DATA_ENCRYPTION_KEYS: `${real["DATA_ENCRYPTION_KEYS"] ?? ""}, ${keys["DATA_ENCRYPTION_KEYS"] ?? ""}`,
    }),
  ).toEqual(["DATA_ENCRYPTION_KEYS"]);
});

it("knows the simulator's key files, whatever they are called", () => {
  const copy = path.join(dataDir, "apiclient_key.pem");
  copyFileSync(account["WECHAT_PAY_MERCHANT_KEY_FILE"] ?? "", copy);
  const files = {
    WECHAT_PAY_MERCHANT_KEY_FILE: copy,
    WECHAT_PAY_PUBLIC_KEY_FILE: account["WECHAT_PAY_PUBLIC_KEY_FILE"],
  };
  expect(problemsOf({ ...files, WECHAT_PAY_PUBLIC_KEY_ID: "PUB_KEY_ID_01" })).toEqual([
    "WECHAT_PAY_MERCHANT_KEY_FILE",
    "WECHAT_PAY_PUBLIC_KEY_FILE",
  ]);
});
