import { execFileSync } from "node:child_process";
import path from "node:path";
import { keptPort } from "./ports.mjs";

/** @param {string} dataDir */
const simulatorDirOf = (dataDir) => path.join(dataDir, "wechat-pay");

/**
 * The simulator's merchant account, as variables for the application. The simulator creates it on first use; the
 * launcher runs the simulator's own program for that. Only for demo mode without merchant variables.
 * @param {string} dataDir
 * @returns {Record<string, string>}
 */
export function simulatorAccount(dataDir) {
  const program = path.resolve(import.meta.dirname, "..", "wechat-pay-simulator", "print-credentials.mjs");
  return JSON.parse(execFileSync(process.execPath, [program, simulatorDirOf(dataDir)], { encoding: "utf8" }));
}

/**
 * The variables that connect application and simulator: the account and the simulator's address.
 * @param {{ dataDir: string, port: number, env: NodeJS.ProcessEnv }} settings
 * @returns {Promise<Record<string, string>>}
 */
export async function simulatorEnvironment({ dataDir, port, env }) {
  const simulatorPort = await keptPort(dataDir, "simulator", port + 1);
  return {
    ...simulatorAccount(dataDir),
    WECHAT_PAY_BASE_URL: `http://127.0.0.1:${simulatorPort}`,
    WECHAT_OAUTH_BASE_URL: `http://127.0.0.1:${simulatorPort}`,
    // The simulator runs on this machine, so it reaches the application by the loopback address.
    WECHAT_PAY_NOTIFY_BASE: env["WECHAT_PAY_NOTIFY_BASE"] ?? `http://127.0.0.1:${port}`,
    // A phone on the same network must reach the simulator's page too.
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_HOST: "0.0.0.0",
    SIMULATOR_DATA_DIR: simulatorDirOf(dataDir),
  };
}
