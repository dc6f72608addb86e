import { randomUUID } from "node:crypto";
import { type APIResponse, type BrowserContext, expect } from "playwright/test";
import { encode } from "next-auth/jwt";
import { cookieName, encodeToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import { createAccount, createLoginSession, createStaff, testPassword } from "../support/factories";
import { look, test } from "./support/page";
import { candidate, openSession, signIn, staffPage } from "./support/world";

const DAY_SECONDS = 24 * 60 * 60;

const put = (context: BrowserContext, name: string, value: string) =>
  context.addCookies([{ name, value, url: process.env["E2E_URL"] ?? "", httpOnly: true, sameSite: "Lax" }]);

const cookieOf = async (context: BrowserContext, audience: "candidate" | "staff") =>
  (await context.cookies()).find(({ name }) => name === cookieName(audience));

async function signInByRoute(context: BrowserContext, fields: Record<string, string>): Promise<APIResponse> {
  const { csrfToken } = (await (await context.request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  return context.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, password: testPassword, ...fields },
  });
}

test("a token opens the door it was made for and no other, and nothing makes a new one of it", async ({
  page,
  context,
}) => {
  await openSession();
  const account = await createAccount();
  const [own, staff] = [
    await createLoginSession({ accountId: account.id }),
    await createLoginSession({ staffId: (await createStaff()).id }),
  ];
  const secret = process.env["NEXTAUTH_SECRET"] ?? "";
  const brief = (aud: string, sid: string) => encode({ token: { sid, aud }, secret, maxAge: 60 });
  const foreign = {
    "a staff token": await encodeToken("staff", staff.id, 60),
    "a candidate's token": await encodeToken("candidate", own.id, 60),
    "a reset ticket": await encodeToken("reset", staff.id, 60),
    "a reset ticket of the candidate's own session": await encodeToken("reset", own.id, 60),
    "a staff token under the common key": await brief("staff", staff.id),
    "a candidate's token under the common key": await brief("candidate", own.id),
    "a token without a purpose": await encode({ token: { sid: own.id }, secret, maxAge: 60 }),
    garbage: "eyJhbGciOiJkaXIifQ..AAAA.AAAA.AAAA",
  };
  for (const [what, token] of Object.entries(foreign)) {
    await context.clearCookies();
    if (what !== "a candidate's token") {
      await put(context, cookieName("candidate"), token);
      const asked = await context.request.get("/api/auth/session");
      expect(await asked.json(), what).toEqual({});
      expect(asked.headers()["set-cookie"] ?? "", what).not.toContain(cookieName("candidate"));
      await page.goto("/registration");
      await expect(page, what).toHaveURL(/\/login\?/);
      expect((await context.request.get("/api/session")).status(), what).toBe(401);
    }
    await context.clearCookies();
    if (what !== "a staff token") {
      await put(context, cookieName("staff"), token);
      await page.goto("/admin");
      await expect(page, what).toHaveURL(/\/admin\/login\?/);
      expect((await context.request.get("/api/session?audience=staff")).status(), what).toBe(401);
    }
    await put(context, "reset-ticket", token);
    if (!what.startsWith("a reset ticket")) {
      await page.goto("/reset-password/new");
      await expect(page, what).toHaveURL(/\/reset-password$/);
      await expect(page.getByText("本次找回密码已超时，请重新获取短信验证码。"), what).toBeVisible();
    }
  }
});

