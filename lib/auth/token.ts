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

type Claims = { sid: string; aud: Audience; expiresAt: number };

const MOST_KNOWN = 5_000;
const known = new Map<string, Claims>();

/** The login session's id inside a token, or null when it is forged, expired or made for the other audience. */
export async function readToken(audience: Audience, token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const claims = known.get(token) ?? (await decrypt(token));
  return claims?.aud === audience && Date.now() < claims.expiresAt ? claims.sid : null;
}

/**
 * Opening a token costs as much as the query that follows it, and a token says the same every time: what was opened is remembered for a
 * while. Whether the session still lives is never remembered.
 */
async function decrypt(token: string): Promise<Claims | null> {
  try {
    const { sid, aud, exp } = (await decode({ token, secret: env().NEXTAUTH_SECRET })) ?? {};
    if (typeof sid !== "string" || (aud !== "candidate" && aud !== "staff") || typeof exp !== "number") return null;
    const claims = { sid, aud, expiresAt: exp * 1000 } as const;
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(token, claims);
    return claims;
  } catch {
    return null;
  }
}
