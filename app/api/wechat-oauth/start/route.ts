import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { browserAddress, ownAddress } from "@/lib/auth/mode";
import { oauthSettings, setOauthState } from "@/lib/auth/payer-openid";
import { candidateLoginSession } from "@/lib/auth/session";
import { authorizeUrl } from "@/lib/wechat-oauth/openid";

/** Sends WeChat's browser to WeChat to learn who holds it. */
export async function GET(): Promise<never> {
  const settings = oauthSettings();
  const host = (await headers()).get("host");
  if (!settings) redirect("/registration/payment?notice=wechat_identity_failed");
  if (!(await candidateLoginSession())) redirect("/login?notice=signed_out&next=%2Fregistration%2Fpayment");
  const returnTo = `${ownAddress(host)}/api/wechat-oauth/callback`;
  redirect(browserAddress(authorizeUrl(settings, returnTo, await setOauthState()), host));
}
