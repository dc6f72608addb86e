import { createServer } from "node:http";
import { Provider } from "oidc-provider";

// The university's single sign-on of the tests: a real OpenID provider over HTTP on a port of its own. Whoever is sent
// there is signed in at once as the person that the test has set; a journey sets him by a post to /control.

export const clients = {
  desk: { clientId: "desk", clientSecret: "a-secret-of-the-tests-for-the-desk" },
  other: { clientId: "other", clientSecret: "a-secret-of-the-tests-for-another" },
};

/** @param {{ redirectUri: string }} options */
export async function startOidcProvider({ redirectUri }) {
  /** @type {import("./oidc-provider.d.mts").ProviderWorld} */
  const world = { person: null, down: false, idToken: null };
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(undefined));
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const issuer = `http://127.0.0.1:${port}`;
  /** @type {Map<string, string | undefined>} */
  const accounts = new Map();

  const provider = new Provider(issuer, {
    clients: Object.values(clients).map(({ clientId, clientSecret }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      require_auth_time: true,
    })),
    pkce: { required: () => true },
    ttl: { IdToken: 600, AuthorizationCode: 60, AccessToken: 600, Interaction: 600, Session: 600, Grant: 600 },
    cookies: { keys: ["a-key-of-the-tests"] },
    claims: { auth_time: null, iss: null, openid: ["sub", "acr", "amr"], profile: ["preferred_username"] },
    // As most universities do, the ID token itself has the claims.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, preferred_username: accounts.get(accountId) }),
    }),
    // Nobody is asked whether the desk may know who he is.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    await next();
    if (world.idToken !== null && context.path === "/token" && context.body?.id_token)
      context.body.id_token = world.idToken;
  });
  const answer = provider.callback();

  /** @param {import("node:http").IncomingMessage} request @param {import("node:http").ServerResponse} response */
  const serve = async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", issuer);
    try {
      if (pathname === "/control") {
        let text = "";
        for await (const chunk of request) text += chunk;
        Object.assign(world, JSON.parse(text));
        response.end();
      } else if (world.down) {
        response.writeHead(503).end();
      } else if (pathname.startsWith("/interaction/")) {
        const { person } = world;
        if (person) accounts.set(person.subject, person.account);
        await provider.interactionFinished(
          request,
          response,
          person
            ? { login: { accountId: person.subject, amr: person.amr, acr: person.acr, remember: false } }
            : { error: "access_denied", error_description: "cancelled" },
          { mergeWithLastSubmission: false },
        );
      } else {
        // Each visit is a new one: nobody is still signed in from the last.
        if (pathname === "/auth") request.headers.cookie = "";
        await answer(request, response);
      }
    } catch (error) {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    }
  };
  server.on("request", (request, response) => void serve(request, response));

  const stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve(undefined));
      server.closeAllConnections();
    });
  return { issuer, world, stop };
}
