import { redirect } from "next/navigation";
import { authorizationRequest } from "@/lib/adapter/oidc/client";
import { StaffRole } from "@/lib/adapter/db/enums";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { currentStaff, requireStaff } from "@/lib/auth/session";
import { ssoRequest, ssoReturn, ssoSettings } from "@/lib/auth/staff-sso";
import { ssoAsked } from "@/lib/domain/account/limits";
import { clientAddress } from "@/lib/http/client-address";
import { withNotice } from "@/lib/http/notice";
import { deskPath } from "@/lib/http/own-path";

/**
 * Sends the browser to the university's single sign-on: to sign in, or with ?for=bind to learn whom the signed-in
 * member is to be bound to. A GET, because a form's policy would not let it lead to another site; it changes nothing.
 */
export async function GET(request: Request): Promise<never> {
  const asked = new URL(request.url).searchParams;
  const binds = asked.get("for") === "bind";
  const back = binds ? "/admin/account" : "/admin/login";
  const staff = binds ? await requireStaff(Object.values(StaffRole), "/admin/account") : null;
  // A link followed by mistake must not end the login that has a half-typed form open.
  if (!binds && (await currentStaff())) redirect(deskPath(asked.get("next")));
  const settings = ssoSettings();
  if (!settings) redirect(withNotice(back, "sso_failed"));
  if (!(await consume(ssoAsked, await clientAddress())).allowed) redirect(withNotice(back, "sso_limit"));
  const now = new Date();
  const begun = await authorizationRequest(settings, ssoReturn(), now);
  if (!begun.ok) redirect(withNotice(back, begun.error));
  const { address, checks } = begun.value;
  await ssoRequest.keep({ checks, next: deskPath(asked.get("next")), binds: staff?.loginSessionId ?? null }, now);
  redirect(address);
}
