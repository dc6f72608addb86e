import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { diskFull, StartProblem } from "./say.mjs";

/** The five variables that payment needs. Only some of them set is a mistake. */
const merchantVariables = [
  "WECHAT_PAY_MCHID",
  "WECHAT_PAY_APPID",
  "WECHAT_PAY_MERCHANT_SERIAL",
  "WECHAT_PAY_MERCHANT_KEY_FILE",
  "WECHAT_PAY_API_V3_KEY",
];

/**
 * @typedef {{ mode: "demo" | "live", port: number, host: string | undefined, dataDir: string, appUrl: string, embedded: boolean, simulated: boolean, webProcesses: number, pauseSeconds: number, env: NodeJS.ProcessEnv }} Settings
 */

/**
 * The settings that the launcher itself needs; lib/env.ts checks all others. Variables come from the environment, then
 * from the file .env.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} given
 * @returns {Settings}
 */
export function readSettings(root, given) {
  const file = path.join(root, ".env");
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...given };
  for (const [name, value] of Object.entries(env)) if (value?.trim() === "") delete env[name];

  const mode = env["APP_MODE"] ?? "demo";
  if (mode !== "demo" && mode !== "live") {
    throw new StartProblem(`APP_MODE 的值无效：${mode}。(Bad APP_MODE.)`, [
      "只能是 demo（演示，默认）或 live（正式）。",
    ]);
  }
  const port = Number(env["PORT"] ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartProblem(`PORT 的值无效：${env["PORT"]}。(Bad PORT.)`, [
      "请设为 1 到 65535 之间的整数，例如：PORT=3001 npm start",
    ]);
  }
  // In live mode a proxy on this machine is in front, and no client may bypass it.
  const behindProxy = mode === "live" && Number(env["TRUSTED_PROXIES"] ?? 0) >= 1;
  const host = env["HOST"] ?? (behindProxy ? "127.0.0.1" : undefined);
  const webProcesses = Number(env["WEB_CONCURRENCY"] ?? 1);
  if (!Number.isInteger(webProcesses) || webProcesses < 1 || webProcesses > 64) {
    throw new StartProblem(`WEB_CONCURRENCY 的值无效：${env["WEB_CONCURRENCY"]}。(Bad WEB_CONCURRENCY.)`, [
      "请设为 1 到 64 之间的整数，一般不超过处理器的核数，例如：WEB_CONCURRENCY=2 npm start",
    ]);
  }
  const pauseSeconds = Number(env["SHUTDOWN_PAUSE_SECONDS"] ?? 0);
  if (!Number.isInteger(pauseSeconds) || pauseSeconds < 0 || pauseSeconds > 600) {
    throw new StartProblem(
      `SHUTDOWN_PAUSE_SECONDS 的值无效：${env["SHUTDOWN_PAUSE_SECONDS"]}。(Bad SHUTDOWN_PAUSE_SECONDS.)`,
      ["请设为 0 到 600 之间的整数（秒）。"],
    );
  }
  const some = merchantVariables.filter((name) => env[name] !== undefined);
  if (mode === "demo" && some.length > 0 && some.length < merchantVariables.length) {
    throw new StartProblem("微信支付的变量没有设全。(WECHAT_PAY_* is incomplete.)", [
      `还缺：${merchantVariables.filter((name) => !some.includes(name)).join("、")}`,
      "请补全以连接指定的支付服务，或全部去掉以使用模拟支付。",
    ]);
  }
  const dataDir = path.resolve(root, env["DATA_DIR"] ?? ".data");
  const appUrl = (env["APP_URL"] ?? `http://localhost:${port}`).replace(/\/+$/, "");
  return {
    mode,
    port,
    host,
    dataDir,
    appUrl,
    embedded: mode === "demo" && env["DATABASE_URL"] === undefined,
    simulated: mode === "demo" && some.length === 0,
    webProcesses,
    pauseSeconds,
    env: {
      ...env,
      APP_MODE: mode,
      PORT: String(port),
      DATA_DIR: dataDir,
      APP_URL: env["APP_URL"] ?? (mode === "demo" ? appUrl : undefined),
      NEXTAUTH_URL: appUrl,
      NODE_ENV: "production",
    },
  };
}

/**
 * Creates DATA_DIR, unreadable for other users, and refuses a disk without space for a database.
 * @param {string} dataDir
 */
export function makeDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(path.join(dataDir, ".writable"), "");
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === "ENOSPC") throw diskFull(dataDir);
    throw new StartProblem(`无法使用数据文件夹 ${dataDir}（${code}）。(DATA_DIR is not usable.)`, [
      "请用拥有它的用户运行，或用 DATA_DIR=… 指定一个可写的文件夹。",
    ]);
  }
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize < 300e6) throw diskFull(`${dataDir} 仅剩 ${Math.round((bavail * bsize) / 1e6)} MB`);
}

/** Reads a file, or creates it first. @param {string} file @param {() => string} make */
function keep(file, make) {
  if (!existsSync(file)) {
    // Written to another file and moved: with half a key no data could be read.
    writeFileSync(`${file}.new`, make(), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, "utf8");
}

/**
 * The demo's secrets, generated at the first start and kept in DATA_DIR.
 * @param {string} dataDir
 * @returns {Record<string, string>}
 */
export function demoKeys(dataDir) {
  const make = () =>
    JSON.stringify(
      {
        NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
        DATA_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
        BLIND_INDEX_KEY: randomBytes(32).toString("base64"),
      },
      null,
      2,
    );
  return JSON.parse(keep(path.join(dataDir, "keys.json"), make));
}

/**
 * The key with which server actions encrypt their bound values. It belongs to the build, so that open forms survive a
 * restart.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export function serverActionsKey(root, env) {
  mkdirSync(path.join(root, ".build"), { recursive: true });
  return (
    env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] ??
    keep(path.join(root, ".build", "server-actions-key"), () => randomBytes(32).toString("base64"))
  );
}
