import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { endLoginSession } from "@/lib/domain/account/commands/end-login-session";
import {
  secondFactorState,
  type SignedInCandidate,
  signedInCandidate,
  type SignedInStaff,
  signedInStaff,
  watchingStaff,
} from "@/lib/domain/account/queries";
import { mayAs, type Roles } from "@/lib/domain/account/roles";
import { cookieOptions } from "@/lib/http/host-cookie";
import { withNotice } from "@/lib/http/notice";
import { type Audience, cookieName, readToken, sessionToken } from "./token";

/** The id of the login session in this request's cookie. The database decides whether it is still valid. */
export const loginSessionId = async (audience: Audience): Promise<string | null> => {
  const jar = await cookies();
  return readToken(audience, jar.get(cookieName(audience))?.value);
};

/** The id of the login session in a candidate's cookie. The query that uses it must check that it is still valid. */
export const candidateLoginSession = (): Promise<string | null> => loginSessionId("candidate");

/** The candidate of this request, loaded once for each request; null when not signed in. */
export const currentCandidate = cache(async (): Promise<SignedInCandidate | null> => {
  const id = await loginSessionId("candidate");
  return id ? signedInCandidate(id, new Date()) : null;
});

export const currentStaff = cache(async (): Promise<SignedInStaff | null> => {
  const id = await loginSessionId("staff");
  return id ? signedInStaff(id, new Date()) : null;
});

/**
 * How far this browser's staff login is with the second factor; null without a login. It opens nothing: the gates ask
 * currentStaff, which is null as long as the factor is outstanding.
 */
export const currentSecondFactor = cache(async () => {
  const id = await loginSessionId("staff");
  const state = id ? await secondFactorState(id, new Date()) : null;
  return id && state ? { ...state, loginSessionId: id } : null;
});

/** The page where a member of staff gives or sets up his second factor, and from which he goes on to `returnTo`. */
export const secondFactorAddress = (returnTo?: string): string =>
  returnTo ? `/admin/second-factor?next=${encodeURIComponent(returnTo)}` : "/admin/second-factor";

/**
 * The member of staff, in one of these roles, whose open page polls (live numbers, claims). Polling does not prolong
 * his login session.
 */
export async function watchingStaffIn(allowed: Roles): Promise<SignedInStaff | null> {
  const id = await loginSessionId("staff");
  const staff = id ? await watchingStaff(id, new Date()) : null;
  return staff && mayAs(staff.roles, allowed) ? staff : null;
}

type LoginReason = "signed_out" | "signed_out_text_kept" | "signed_out_file_lost" | "session_over" | "signed_off";

/** The sign-in page of candidates or staff, with the reason that it shows once. */
export function loginAddress(audience: Audience, reason: LoginReason, returnTo?: string): string {
  const page = audience === "staff" ? "/admin/login" : "/login";
  return withNotice(returnTo ? `${page}?next=${encodeURIComponent(returnTo)}` : page, reason);
}

/** Redirects a visitor to sign in, and after that to the page that he asked for. */
export function toLogin(returnTo?: string, reason: "signed_out" | "signed_out_text_kept" = "signed_out"): never {
  redirect(loginAddress("candidate", reason, returnTo));
}

/**
 * The gate of every staff page and action. For other roles the page does not exist. Administrators may do everything.
 */
export async function requireStaff(allowed: Roles, returnTo?: string): Promise<SignedInStaff> {
  const staff = await currentStaff();
  if (!staff) {
    const outstanding = await currentSecondFactor();
    redirect(outstanding ? secondFactorAddress(returnTo) : loginAddress("staff", "signed_out", returnTo));
  }
  if (!mayAs(staff.roles, allowed)) notFound();
  return staff;
}

/**
 * Sets the cookie of a login session. A remembered one outlives the browser, another one ends with it. The browser's
 * former login session is revoked, so that a copied cookie does not stay signed in.
 */
export async function setSessionCookie(
  audience: Audience,
  session: { id: string; expiresAt: Date; remembered: boolean },
): Promise<void> {
  const before = await loginSessionId(audience);
  if (before && before !== session.id) await endLoginSession({ loginSessionId: before, now: new Date() });
  const jar = await cookies();
  jar.set(cookieName(audience), await sessionToken(audience, session.id), {
    ...cookieOptions(),
    ...(session.remembered ? { expires: session.expiresAt } : {}),
  });
}

export async function clearSessionCookie(audience: Audience): Promise<void> {
  (await cookies()).delete({ name: cookieName(audience), ...cookieOptions() });
}

/**
 * Tells the browser at sign-out to delete cached pages and its storage. Not the cookies: the other audience's login
 * session may be among them.
 */
export const SIGNED_OUT_HEADERS = { "clear-site-data": '"cache", "storage"', "cache-control": "no-store" };
