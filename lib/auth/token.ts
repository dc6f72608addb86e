import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { hostCookie } from "@/lib/http/host-cookie";

/** Candidates and staff carry separate cookies, so that one browser may hold both and neither passes for the other. */
export type Audience = "candidate" | "staff";

/**
 * What a token is good for. Each purpose has a key of its own: a token of one purpose cannot even be decrypted as one
 * of another.
 */
type Purpose = Audience | "reset" | "appeal";

export const cookieName = (audience: Audience): string =>
  hostCookie(audience === "candidate" ? "next-auth.session-token" : "next-auth.staff-token");

// The session row decides when a session ends; the token only has to outlive it.
export const TOKEN_SECONDS = 30 * 24 * 60 * 60;

/** An encrypted token that names a row by its id, for one purpose and at most so many seconds. */
export const encodeToken = (purpose: Purpose, id: string, seconds: number): Promise<string> =>
  encode({ token: { sid: id, aud: purpose }, secret: env().NEXTAUTH_SECRET, salt: purpose, maxAge: seconds });

/** The token that carries a login session's id. */
export const sessionToken = (audience: Audience, loginSessionId: string): Promise<string> =>
  encodeToken(audience, loginSessionId, TOKEN_SECONDS);

type Claims = { id: string; expiresAt: number };

const MAX_KNOWN_TOKENS = 5_000;
const known = new Map<string, Claims>();

/** The id inside a token, or null when it is forged, expired or made for another purpose. */
export async function readToken(purpose: Purpose, token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const claims = known.get(`${purpose} ${token}`) ?? (await decrypt(purpose, token));
  return claims && Date.now() < claims.expiresAt ? claims.id : null;
}

/**
 * Decrypting a token costs as much as the query that follows it, and a token says the same every time: what was
 * decrypted is remembered for a while. Whether the session still lives is never remembered.
 */
async function decrypt(purpose: Purpose, token: string): Promise<Claims | null> {
  try {
    const { sid, aud, exp } = (await decode({ token, secret: env().NEXTAUTH_SECRET, salt: purpose })) ?? {};
    if (typeof sid !== "string" || aud !== purpose || typeof exp !== "number") return null;
    const claims = { id: sid, expiresAt: exp * 1000 };
    if (known.size >= MAX_KNOWN_TOKENS) known.clear();
    known.set(`${purpose} ${token}`, claims);
    return claims;
  } catch {
    return null;
  }
}
