import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { endLoginSession } from "@/lib/account/commands/end-login-session";
import { noEffort } from "@/lib/account/commands/show-effort";
import { signIn } from "@/lib/account/commands/sign-in";
import { signedInCandidate } from "@/lib/account/queries";
import { signInSchema } from "@/lib/account/schema";
import { env } from "@/lib/env";
import { clientAddress } from "./address";
import { cookieName, cookieOptions, TOKEN_SECONDS } from "./token";

/**
 * next-auth's view of the candidate's session. The login page sets the same cookie by a server action that works without JavaScript;
 * this is the door for everything that speaks next-auth. The session's row decides, on every request, whether it still lives.
 */
export const authOptions = (): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: TOKEN_SECONDS },
  useSecureCookies: env().APP_URL.startsWith("https://"),
  cookies: { sessionToken: { name: cookieName("candidate"), options: cookieOptions() } },
  pages: { signIn: "/login", error: "/login" },
  providers: [
    CredentialsProvider({
      credentials: { phone: { type: "tel" }, password: { type: "password" }, remember: { type: "checkbox" } },
      authorize: async (credentials) => {
        const input = signInSchema.safeParse(credentials ?? {});
        if (!input.success) return null;
        const result = await signIn({ ...input.data, address: await clientAddress(), effort: noEffort, now: new Date() });
        // The token carries the login session; nothing about the person goes into the cookie.
        return result.ok ? { id: result.value.session.id } : null;
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => {
      // `user` is there at the sign-in alone, whatever the types say.
      const signedIn = user as typeof user | undefined;
      return signedIn ? { sid: signedIn.id, aud: "candidate" } : token;
    },
    session: async ({ session, token }) => {
      const candidate =
        token["aud"] === "candidate" && typeof token["sid"] === "string" ? await signedInCandidate(token["sid"], new Date()) : null;
      // An empty object is next-auth's "nobody is signed in".
      const known: Partial<typeof session> = candidate ? { ...session, user: { id: candidate.id } as object } : {};
      return known as typeof session;
    },
  },
  events: {
    signOut: async ({ token }) => {
      if (typeof token["sid"] === "string") await endLoginSession({ loginSessionId: token["sid"], now: new Date() });
    },
  },
});
