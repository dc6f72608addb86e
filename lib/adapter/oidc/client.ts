import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  clockSkew,
  clockTolerance,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ServerMetadata,
} from "openid-client";
import { z } from "zod";
import { logger } from "@/lib/adapter/log/logger";
import { ok, refuse, type Result } from "@/lib/core/result";

/** The university's OpenID provider, and who we are to it. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim with the person's number there, to show whom an account is bound to. */
  accountClaim: string;
};

/** What this browser must bring back: the answer is accepted with all three alone. */
export type OidcChecks = { state: string; nonce: string; codeVerifier: string };

/** A person as the provider knows him. */
export type OidcIdentity = {
  issuer: string;
  /** The provider's own id of the person: it never names somebody else. */
  subject: string;
  /** His number there, as far as it is told. */
  account: string | null;
  /** Whether the token says that he proved himself with more than one factor. */
  severalFactors: boolean;
  /** When he proved himself; null when the token does not say. */
  provedAt: Date | null;
};

export type OidcRefusal = "sso_unreachable" | "sso_cancelled" | "sso_failed";

const TIMEOUT_SECONDS = 8;
/** How far the provider's clock may be off. */
const TOLERANCE_SECONDS = 30;
/** Keys and addresses of the provider are asked for anew after this time. */
const KEPT_MS = 60 * 60_000;

/** What says "several factors": RFC 8176, and the profile of universities' federations. */
const SEVERAL_FACTORS_AMR = "mfa";
const SEVERAL_FACTORS_ACR = "https://refeds.org/profile/mfa";

let kept: { issuer: string; at: number; server: ServerMetadata } | undefined;

/** How we talk to the provider. `now` stands in for the machine's clock, which the library reads. */
async function configurationOf({ issuer, clientId, clientSecret }: OidcSettings, now: Date): Promise<Configuration> {
  // Only a demo may have an issuer without TLS (lib/env.ts).
  const insecure = issuer.startsWith("http://");
  const ways = {
    [clockTolerance]: TOLERANCE_SECONDS,
    [clockSkew]: Math.round((now.getTime() - Date.now()) / 1000),
  };
  const [post, basic] = [ClientSecretPost(clientSecret), ClientSecretBasic(clientSecret)];
  // A provider that says nothing takes Basic (OpenID Connect Discovery 1.0, section 3).
  const authenticate: ClientAuth = (server, ...rest) => {
    (server.token_endpoint_auth_methods_supported?.includes("client_secret_post") ? post : basic)(server, ...rest);
  };
  if (kept?.issuer !== issuer || Math.abs(now.getTime() - kept.at) > KEPT_MS) {
    const found = await discovery(new URL(issuer), clientId, ways, authenticate, {
      timeout: TIMEOUT_SECONDS,
      execute: insecure ? [allowInsecureRequests] : [],
    });
    kept = { issuer, at: now.getTime(), server: found.serverMetadata() };
  }
  const configuration = new Configuration(kept.server, clientId, ways, authenticate);
  configuration.timeout = TIMEOUT_SECONDS;
  if (insecure) allowInsecureRequests(configuration);
  // The signature is checked as well, although the token comes from the provider itself over TLS.
  enableNonRepudiationChecks(configuration);
  return configuration;
}

/** The address where the provider asks the person who he is, and what must come back from there to `redirectUri`. */
export async function authorizationRequest(
  settings: OidcSettings,
  redirectUri: string,
  now: Date,
): Promise<Result<{ address: string; checks: OidcChecks }, OidcRefusal>> {
  const checks = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
  try {
    const configuration = await configurationOf(settings, now);
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: "openid profile",
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await calculatePKCECodeChallenge(checks.codeVerifier),
      code_challenge_method: "S256",
    });
    return ok({ address: address.href, checks });
  } catch (error) {
    return refuse(refusalOf(error));
  }
}

const claimsShape = z.looseObject({
  iss: z.string().min(1),
  sub: z.string().min(1).max(255),
  amr: z.array(z.string()).optional().catch(undefined),
  acr: z.string().optional().catch(undefined),
  auth_time: z.number().optional().catch(undefined),
});

/**
 * The person behind the answer with which the provider sent the browser back to `returned`, our redirect address with
 * its query. The code is exchanged, and the ID token's signature, issuer, audience, nonce and expiry are checked.
 */
export async function identityBehind(
  settings: OidcSettings,
  returned: URL,
  checks: OidcChecks,
  now: Date,
): Promise<Result<OidcIdentity, OidcRefusal>> {
  try {
    const configuration = await configurationOf(settings, now);
    const tokens = await authorizationCodeGrant(configuration, returned, {
      pkceCodeVerifier: checks.codeVerifier,
      expectedState: checks.state,
      expectedNonce: checks.nonce,
      idTokenExpected: true,
    });
    const { iss, sub, amr, acr, auth_time: provedAt, ...claims } = claimsShape.parse(tokens.claims());
    const account = claims[settings.accountClaim];
    return ok({
      issuer: iss,
      subject: sub,
      account: typeof account === "string" && account !== "" ? account.slice(0, 100) : null,
      severalFactors: amr?.includes(SEVERAL_FACTORS_AMR) === true || acr === SEVERAL_FACTORS_ACR,
      provedAt: provedAt === undefined ? null : new Date(Math.min(provedAt * 1000, now.getTime())),
    });
  } catch (error) {
    return refuse(refusalOf(error));
  }
}

/** What the visitor is told. The error's text may have the address with the code, so only its kind is logged. */
function refusalOf(error: unknown): OidcRefusal {
  if (error instanceof AuthorizationResponseError && error.error === "access_denied") return "sso_cancelled";
  const code = error instanceof ClientError ? (error.code ?? "") : "";
  const name = error instanceof Error ? error.name : "unknown";
  logger.warn({ event: "sso_failed", name, code }, "single sign-on failed");
  const unreachable =
    error instanceof TypeError ||
    name === "TimeoutError" ||
    name === "AbortError" ||
    /TIMEOUT|RESPONSE_IS_NOT/.test(code);
  return unreachable ? "sso_unreachable" : "sso_failed";
}
