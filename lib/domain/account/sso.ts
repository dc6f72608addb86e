/** Why single sign-on, or a binding to it, was refused. What the provider says: lib/adapter/oidc/client.ts. */
export type SsoRefusal =
  | "sso_not_bound"
  | "sso_staff_disabled"
  | "sso_is_bound"
  | "sso_taken"
  | "sso_not_bound_now"
  | "sso_binding_over";

/** The number of a person at the university, so far that he knows it again: 2019001234 → 20******34. */
export function maskedIdentity(account: string | null): string | null {
  if (account === null) return null;
  const characters = Array.from(account);
  const [first, last] = characters.length > 5 ? [2, 2] : [1, characters.length > 2 ? 1 : 0];
  return characters.map((one, at) => (at < first || at >= characters.length - last ? one : "*")).join("");
}

/** A member who is bound to nobody at the university. */
export const UNBOUND = { ssoIndex: null, ssoAccount: null, ssoSince: null };