test("asking who is signed in prolongs no cookie, and the cookie follows 记住我", async ({ context }) => {
  await openSession();
  const account = await createAccount();
  expect((await signInByRoute(context, { phone: account.phone, password: "not-this-one" })).status()).toBe(401);
  expect(await cookieOf(context, "candidate")).toBeUndefined();

  expect((await signInByRoute(context, { phone: account.phone })).status()).toBe(200);
  expect((await cookieOf(context, "candidate"))?.expires).toBe(-1);
  const asked = await context.request.get("/api/auth/session");
  const { user, expires } = (await asked.json()) as { user: { id: string }; expires: string };
  expect(user).toEqual({ id: account.id });
  expect(new Date(expires).getTime() - Date.now()).toBeLessThanOrEqual(2 * 60 * 60_000);
  expect(asked.headers()["set-cookie"] ?? "").not.toContain(cookieName("candidate"));
  expect((await cookieOf(context, "candidate"))?.expires).toBe(-1);

  const first = await db().loginSession.findFirstOrThrow({ where: { accountId: account.id } });
  expect((await signInByRoute(context, { phone: account.phone, remember: "on" })).status()).toBe(200);
  const days = ((await cookieOf(context, "candidate"))?.expires ?? 0) - Date.now() / 1000;
  expect(Math.round(days / DAY_SECONDS)).toBe(14);
  // The browser's session before this one is over.
  expect((await db().loginSession.findUniqueOrThrow({ where: { id: first.id } })).revokedAt).not.toBeNull();
  expect(await db().loginSession.count({ where: { accountId: account.id, revokedAt: null } })).toBe(1);
});

test("signing in anew at the page ends the session that this browser had before", async ({ page, context }) => {
  await openSession();
  const staff = await createStaff();
  await signIn(context, { staffId: (await createStaff()).id });
  const before = await db().loginSession.findFirstOrThrow({ orderBy: { id: "desc" } });
  // Its page does not offer itself to who is signed in: another tab still has it open.
  const kept = await context.cookies();
  await context.clearCookies();
  await page.goto("/admin/login");
  await context.addCookies(kept);
  await page.getByLabel("手机号").fill(staff.phone);
  await page.getByLabel("密码", { exact: true }).fill(testPassword);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page).toHaveURL(/\/admin$/);
  expect((await db().loginSession.findUniqueOrThrow({ where: { id: before.id } })).revokedAt).not.toBeNull();
});

test("of next-auth nothing answers but what we use, and nothing answers bad input with an error of its own", async ({
  context,
}) => {
  await openSession();
  const account = await createAccount();
  const closed = [
    "signin",
    "signin/credentials",
    "signout",
    "error",
    "error?error=Configuration",
    "verify-request",
    "providers",
    "callback/credentials",
  ];
  for (const path of [
    ...closed,
    "callback/email?token=x",
    "callback/google",
    "_log",
    "session/x",
    randomUUID(),
    "%00",
  ]) {
    const status = (await context.request.get(`/api/auth/${path}`, { maxRedirects: 0 })).status();
    expect([400, 404], `GET ${path}: ${status}`).toContain(status);
  }
  for (const path of ["signin", "signin/credentials", "session", "_log", "error", "callback/google", "callback"]) {
    expect(
      (await context.request.post(`/api/auth/${path}`, { form: { a: "b" }, maxRedirects: 0 })).status(),
      `POST ${path}`,
    ).toBe(404);
  }
  const bodies: Parameters<typeof context.request.post>[1][] = [
    {},
    { form: {} },
    { form: { phone: account.phone, password: testPassword } },
    { form: { csrfToken: "x", phone: account.phone, password: testPassword } },
    { form: { callbackUrl: "https://host.example", csrfToken: "|" } },
    { multipart: { phone: account.phone } },
    { data: "{", headers: { "content-type": "application/json" } },
    { data: "null", headers: { "content-type": "application/json" } },
    { data: "[1,2]", headers: { "content-type": "application/json" } },
    { data: { phone: { $gt: "" }, password: [], csrfToken: {} } },
    { data: "x", headers: { "content-type": "text/plain" } },
    { data: "x", headers: { "content-type": "multipart/form-data; boundary=y" } },
    { data: Buffer.alloc(20_000, 97), headers: { "content-type": "application/x-www-form-urlencoded" } },
    { form: {}, headers: { cookie: "next-auth.callback-url=javascript:alert(1); next-auth.csrf-token=%" } },
  ];
  for (const path of [
    "callback/credentials",
    "callback/credentials?callbackUrl=https://host.example&error=x",
    "signout",
  ]) {
    for (const [index, body] of bodies.entries()) {
      const answer = await context.request.post(`/api/auth/${path}`, { ...body, maxRedirects: 0 });
      expect([400, 401, 403, 413, 415], `POST ${path}, body ${index}: ${answer.status()}`).toContain(answer.status());
    }
  }
  for (const query of ["?callbackUrl=https://host.example", "?callbackUrl=//host.example", "?callbackUrl=%"]) {
    expect((await context.request.get(`/api/auth/session${query}`)).status(), query).toBe(200);
  }
  expect(await db().loginSession.count({ where: { accountId: account.id } })).toBe(0);
  const bad = { cookie: `${cookieName("candidate")}=%; next-auth.callback-url=x; next-auth.csrf-token=|` };
  for (const path of ["session", "csrf"]) {
    const status = (await context.request.get(`/api/auth/${path}`, { headers: bad })).status();
    expect(status, path).toBeLessThan(500);
  }
});

