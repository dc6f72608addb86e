import { cookies } from "next/headers";
import { z } from "zod";
import { decryptText, encryptText } from "@/lib/adapter/crypto/encryption";
import type { OidcIdentity, OidcSettings } from "@/lib/adapter/oidc/client";
import { env } from "@/lib/env";
import { cookieOptions, hostCookie } from "@/lib/http/host-cookie";

/** The university's single sign-on (统一身份认证) for staff; null where none is set up, and then no page has it. */
export function ssoSettings(): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env();
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret, accountClaim: env().OIDC_ACCOUNT_CLAIM };
}

/** Whether several factors at the university stand in for ours. */
export const trustsSso = (): boolean => env().OIDC_SECOND_FACTOR === "trusted";

/** The address to which the provider sends the browser back: exactly this one is registered there. */
export const ssoReturn = (): string => `${env().APP_URL}/api/staff-sso/callback`;

const SECONDS = 600;

const stored = z.object({ until: z.number(), value: z.unknown() });

/** A cookie with an encrypted value that counts for ten minutes, once. */
function ticket<T extends z.ZodType>(name: "sso-request" | "sso-binding", shape: T) {
  return {
    keep: async (value: z.output<T>, now: Date): Promise<void> => {
      const text = encryptText(name, JSON.stringify({ until: now.getTime() + SECONDS * 1000, value }));
      (await cookies()).set(hostCookie(name), text, { ...cookieOptions(), maxAge: SECONDS });
    },
    read: async (now: Date): Promise<z.output<T> | null> => {
      const text = (await cookies()).get(hostCookie(name))?.value;
      if (!text) return null;
      try {
        const { until, value } = stored.parse(JSON.parse(decryptText(name, text)));
        return now.getTime() < until ? shape.parse(value) : null;
      } catch {
        return null;
      }
    },
    drop: async (): Promise<void> => {
      (await cookies()).delete({ name: hostCookie(name), ...cookieOptions() });
    },
  };
}

/** What this browser must bring back from the provider, and what for: to sign in, or to bind this login's member. */
export const ssoRequest = ticket(
  "sso-request",
  z.object({
    checks: z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() }),
    next: z.string(),
    /** The login session whose member is to be bound; null: somebody signs in. */
    binds: z.string().nullable(),
  }),
);

/** Whom the provider named for this login session. Its member confirms the binding with a code. */
export const ssoBinding = ticket(
  "sso-binding",
  z.object({
    loginSessionId: z.string(),
    identity: z.object({ issuer: z.string(), subject: z.string(), account: z.string().nullable() }),
  }) satisfies z.ZodType<{ loginSessionId: string; identity: Pick<OidcIdentity, "issuer" | "subject" | "account"> }>,
);
