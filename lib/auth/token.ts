import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";
import { hostCookie } from "@/lib/http/host-cookie";

/** Candidates and staff have separate cookies: one browser may hold both, and neither is accepted as the other. */
export type Audience = "candidate" | "staff";

/**
 * The purpose of a token. Each purpose has its own key, so a token cannot be decrypted for another purpose.
 */
type Purpose = Audience | "reset" | "appeal" | "change" | "invitation";

export const cookieName = (audience: Audience): string =>
  hostCookie(audience === "candidate" ? "next-auth.session-token" : "next-auth.staff-token");

// The row of the login session decides when it ends; the token must only live longer.
export const TOKEN_SECONDS = 30 * 24 * 60 * 60;

/** Creates an encrypted token with the id of a row, for one purpose, valid for at most `seconds`. */
export const encodeToken = (purpose: Purpose, id: string, seconds: number): Promise<string> =>
  encode({ token: { sid: id, aud: purpose }, secret: env().NEXTAUTH_SECRET, salt: purpose, maxAge: seconds });

/** The token with the id of a login session. */
export const sessionToken = (audience: Audience, loginSessionId: string): Promise<string> =>
  encodeToken(audience, loginSessionId, TOKEN_SECONDS);

type Claims = { id: string; expiresAt: number };

const MAX_KNOWN_TOKENS = 5_000;
const known = new Map<string, Claims>();

/** The id in a token; null when it is forged, expired or of another purpose. */
export async function readToken(purpose: Purpose, token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const claims = known.get(`${purpose} ${token}`) ?? (await decrypt(purpose, token));
  return claims && Date.now() < claims.expiresAt ? claims.id : null;
}

/**
 * Decrypted tokens are cached for some time, because decrypting costs as much as the query after it and a token never
 * changes. Whether the login session is still valid is never cached.
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