test("signing out ends the session and tells the browser to forget, and no other site can do it", async ({
  page,
  context,
  browser,
}) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "DRAFT");
  const foreign = await context.request.post("/api/sign-out", {
    form: { audience: "candidate" },
    headers: { origin: "https://host.example" },
    maxRedirects: 0,
  });
  expect(foreign.status()).toBe(403);
  const ours = { origin: process.env["E2E_URL"] ?? "" };
  const nobody = await browser.newContext();
  const answer = await nobody.request.post("/api/sign-out", {
    form: { audience: "staff" },
    headers: ours,
    maxRedirects: 0,
  });
  expect([answer.status(), answer.headers()["clear-site-data"]]).toEqual([303, '"cache", "storage"']);
  await nobody.close();
  await page.goto("/registration");
  await page.evaluate(() => window.sessionStorage.setItem("typed:details", "something"));
  await page.getByRole("button", { name: "安全退出" }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByText("您已安全退出。")).toBeVisible();
  expect(await page.evaluate(() => window.sessionStorage.getItem("typed:details"))).toBeNull();
  expect(await cookieOf(context, "candidate")).toBeUndefined();
  expect(await db().loginSession.count({ where: { accountId: account.id, revokedAt: null } })).toBe(0);
  await look(page, "sign-in-doors-01-signed-off");

  const desk = await staffPage(browser);
  await signIn(desk.context(), { accountId: account.id });
  await desk.goto("/admin");
  await desk.getByRole("button", { name: "安全退出" }).click();
  await expect(desk).toHaveURL(/\/admin\/login$/);
  await expect(desk.getByText("您已安全退出。")).toBeVisible();
  expect(await cookieOf(desk.context(), "staff")).toBeUndefined();
  // The candidate of the same browser stays.
  expect(await cookieOf(desk.context(), "candidate")).toBeDefined();
  await desk.context().close();
});

test("after signing in nobody arrives at another site", async ({ page, context }) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "DRAFT");
  const staff = await createStaff();
  const hostile = [
    "/..//host.example/x",
    "/.//host.example",
    "/%2e%2e//host.example",
    "/\\host.example",
    "/\t/host.example",
    "//host.example",
  ];
  for (const next of hostile) {
    // Whoever is signed in already is sent on at once.
    await page.goto(`/login?next=${encodeURIComponent(next)}`);
    expect(new URL(page.url()).pathname, next).toBe("/registration");
  }
  for (const next of hostile.slice(0, 3)) {
    await context.clearCookies();
    await page.goto(`/login?next=${encodeURIComponent(next)}`);
    await page.getByLabel("用户名/手机号").fill(account.phone);
    await page.getByLabel("密码", { exact: true }).fill(testPassword);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(page).toHaveURL(/\/registration$/);
  }
  await page.goto(`/admin/login?next=${encodeURIComponent("/admin/../..//host.example/x")}`);
  await page.getByLabel("手机号").fill(staff.phone);
  await page.getByLabel("密码", { exact: true }).fill(testPassword);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page).toHaveURL(/\/admin$/);
});
