import { z } from "zod";
import { logger } from "@/lib/adapter/log/logger";

/** The public account (公众号) that asks who its visitor is. */
export type OauthSettings = {
  appid: string;
  secret: string;
  /** Stands in for WeChat's two hosts; undefined: WeChat itself. */
  baseUrl: string | undefined;
};

const TIMEOUT_MS = 10_000;

/**
 * Where WeChat's browser is sent to learn who holds it, silently (snsapi_base). It comes back to `returnTo` with a code
 * that is used once, and with `state` unchanged.
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
 * The payer's openid for a code, or null when WeChat gives none: the code was used, is too old, or WeChat does not
 * answer.
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
    // The address holds the secret: nothing of the error's words may be logged.
    logger.warn({ reason: error instanceof DOMException ? error.name : "network" }, "wechat oauth does not answer");
  }
  return null;
}
