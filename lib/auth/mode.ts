import { env } from "@/lib/env";

/** Whether this installation is a demonstration with stand-ins. */
export const isDemo = (): boolean => env().APP_MODE === "demo";

/**
 * Where the demo user "pays" the code at the simulator, or null when there is no simulator. It is known to us by a loopback address;
 * the browser meets it on the host it came by.
 */
export function simulatedPayPage(codeUrl: string, host: string | null): string | null {
  const base = new URL(env().WECHAT_PAY_BASE_URL);
  const pr = /[?&]pr=(\w+)/.exec(codeUrl)?.[1];
  if (!isDemo() || base.hostname !== "127.0.0.1" || !pr) return null;
  const name = host ? new URL(`http://${host}`).hostname : base.hostname;
  return `http://${name}:${base.port}/pay?pr=${pr}`;
}

/** Whether a page may show the code of a message: only where messages go to a file instead of a phone. */
export const showsSmsCodes = (): boolean => isDemo() && env().SMS_PROVIDER === "outbox";
