import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Books } from "./api";
import { findByCode, payByBridge, payByCode } from "./cashier";
import { parseJson, sendJson, sendPage, webAddress } from "./http";
import type { Order } from "./ledger";
import type { Notifier } from "./notifier";
import { createOauth } from "./oauth";
import { payPage, strangerPage } from "./pages";

/** The parts of WeChat that browsers and phones use: its payment pages, its payment window, and the OAuth login. */
export function createCounter({ account, ledger, now }: Books, notifier: Notifier) {
  const oauth = createOauth(account);
  const tell = (paid: Order | null) => paid && notifier.schedule(paid.outTradeNo);

  return {
    /** /pay?pr=… or /pay?code=weixin://…; posting to it is the user's press on 支付. */
    payByCode(request: IncomingMessage, response: ServerResponse, url: URL): void {
      const { order, pr } = findByCode(ledger, url.searchParams.get("pr") ?? url.searchParams.get("code") ?? "");
      if (request.method !== "POST") return sendPage(response, payPage(order, pr, now()), order ? 200 : 404);
      tell(payByCode(ledger, pr, now()));
      response.writeHead(303, { Location: `/pay?pr=${encodeURIComponent(pr)}` }).end();
    },

    /** h5_url: only for browsers that come from a page, and back to it after the payment. */
    payInBrowser(request: IncomingMessage, response: ServerResponse, url: URL, body: Buffer): void {
      const { order, pr } = findByCode(ledger, url.searchParams.get("prepay_id") ?? "");
      const own = order?.tradeType === "MWEB" ? order : undefined;
      if (request.method === "POST") {
        if (own) tell(payByCode(ledger, pr, now()));
        const target = webAddress(new URLSearchParams(body.toString("utf8")).get("redirect_url")) ?? request.url ?? "/";
        return void response.writeHead(303, { Location: target }).end();
      }
      if (!request.headers.referer) return sendPage(response, strangerPage(), 403);
      sendPage(response, payPage(own, pr, now(), webAddress(url.searchParams.get("redirect_url"))), own ? 200 : 404);
    },

    /** Does what WeChat's own browser does with the parameters that a page passes to its bridge. */
    payInWeChat(response: ServerResponse, body: Buffer): void {
      const paid = payByBridge(account, ledger, parseJson(body.toString("utf8")), now());
      tell(paid);
      sendJson(response, 200, { err_msg: `get_brand_wcpay_request:${paid ? "ok" : "fail"}` });
    },

    /** WeChat treats a browser as one person; here a cookie identifies it. */
    authorize(request: IncomingMessage, response: ServerResponse, url: URL): void {
      const known = /(?:^|; )openid=(o[0-9A-Za-z_-]{20,})/.exec(request.headers.cookie ?? "")?.[1];
      const openid = known ?? `o${randomBytes(20).toString("base64url")}`;
      const target = oauth.authorize(url, openid, now());
      if (!target) return sendJson(response, 400, { errcode: 10003, errmsg: "redirect_uri域名与后台配置不一致" });
      response
        .writeHead(302, { Location: target, "Set-Cookie": `openid=${openid}; Path=/; HttpOnly; SameSite=Lax` })
        .end();
    },

    /** The merchant's request for the openid, with the code that a browser brought. */
    tellWho: (response: ServerResponse, url: URL): void => sendJson(response, 200, oauth.accessToken(url, now())),
  };
}
