import { randomBytes, timingSafeEqual } from "node:crypto";
import { cookies } from "next/headers";
import { z } from "zod";
import { decryptText, encryptText } from "@/lib/adapter/crypto/encryption";
import { env } from "@/lib/env";
import type { OauthSettings } from "@/lib/adapter/wechat-oauth/openid";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";

const openidCookie = () => hostCookie("payer-openid");
const stateCookie = () => hostCookie("payer-state");
const OPENID_SECONDS = 3600;
const STATE_SECONDS = 600;

/** The WeChat public account of this installation; null when there is none, and then JSAPI payment is off. */
export function oauthSettings(): OauthSettings | null {
  const { WECHAT_APP_SECRET: secret, WECHAT_PAY_APPID: appid, WECHAT_OAUTH_BASE_URL: baseUrl } = env();
  return secret === undefined ? null : { appid, secret, baseUrl };
}

/**
 * A random state that WeChat returns to this browser. A link that somebody else prepared does not have it.
 */
export async function setOauthState(): Promise<string> {
  const state = randomBytes(16).toString("hex");
  (await cookies()).set(stateCookie(), state, { ...cookieOptions(), maxAge: STATE_SECONDS });
  return state;
}

/** Whether this browser was sent to WeChat with that state. A state works once. */
export async function takeOauthState(given: string): Promise<boolean> {
  const jar = await cookies();
  const [kept, came] = [Buffer.from(jar.get(stateCookie())?.value ?? ""), Buffer.from(given)];
  jar.delete({ name: stateCookie(), ...cookieOptions() });
  return kept.length > 0 && kept.length === came.length && timingSafeEqual(kept, came);
}

const kept = z.object({ openid: z.string(), loginSessionId: z.string(), until: z.number() });

/** Keeps the payer's openid in this browser, encrypted, for this login session and one hour. */
export async function storeOpenid(openid: string, loginSessionId: string, now: Date): Promise<void> {
  const encrypted = encryptText(
    "openid-cookie",
    JSON.stringify({ openid, loginSessionId, until: now.getTime() + OPENID_SECONDS * 1000 }),
  );
  (await cookies()).set(openidCookie(), encrypted, { ...cookieOptions(), maxAge: OPENID_SECONDS });
}

/** The openid that was kept for this login session; null when there is none. */
export async function loadOpenid(loginSessionId: string, now: Date): Promise<string | null> {
  const encrypted = (await cookies()).get(openidCookie())?.value;
  if (!encrypted) return null;
  try {
    const value = kept.parse(JSON.parse(decryptText("openid-cookie", encrypted)));
    return value.loginSessionId === loginSessionId && now.getTime() < value.until ? value.openid : null;
  } catch {
    return null;
  }
}
