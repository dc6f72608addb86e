import { redirect } from "next/navigation";
import { keepOpenid, oauthSettings, takeOauthState } from "@/lib/auth/payer-openid";
import { candidateLoginSession } from "@/lib/auth/session";
import { openidFor } from "@/lib/wechat-oauth/openid";

const failed = "/registration/payment?notice=wechat_identity_failed";

/** Where WeChat sends its browser back. The code leaves the address with the redirect; a failure never tries again by itself. */
export async function GET(request: Request): Promise<never> {
  const given = new URL(request.url).searchParams;
  const settings = oauthSettings();
  const ours = await takeOauthState(given.get("state") ?? "");
  const loginSessionId = await candidateLoginSession();
  if (!loginSessionId) redirect("/login?notice=signed_out&next=%2Fregistration%2Fpayment");
  const code = given.get("code") ?? "";
  const openid = settings && ours && code ? await openidFor(settings, code) : null;
  if (!openid) redirect(failed);
  await keepOpenid(openid, loginSessionId, new Date());
  // WeChat's #wechat_redirect stays on the address; the query makes the page's next navigation more than a jump within it.
  redirect("/registration/payment?payer=known");
}
