import path from "node:path";
import { pathToFileURL } from "node:url";
import { keptPort } from "./ports.mjs";

/**
 * The variables with which application and simulator find each other: the merchant account the simulator knows, and its address.
 * For demo mode without merchant variables of its own only.
 * @param {string} root
 * @param {{ dataDir: string, port: number, env: NodeJS.ProcessEnv }} settings
 * @returns {Promise<Record<string, string>>}
 */
export async function simulatorEnvironment(root, { dataDir, port, env }) {
  const { ensureSimulatorCredentials } = await import(pathToFileURL(path.join(root, "lib", "launch", "wechat-pay-credentials.mjs")).href);
  const simulatorDir = path.join(dataDir, "wechat-pay");
  const account = ensureSimulatorCredentials(simulatorDir);
  const simulatorPort = await keptPort(dataDir, "simulator", port + 1);
  return {
    ...(account.environment ?? account),
    WECHAT_PAY_BASE_URL: `http://127.0.0.1:${simulatorPort}`,
    // The simulator runs on this machine, whatever address people know the application by.
    WECHAT_PAY_NOTIFY_BASE: env["WECHAT_PAY_NOTIFY_BASE"] ?? `http://127.0.0.1:${port}`,
    // Its page is for the phone in the demo user's hand too.
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_HOST: "0.0.0.0",
    SIMULATOR_DATA_DIR: simulatorDir,
  };
}
