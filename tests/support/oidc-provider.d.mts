/** A person who signs in at the provider without a question; null: he cancels. */
export type ProviderPerson = { subject: string; account?: string; amr?: string[]; acr?: string };

export type ProviderWorld = {
  person: ProviderPerson | null;
  /** Every request is answered 503. */
  down: boolean;
  /** Put in the place of the next ID tokens. */
  idToken: string | null;
};

export type OidcProvider = { issuer: string; world: ProviderWorld; stop: () => Promise<void> };

export const clients: Record<"desk" | "other", { clientId: string; clientSecret: string }>;

export function startOidcProvider(options: { redirectUri: string }): Promise<OidcProvider>;
