import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  authorizationRequest,
  identityBehind,
  type OidcChecks,
  type OidcIdentity,
  type OidcSettings,
} from "@/lib/adapter/oidc/client";
import { db } from "@/lib/adapter/db/client";
import { bindIdentity, signInByIdentity, unbindIdentity, unbindMember } from "@/lib/domain/account/commands/sso";
import { liveLogins, secondFactorState, signedInStaff } from "@/lib/domain/account/queries";
import { isConfirmed } from "@/lib/domain/account/second-factor";
import { disableStaff, inviteStaffAgain } from "@/lib/domain/review/commands/change-staff";
import { createLoginSession, createStaff, withSecondFactor } from "@/tests/support/factories";
import { clients, type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider.mjs";
import { whileUncommitted } from "@/tests/support/race";
import { uuidv7 } from "@/lib/adapter/db/uuid";

const RETURN = "http://localhost:3000/api/staff-sso/callback";
const MINUTE = 60_000;
const soon = (milliseconds: number) => new Date(Date.now() + milliseconds);

let provider: OidcProvider;
let settings: OidcSettings;

beforeAll(async () => {
  provider = await startOidcProvider({ redirectUri: RETURN });
  settings = { issuer: provider.issuer, ...clients.desk, accountClaim: "preferred_username" };
});
afterAll(() => provider.stop());
beforeEach(() => Object.assign(provider.world, { person: { subject: "u-1" }, down: false, idToken: null }));

/** What a browser does: follows the provider's redirects with its cookies, until it is sent back to us. */
async function browse(address: string): Promise<URL> {
  const jar = new Map<string, string>();
  for (let at = address, hops = 0; hops < 10; hops += 1) {
    if (at.startsWith(RETURN)) return new URL(at);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get("location");
    if (!location) throw new Error(`${answer.status} ${await answer.text()}`);
    at = new URL(location, at).href;
  }
  throw new Error("redirected for ever");
}

async function begin(as: OidcSettings = settings) {
  const begun = await authorizationRequest(as, RETURN, new Date());
  if (!begun.ok) throw new Error(begun.error);
  return { ...begun.value, returned: await browse(begun.value.address) };
}

/** Signs in at the provider as this person, and reads the answer. */
async function identityOf(person: NonNullable<OidcProvider["world"]["person"]>): Promise<OidcIdentity> {
  provider.world.person = person;
  const { returned, checks } = await begin();
  const found = await identityBehind(settings, returned, checks, new Date());
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

describe("the provider's answer", () => {
  it("names the person by issuer and subject, with his number and how he proved himself", async () => {
    const plain = await identityOf({ subject: "u-7", account: "2019001234", amr: ["pwd"] });
    expect(plain).toMatchObject({
      issuer: provider.issuer,
      subject: "u-7",
      account: "2019001234",
      severalFactors: false,
    });
    expect(Math.abs((plain.provedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(MINUTE);
    expect(await identityOf({ subject: "u-8", amr: ["pwd", "otp", "mfa"] })).toMatchObject({
      account: null,
      severalFactors: true,
    });
    expect(await identityOf({ subject: "u-9", acr: "https://refeds.org/profile/mfa" })).toMatchObject({
      severalFactors: true,
    });
    // Two words of our own choice are no proof.
    expect(await identityOf({ subject: "u-9", acr: "mfa", amr: ["otp"] })).toMatchObject({ severalFactors: false });
  });

  it("asks for a code with PKCE, state and nonce, and for our address alone", async () => {
    const { address, checks } = await begin();
    const asked = new URL(address).searchParams;
    expect(asked.get("redirect_uri")).toBe(RETURN);
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("code_challenge")).not.toBe(checks.codeVerifier);
    expect([asked.get("state"), asked.get("nonce")]).toEqual([checks.state, checks.nonce]);
    expect(asked.get("response_type")).toBe("code");
  });

  const wrong: [string, (checks: OidcChecks) => OidcChecks][] = [
    ["state", (checks) => ({ ...checks, state: "another" })],
    ["nonce", (checks) => ({ ...checks, nonce: "another" })],
    ["code verifier", (checks) => ({ ...checks, codeVerifier: "a".repeat(43) })],
  ];
  it.each(wrong)("is refused with another browser's %s", async (_, change) => {
    const { returned, checks } = await begin();
    expect(await identityBehind(settings, returned, change(checks), new Date())).toEqual({
      ok: false,
      error: "sso_failed",
    });
  });

  it("counts once: a code that is replayed is refused", async () => {
    const { returned, checks } = await begin();
    expect(await identityBehind(settings, returned, checks, new Date())).toMatchObject({ ok: true });
    expect(await identityBehind(settings, returned, checks, new Date())).toEqual({ ok: false, error: "sso_failed" });
  });

  it("is refused with a token for another audience, which the provider itself has signed", async () => {
    const other = { ...settings, ...clients.other };
    const theirs = await begin(other);
    const exchanged = await fetch(`${provider.issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${other.clientId}:${other.clientSecret}`)}` },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code: theirs.returned.searchParams.get("code") ?? "",
        redirect_uri: RETURN,
        code_verifier: theirs.checks.codeVerifier,
      }),
    });
    const { id_token: stolen } = (await exchanged.json()) as { id_token: string };
    expect(JSON.parse(atob(stolen.split(".")[1] ?? ""))).toMatchObject({ aud: "other", sub: "u-1" });
    const { returned, checks } = await begin();
    provider.world.idToken = stolen;
    // Even the nonce is the token's own: the audience alone gives it away.
    const nonced = { ...checks, nonce: theirs.checks.nonce };
    expect(await identityBehind(settings, returned, nonced, new Date())).toEqual({ ok: false, error: "sso_failed" });
  });

  it("is refused with a token that somebody has changed", async () => {
    const first = await begin();
    const exchanged = await fetch(`${provider.issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${settings.clientId}:${settings.clientSecret}`)}` },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code: first.returned.searchParams.get("code") ?? "",
        redirect_uri: RETURN,
        code_verifier: first.checks.codeVerifier,
      }),
    });
    const { id_token: token } = (await exchanged.json()) as { id_token: string };
    const [head, body = "", signature] = token.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: "rector" })).toString("base64url");
    const { returned, checks } = await begin();
    provider.world.idToken = `${head}.${changed}.${signature}`;
    const nonced = { ...checks, nonce: first.checks.nonce };
    expect(await identityBehind(settings, returned, nonced, new Date())).toEqual({ ok: false, error: "sso_failed" });
    // Unchanged it would have been let in: the signature alone gives it away.
    const again = await begin();
    provider.world.idToken = token;
    const same = { ...again.checks, nonce: first.checks.nonce };
    expect(await identityBehind(settings, again.returned, same, new Date())).toMatchObject({ ok: true });
  });

  it("is refused once the token has expired: ten minutes, and half a minute for clocks that differ", async () => {
    const late = await begin();
    expect(await identityBehind(settings, late.returned, late.checks, soon(10 * MINUTE + 40_000))).toEqual({
      ok: false,
      error: "sso_failed",
    });
    const tolerated = await begin();
    expect(
      await identityBehind(settings, tolerated.returned, tolerated.checks, soon(10 * MINUTE + 20_000)),
    ).toMatchObject({ ok: true });
  });

  it("tells a cancelled sign-in from a provider that is down, is another or answers nonsense", async () => {
    provider.world.person = null;
    const cancelled = await begin();
    expect(await identityBehind(settings, cancelled.returned, cancelled.checks, new Date())).toEqual({
      ok: false,
      error: "sso_cancelled",
    });
    provider.world.person = { subject: "u-1" };
    const begun = await begin();
    provider.world.down = true;
    expect(await identityBehind(settings, begun.returned, begun.checks, new Date())).toEqual({
      ok: false,
      error: "sso_unreachable",
    });
    provider.world.down = false;
    // Nobody listens on port 9; and the same server under another name is another issuer.
    const nowhere = { ...settings, issuer: "http://127.0.0.1:9" };
    expect(await authorizationRequest(nowhere, RETURN, new Date())).toEqual({ ok: false, error: "sso_unreachable" });
    const renamed = { ...settings, issuer: provider.issuer.replace("127.0.0.1", "localhost") };
    expect(await authorizationRequest(renamed, RETURN, new Date())).toEqual({ ok: false, error: "sso_failed" });
  });
});

