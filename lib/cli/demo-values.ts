import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Env } from "@/lib/env";

/**
 * Names the settings of a live installation that equal those that a demo generated in the same DATA_DIR, one line each.
 * A demo keeps its keys in readable files and its merchant belongs to the simulator, so changing APP_MODE alone does
 * not make it safe.
 */
export function demoValueProblems(env: Env, given: Record<string, string | undefined>): string[] {
  if (env.APP_MODE !== "live") return [];
  const own = readJson(path.join(env.DATA_DIR, "keys.json"));
  const simulator = path.join(env.DATA_DIR, "wechat-pay");
  const account = readJson(path.join(simulator, "credentials.json"));
  const made: Record<string, string | undefined> = {
    NEXTAUTH_SECRET: own["NEXTAUTH_SECRET"],
    DATA_ENCRYPTION_KEYS: own["DATA_ENCRYPTION_KEYS"],
    BLIND_INDEX_KEY: own["BLIND_INDEX_KEY"],
    WECHAT_PAY_MCHID: account["mchid"],
    WECHAT_PAY_APPID: account["appid"],
    WECHAT_PAY_MERCHANT_SERIAL: account["merchantSerial"],
    WECHAT_PAY_API_V3_KEY: account["apiV3Key"],
    WECHAT_PAY_PUBLIC_KEY_ID: account["publicKeyId"],
    WECHAT_APP_SECRET: account["appSecret"],
  };
  const copied = Object.keys(made).filter((name) => made[name] !== undefined && shared(given[name], made[name]));
  const simulatorKeys = ["merchant-key.pem", "wechat-public.pem"]
    .map((file) => keyPrint(path.join(simulator, file)))
    .filter(Boolean);
  const files = (["WECHAT_PAY_MERCHANT_KEY_FILE", "WECHAT_PAY_PUBLIC_KEY_FILE"] as const).filter((name) => {
    const print = env[name] === undefined ? null : keyPrint(env[name]);
    return print !== null && simulatorKeys.includes(print);
  });
  return [...copied, ...files].map((name) => `${name}：是演示系统自动生成的，不能用于正式系统 (was made by the demo)`);
}

/** Whether any key of a list is the demo's. */
const shared = (given: string | undefined, made: string): boolean =>
  (given ?? "").split(",").some((entry) => made.split(",").includes(entry.trim()));

function readJson(file: string): Record<string, string | undefined> {
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string | undefined>;
}

/** A fingerprint of the key in a file; null where there is none. */
function keyPrint(file: string): string | null {
  try {
    const pem = readFileSync(file, "utf8");
    const key = pem.includes("PRIVATE") ? createPublicKey(createPrivateKey(pem)) : createPublicKey(pem);
    return createHash("sha256")
      .update(key.export({ type: "spki", format: "der" }))
      .digest("hex");
  } catch {
    return null;
  }
}
