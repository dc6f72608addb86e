import path from "node:path";
import { env } from "@/lib/env";

/** Whether this installation runs in demo mode. */
export const isDemo = (): boolean => env().APP_MODE === "demo";

/** The public address of this system. */
export const appUrl = (): string => env().APP_URL;

/** The folder of this installation's own files. */
export const dataDir = (): string => env().DATA_DIR;

/**
 * The host name that the browser used, in demo mode; null in live mode, where addresses need no change.
 */
function demoHost(host: string | null): string | null {
  return isDemo() && host ? new URL(`http://${host}`).hostname : null;
}

/**
 * Rewrites the simulator's loopback address to the host that the browser used, for a browser on another machine. Other
 * addresses stay unchanged.
 */
export function browserAddress(address: string, host: string | null): string {
  const url = new URL(address);
  const name = demoHost(host);
  if (!name || url.hostname !== "127.0.0.1") return address;
  url.hostname = name;
  return url.href;
}

/** The address of this system for the browser: APP_URL, in demo mode with the host that the browser used. */
export const ownAddress = (host: string | null): string =>
  isDemo() && host ? `${new URL(env().APP_URL).protocol}//${host}` : env().APP_URL;

/** The simulator's page that "pays" a QR code; null when no simulator is used. */
export function simulatedPayPage(codeUrl: string, host: string | null): string | null {
  const { WECHAT_PAY_BASE_URL, WECHAT_PAY_MERCHANT_KEY_FILE } = env();
  // The simulator's merchant is made in our own folder; any other server, on this machine too, has no such page.
  const simulated =
    path.dirname(WECHAT_PAY_MERCHANT_KEY_FILE) === path.join(/* turbopackIgnore: true */ dataDir(), "wechat-pay");
  const pr = /[?&]pr=(\w+)/.exec(codeUrl)?.[1];
  if (!isDemo() || !simulated || !pr) return null;
  return browserAddress(`http://127.0.0.1:${new URL(WECHAT_PAY_BASE_URL).port}/pay?pr=${pr}`, host);
}

/** Whether pages show SMS codes: only when messages go to a file instead of a phone. */
export const showsSmsCodes = (): boolean => isDemo() && env().SMS_PROVIDER === "outbox";