const signIn = (identity: OidcIdentity, more: { trusted?: boolean; now?: Date } = {}) =>
  signInByIdentity({ identity, trusted: more.trusted ?? false, address: "198.51.100.9", now: more.now ?? new Date() });

/** A member who is bound to a person of his own, with a second factor. */
async function bound(more: Parameters<typeof createStaff>[0] = {}) {
  const id = uuidv7(new Date());
  const member = await createStaff({ ...withSecondFactor(id), ...more });
  const identity = await identityOf({ subject: `u-${id}`, account: "2019001234", amr: ["pwd", "mfa"] });
  expect(await bindIdentity({ staffId: member.id, identity, now: new Date() })).toEqual({ ok: true, value: null });
  return { member, identity };
}

describe("a member of staff", () => {
  it("is nobody until he is bound, and then is signed in and asked for his own second factor", async () => {
    const stranger = await identityOf({ subject: "u-stranger" });
    const before = await db().staff.count();
    expect(await signIn(stranger)).toEqual({ ok: false, error: "sso_not_bound" });
    expect(await db().staff.count()).toBe(before);

    const { member, identity } = await bound();
    const done = await signIn(identity);
    expect(done).toMatchObject({ ok: true, value: { staffId: member.id } });
    const login = done.ok ? done.value.session.id : "";
    expect(await signedInStaff(login, new Date())).toBeNull();
    expect(await secondFactorState(login, new Date())).toMatchObject({ hasFactor: true, opensDesk: false });
    expect(await liveLogins(member.id, new Date())).toMatchObject([{ id: login, bySso: true, half: true }]);
    const written = await db().auditEntry.findMany({
      where: { subjectId: member.id },
      orderBy: { id: "asc" },
      select: { action: true, detail: true },
    });
    expect(written).toEqual([
      { action: "staff.bind_sso", detail: { account: "20******34" } },
      { action: "staff.sign_in", detail: { by: "sso" } },
    ]);
    // Neither the subject nor the number stands anywhere in plain.
    const row = JSON.stringify(await db().staff.findUniqueOrThrow({ where: { id: member.id } }));
    for (const plain of [identity.subject, "2019001234"]) expect(row).not.toContain(plain);
  });

  it("who proved several factors there gets in where that is trusted, and is asked before what is grave", async () => {
    const { member, identity } = await bound();
    const now = new Date();
    const opened = async (one: OidcIdentity, trusted: boolean) => {
      const done = await signIn(one, { trusted, now });
      const id = done.ok ? done.value.session.id : "";
      const { secondFactorAt: givenAt } = await db().loginSession.findUniqueOrThrow({ where: { id } });
      return {
        opens: (await signedInStaff(id, now, true)) !== null,
        grave: !isConfirmed({ hasFactor: true, givenAt, now }),
      };
    };
    expect(await opened(identity, false)).toEqual({ opens: false, grave: true });
    expect(await opened({ ...identity, severalFactors: false }, true)).toEqual({ opens: false, grave: true });
    const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
    expect(await opened({ ...identity, provedAt: now }, true)).toEqual({ opens: true, grave: true });
    expect(await opened({ ...identity, provedAt: before(10 * MINUTE - 1) }, true)).toEqual({
      opens: true,
      grave: true,
    });
    // Longer ago it may have been somebody else, who sat at this computer before.
    expect(await opened({ ...identity, provedAt: before(10 * MINUTE) }, true)).toEqual({ opens: false, grave: true });
    expect(await opened({ ...identity, provedAt: null }, true)).toEqual({ opens: false, grave: true });
    // Who has no factor here sets one up first, whatever he proved there.
    await db().staff.update({ where: { id: member.id }, data: { totpSince: null } });
    expect(await opened(identity, true)).toMatchObject({ opens: false });
  });

  it("who is disabled, or was invited anew, stays out, and is told so", async () => {
    const administrator = await createStaff();
    const upon = (memberId: string) => ({
      memberId,
      version: null,
      reason: "离职",
      actor: { kind: "STAFF", id: administrator.id } as const,
      now: new Date(),
    });
    const [disabled, invited] = [await bound(), await bound()];
    await disableStaff(upon(disabled.member.id));
    expect(await signIn(disabled.identity)).toEqual({ ok: false, error: "sso_staff_disabled" });
    await inviteStaffAgain(upon(invited.member.id));
    expect(await signIn(invited.identity)).toEqual({ ok: false, error: "sso_not_bound" });
    expect(await liveLogins(disabled.member.id, new Date())).toEqual([]);
    expect(
      await db().auditEntry.count({ where: { subjectId: disabled.member.id, action: "staff.sign_in_failed" } }),
    ).toBe(1);
  });

  it("does not slip in while he is being disabled", async () => {
    const { member, identity } = await bound();
    const answer = await whileUncommitted("UPDATE staff SET disabled_at = now() WHERE id = $1", [member.id], () =>
      signIn(identity),
    );
    expect(answer).toEqual({ ok: false, error: "sso_not_bound" });
  });

  it("is bound to one person, and a person to one member, of ten at once too", async () => {
    const { member, identity } = await bound();
    const another = await identityOf({ subject: "u-another" });
    expect(await bindIdentity({ staffId: member.id, identity: another, now: new Date() })).toEqual({
      ok: false,
      error: "sso_is_bound",
    });
    const colleague = await createStaff();
    expect(await bindIdentity({ staffId: colleague.id, identity, now: new Date() })).toEqual({
      ok: false,
      error: "sso_taken",
    });
    // The same subject of another provider is somebody else.
    const elsewhere = { ...identity, issuer: "https://other.example" };
    expect(await signIn(elsewhere)).toEqual({ ok: false, error: "sso_not_bound" });
    const ten = await Promise.all(Array.from({ length: 10 }, () => createStaff()));
    const answers = await Promise.all(
      ten.map(({ id }) => bindIdentity({ staffId: id, identity: another, now: new Date() })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("takes it back himself, or an administrator does, which ends what came in by it", async () => {
    const { member, identity } = await bound();
    const own = await createLoginSession({ staffId: member.id });
    await signIn(identity);
    const ways = async () =>
      (await liveLogins(member.id, new Date())).map(({ bySso }) => bySso).toSorted((a, b) => Number(a) - Number(b));
    expect(await ways()).toEqual([false, true]);
    const back = { staffId: member.id, loginSessionId: own.id, now: new Date() };
    expect(await unbindIdentity(back)).toEqual({ ok: true, value: null });
    expect(await ways()).toEqual([false]);
    expect(await signIn(identity)).toEqual({ ok: false, error: "sso_not_bound" });
    expect(await unbindIdentity(back)).toEqual({ ok: false, error: "sso_not_bound_now" });

    expect(await bindIdentity({ staffId: member.id, identity, now: new Date() })).toMatchObject({ ok: true });
    await signIn(identity);
    const administrator = await createStaff();
    const change = {
      memberId: member.id,
      version: null,
      reason: "换了工号",
      actor: { kind: "STAFF", id: administrator.id } as const,
      now: new Date(),
    };
    expect(await unbindMember(change)).toEqual({ ok: true, value: null });
    expect(await ways()).toEqual([false]);
    expect(await unbindMember(change)).toEqual({ ok: false, error: "sso_not_bound_now" });
    expect(await unbindMember({ ...change, actor: { kind: "STAFF", id: member.id }, version: 99 })).toMatchObject({
      ok: false,
    });
    const written = await db().auditEntry.findMany({
      where: { subjectId: member.id, action: "staff.unbind_sso" },
      orderBy: { id: "asc" },
      select: { actorId: true, detail: true },
    });
    expect(written).toEqual([
      { actorId: member.id, detail: { logins: 1 } },
      { actorId: administrator.id, detail: { reason: "换了工号", logins: 1 } },
    ]);
  });
});
