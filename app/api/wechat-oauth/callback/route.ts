import { redirect } from "next/navigation";
import { keepOpenid, keptOpenid, oauthSettings, takeOauthState } from "@/lib/auth/payer-openid";
import { candidateLoginSession, toLogin } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";
import { openidFor } from "@/lib/adapter/wechat-oauth/openid";

/**
 * Where WeChat sends its browser back. The code leaves the address with the redirect; a failure never tries again by
 * itself.
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
    // WeChat calls some pages twice: what the first call learnt holds.
    const learnt = (await keptOpenid(loginSessionId, new Date())) !== null;
    redirect(learnt ? "/registration/payment" : withNotice("/registration/payment", "wechat_identity_failed"));
  }
  await keepOpenid(openid, loginSessionId, new Date());
  // WeChat's #wechat_redirect stays on the address; the query makes the page's next navigation more than a jump within
  // it.
  redirect("/registration/payment?payer=known");
}
