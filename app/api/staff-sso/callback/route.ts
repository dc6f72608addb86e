import { redirect } from "next/navigation";
import { identityBehind } from "@/lib/adapter/oidc/client";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { rememberDevice } from "@/lib/auth/device";
import { currentStaff, secondFactorAddress, setSessionCookie } from "@/lib/auth/session";
import { ssoBinding, ssoRequest, ssoReturn, ssoSettings, trustsSso } from "@/lib/auth/staff-sso";
import { signInByIdentity } from "@/lib/domain/account/commands/sso";
import { ssoAsked } from "@/lib/domain/account/limits";
import { signedInStaff } from "@/lib/domain/account/queries";
import { clientAddress } from "@/lib/http/client-address";
import { loginOrigin } from "@/lib/http/login-origin";
import { withNotice } from "@/lib/http/notice";

/**
 * The university's single sign-on sends its browser here. Our redirect takes the code out of the address. Whatever goes
 * wrong ends on the page where it began, with a sentence and the other way to sign in; nothing is tried again by
 * itself.
 */
export async function GET(request: Request): Promise<never> {
  const now = new Date();
  const settings = ssoSettings();
  const ours = await ssoRequest.read(now);
  // It counts once, whatever comes of it.
  await ssoRequest.drop();
  const back = ours?.binds ? "/admin/account" : "/admin/login";
  if (!settings || !ours) redirect(withNotice(back, "sso_failed"));
  const address = await clientAddress();
  if (!(await consume(ssoAsked, address)).allowed) redirect(withNotice(back, "sso_limit"));
  const returned = new URL(ssoReturn());
  returned.search = new URL(request.url).search;
  const found = await identityBehind(settings, returned, ours.checks, now);
  if (!found.ok) redirect(withNotice(back, found.error));
  const identity = found.value;

  if (ours.binds !== null) {
    const staff = await currentStaff();
    if (staff?.loginSessionId !== ours.binds) redirect(withNotice("/admin/login", "sso_failed"));
    const { issuer, subject, account } = identity;
    await ssoBinding.keep({ loginSessionId: ours.binds, identity: { issuer, subject, account } }, now);
    redirect("/admin/account#sso");
  }

  const visitor = { address, origin: await loginOrigin() };
  const done = await signInByIdentity({ identity, trusted: trustsSso(), ...visitor, now });
  if (!done.ok) redirect(withNotice("/admin/login", done.error));
  const { staffId, session } = done.value;
  await setSessionCookie("staff", session);
  // As with the password: no browser is a known one before the second factor.
  if (!(await signedInStaff(session.id, now))) redirect(secondFactorAddress(ours.next));
  await rememberDevice(staffId);
  redirect(ours.next);
}
