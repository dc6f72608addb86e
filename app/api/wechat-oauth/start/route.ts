import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { browserAddress, ownAddress } from "@/lib/http/installation";
import { oauthSettings, setOauthState } from "@/lib/auth/payer-openid";
import { candidateLoginSession, toLogin } from "@/lib/auth/session";
import { withNotice } from "@/lib/http/notice";
import { authorizeUrl } from "@/lib/adapter/wechat-oauth/openid";

/** Redirects WeChat's browser to WeChat to find out which WeChat user it belongs to. */
export async function GET(): Promise<never> {
  const settings = oauthSettings();
  const host = (await headers()).get("host");
  if (!settings) redirect(withNotice("/registration/payment", "wechat_identity_failed"));
  if (!(await candidateLoginSession())) toLogin("/registration/payment");
  const returnTo = `${ownAddress(host)}/api/wechat-oauth/callback`;
  redirect(browserAddress(authorizeUrl(settings, returnTo, await setOauthState()), host));
}
