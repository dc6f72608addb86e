import { redirect } from "next/navigation";
import { storeOpenid, loadOpenid, oauthSettings, takeOauthState } from "@/lib/auth/payer-openid";
import { candidateLoginSession, toLogin } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";
import { openidFor } from "@/lib/adapter/wechat-oauth/openid";

/**
 * WeChat redirects its browser to this address. Our redirect removes the code from the address. After a failure nothing
 * is retried automatically.
 */
export async function GET(request: Request): Promise<never> {
  const given = new URL(request.url).searchParams;
  const settings = oauthSettings();
  const ours = await takeOauthState(given.get("state") ?? "");
  const loginSessionId = await candidateLoginSession();
  if (!loginSessionId) toLogin("/registration/payment");
  const code = given.get("code") ?? "";
  const openid = settings && ours && code ? await openidFor(settings, code) : null;
  if (!openid) {
    // WeChat calls some pages twice. The payer found by the first call is kept.
    const learnt = (await loadOpenid(loginSessionId, new Date())) !== null;
    redirect(learnt ? "/registration/payment" : withNotice("/registration/payment", "wechat_identity_failed"));
  }
  await storeOpenid(openid, loginSessionId, new Date());
  // WeChat's #wechat_redirect stays on the address. The query makes the next navigation a real one and not a jump
  // within the page.
  redirect("/registration/payment?payer=known");
}
