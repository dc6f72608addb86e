import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { endLoginSession } from "@/lib/domain/account/commands/end-login-session";
import { noProofOfWork } from "@/lib/domain/account/commands/check-proof-of-work";
import { signIn } from "@/lib/domain/account/commands/sign-in";
import { idleLeft, signedInCandidate } from "@/lib/domain/account/queries";
import { signInSchema } from "@/lib/domain/account/schema";
import { env } from "@/lib/env";
import { logger } from "@/lib/adapter/log/logger";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";
import { clientAddress } from "@/lib/http/client-address";
import { currentDevice, rememberDevice } from "./device";
import { ownPath } from "@/lib/http/own-path";
import { setSessionCookie } from "./session";
import { cookieName, readToken, sessionToken, TOKEN_SECONDS } from "./token";

/** The double-submit cookie against posts from other sites. It is the only cookie that next-auth itself sets. */
export const csrfCookie = (): string => hostCookie("next-auth.csrf-token");

/**
 * next-auth's options for candidates. The login page sets the same cookie by a server action, which works without
 * JavaScript; these options serve clients of next-auth. On every request the row of the login session decides whether
 * it is still valid.
 */
export const authOptions = (): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: TOKEN_SECONDS },
  useSecureCookies: env().APP_URL.startsWith("https://"),
  cookies: {
    sessionToken: { name: cookieName("candidate"), options: cookieOptions() },
    csrfToken: { name: csrfCookie(), options: cookieOptions() },
    // Never set: our own code decides the page after signing in.
    callbackUrl: { name: hostCookie("next-auth.callback-url"), options: cookieOptions() },
  },
  pages: { signIn: "/login", error: "/login" },
  // next-auth would log names, addresses and whole errors. The error code is enough.
  logger: {
    error: (code) => logger.info({ source: "next-auth", code }, "next-auth refused a request"),
    warn: (code) => logger.debug({ source: "next-auth", code }),
    debug: () => undefined,
  },
  jwt: {
    // Only a candidate's session token is accepted here, never a staff token or a reset ticket.
    encode: ({ token }) => sessionToken("candidate", String(token?.["sid"])),
    decode: async ({ token }) => {
      const sid = await readToken("candidate", token);
      return sid ? { sid, aud: "candidate" } : null;
    },
  },
  providers: [
    CredentialsProvider({
      credentials: { phone: { type: "tel" }, password: { type: "password" }, remember: { type: "checkbox" } },
      authorize: async (credentials) => {
        const input = signInSchema.safeParse(credentials ?? {});
        if (!input.success) return null;
        const visitor = { address: await clientAddress(), device: await currentDevice(), effort: noProofOfWork };
        const result = await signIn({ ...input.data, ...visitor, now: new Date() });
        if (!result.ok) return null;
        await rememberDevice(result.value.accountId);
        // next-auth's own cookie would live for thirty days regardless of 记住我, so the route removes it.
        await setSessionCookie("candidate", result.value.session);
        // The token holds the id of the login session and no data about the person.
        return { id: result.value.session.id };
      },
    }),
  ],
  callbacks: {
    redirect: ({ url, baseUrl }) => baseUrl + ownPath(url, "/registration"),
    jwt: ({ token, user }) => {
      // Against its type, `user` is set at the sign-in only.
      const signedIn = user as typeof user | undefined;
      return signedIn ? { sid: signedIn.id, aud: "candidate" } : token;
    },
    session: async ({ session, token }) => {
      const now = new Date();
      const sid = token["aud"] === "candidate" && typeof token["sid"] === "string" ? token["sid"] : null;
      const candidate = sid ? await signedInCandidate(sid, now) : null;
      const left = sid && candidate ? await idleLeft(sid, "accountId", now) : null;
      // next-auth uses an empty object for "not signed in".
      const known: Partial<typeof session> =
        candidate && left
          ? { user: { id: candidate.id } as object, expires: new Date(now.getTime() + left.milliseconds).toISOString() }
          : {};
      return known as typeof session;
    },
  },
  events: {
    signOut: async ({ token }) => {
      // Against its type, null when the cookie holds no candidate's token.
      const sid = (token as typeof token | null)?.["sid"];
      if (typeof sid === "string") await endLoginSession({ loginSessionId: sid, now: new Date() });
    },
  },
});
