import { randomBytes } from "node:crypto";
import type { Account } from "./account";
import { webAddress } from "./http";

const CODE_LIFE_MS = 5 * 60_000;

type Issued = { openid: string; until: number; used: boolean };

/** 公众号网页授权: a code for the browser, and the openid of that browser for the merchant that has the secret. */
export function createOauth(account: Account) {
  const codes = new Map<string, Issued>();
  return {
    /** The next address of the browser; null when the request is invalid. */
    authorize(url: URL, openid: string, now: number): string | null {
      const target = webAddress(url.searchParams.get("redirect_uri"));
      const inOrder =
        url.searchParams.get("appid") === account.credentials.appid && url.searchParams.get("response_type") === "code";
      if (!inOrder || !target) return null;
      const code = randomBytes(16).toString("hex");
      codes.set(code, { openid, until: now + CODE_LIFE_MS, used: false });
      const back = new URL(target);
      back.searchParams.set("code", code);
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      return back.href;
    },
    accessToken(url: URL, now: number): object {
      const { credentials } = account;
      if (url.searchParams.get("appid") !== credentials.appid) return { errcode: 40013, errmsg: "invalid appid" };
      if (url.searchParams.get("secret") !== credentials.appSecret)
        return { errcode: 40125, errmsg: "invalid appsecret" };
      const issued = codes.get(url.searchParams.get("code") ?? "");
      if (!issued || now > issued.until) return { errcode: 40029, errmsg: "invalid code" };
      if (issued.used) return { errcode: 40163, errmsg: "code been used" };
      issued.used = true;
      const token = () => randomBytes(32).toString("base64url");
      return {
        access_token: token(),
        expires_in: 7200,
        refresh_token: token(),
        openid: issued.openid,
        scope: "snsapi_base",
      };
    },
  };
}
