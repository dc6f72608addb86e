import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";

/** Candidates and staff carry separate cookies, so that one browser may hold both and neither passes for the other. */
export type Audience = "candidate" | "staff";

const isSecure = () => env().APP_URL.startsWith("https://");

/** The candidate's cookie is next-auth's own, so that its routes see the same session. */
export function cookieName(audience: Audience): string {
  const name = audience === "candidate" ? "next-auth.session-token" : "next-auth.staff-token";
  return isSecure() ? `__Secure-${name}` : name;
}

export const cookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() }) as const;

// The session row decides when a session ends; the token only has to outlive it.
export const TOKEN_SECONDS = 30 * 24 * 60 * 60;

/** The encrypted token that carries a login session's id. */
export const sessionToken = (audience: Audience, loginSessionId: string): Promise<string> =>
  encode({ token: { sid: loginSessionId, aud: audience }, secret: env().NEXTAUTH_SECRET, maxAge: TOKEN_SECONDS });

/** The login session's id inside a token, or null when it is forged, expired or made for the other audience. */
export async function readToken(audience: Audience, token: string | undefined): Promise<string | null> {
  if (!token) return null;
  try {
    const claims = await decode({ token, secret: env().NEXTAUTH_SECRET });
    return claims?.aud === audience && typeof claims.sid === "string" ? claims.sid : null;
  } catch {
    return null;
  }
}
