import path from "node:path";
import { env } from "@/lib/env";

/** Whether this installation is a demonstration with stand-ins. */
export const isDemo = (): boolean => env().APP_MODE === "demo";

/** The address this system is known under. */
export const appUrl = (): string => env().APP_URL;

/** The folder of this installation's own files. */
export const dataDir = (): string => env().DATA_DIR;

/**
 * The host name by which this browser came, where the demo is visited from another machine; null where addresses are
 * what they say.
 */
function demoHost(host: string | null): string | null {
  return isDemo() && host ? new URL(`http://${host}`).hostname : null;
}

/**
 * An address of the simulator as a browser meets it: it is known to us by a loopback address, and to the browser by the
 * host it came by. Any other address stays as it is.
 */
export function browserAddress(address: string, host: string | null): string {
  const url = new URL(address);
  const name = demoHost(host);
  if (!name || url.hostname !== "127.0.0.1") return address;
  url.hostname = name;
  return url.href;
}

/** The address of this system to come back to: APP_URL, in the demo the one by which the browser came. */
export const ownAddress = (host: string | null): string =>
  isDemo() && host ? `${new URL(env().APP_URL).protocol}//${host}` : env().APP_URL;

/** Where the demo user "pays" the code at the simulator, or null when there is no simulator. */
export function simulatedPayPage(codeUrl: string, host: string | null): string | null {
  const { WECHAT_PAY_BASE_URL, WECHAT_PAY_MERCHANT_KEY_FILE } = env();
  // The simulator's merchant is made in our own folder; any other server, on this machine too, has no such page.
  const simulated =
    path.dirname(WECHAT_PAY_MERCHANT_KEY_FILE) === path.join(/* turbopackIgnore: true */ dataDir(), "wechat-pay");
  const pr = /[?&]pr=(\w+)/.exec(codeUrl)?.[1];
  if (!isDemo() || !simulated || !pr) return null;
  return browserAddress(`http://127.0.0.1:${new URL(WECHAT_PAY_BASE_URL).port}/pay?pr=${pr}`, host);
}

/** Whether a page may show the code of a message: only where messages go to a file instead of a phone. */
export const showsSmsCodes = (): boolean => isDemo() && env().SMS_PROVIDER === "outbox";
