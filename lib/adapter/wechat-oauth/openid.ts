import { z } from "zod";
import { logger } from "@/lib/adapter/log/logger";

/** The public account (公众号) that asks WeChat for its visitor's openid. */
export type OauthSettings = {
  appid: string;
  secret: string;
  /** Stands in for WeChat's two hosts; undefined: WeChat itself. */
  baseUrl: string | undefined;
};

const TIMEOUT_MS = 10_000;

/**
 * The address that WeChat's browser opens to identify its user without a question (snsapi_base). It returns to
 * `returnTo` with a code that works once, and with `state` unchanged.
 */
export function authorizeUrl({ appid, baseUrl }: OauthSettings, returnTo: string, state: string): string {
  const url = new URL("/connect/oauth2/authorize", baseUrl ?? "https://open.weixin.qq.com");
  // WeChat reads the parameters in this order.
  for (const [name, value] of Object.entries({
    appid,
    redirect_uri: returnTo,
    response_type: "code",
    scope: "snsapi_base",
    state,
  })) {
    url.searchParams.set(name, value);
  }
  url.hash = "wechat_redirect";
  return url.href;
}

const answered = z.union([z.object({ openid: z.string().min(1).max(128) }), z.object({ errcode: z.number() })]);

/**
 * The payer's openid for a code; null when the code was used or has expired, or WeChat does not answer.
 */
export async function openidFor({ appid, secret, baseUrl }: OauthSettings, code: string): Promise<string | null> {
  const url = new URL("/sns/oauth2/access_token", baseUrl ?? "https://api.weixin.qq.com");
  for (const [name, value] of Object.entries({ appid, secret, code, grant_type: "authorization_code" }))
    url.searchParams.set(name, value);
  try {
    const answer = await fetch(url, { redirect: "error", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
    const told = answered.safeParse(await answer.json());
    if (told.success && "openid" in told.data) return told.data.openid;
    logger.warn(
      { status: answer.status, errcode: told.success && "errcode" in told.data ? told.data.errcode : null },
      "no openid for a code",
    );
  } catch (error) {
    // The address contains the secret, so the error's text must not be logged.
    logger.warn({ reason: error instanceof DOMException ? error.name : "network" }, "wechat oauth does not answer");
  }
  return null;
}
