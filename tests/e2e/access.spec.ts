import { expect } from "playwright/test";
import { createStaff, testPassword } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { candidate, openSession, signIn, staffPage } from "./support/world";

const deskPages = ["", "/reviews", "/registrations", "/payments", "/seating", "/sessions"];

test("a candidate has no desk", async ({ page, context }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "SUBMITTED");
  for (const desk of [...deskPages, `/reviews/${registration.id}`, `/sessions/${examSession.id}`]) {
    await page.goto(`/admin${desk}`);
    await expect(page).toHaveURL(/\/admin\/login\?next=/);
    await expect(page.getByText("请先登录。")).toBeVisible();
  }
  await look(page, "access-01-staff-login");
});

test("staff sign in at their own door, and out again", async ({ page }) => {
  await openSession();
  const { phone } = await createStaff({ role: "REVIEWER" });
  await page.goto("/admin/reviews");
  await page.getByLabel("手机号").fill(phone);
  await page.getByLabel("密码", { exact: true }).fill("not-this-one");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(alertOf(page)).toContainText("手机号或密码不正确");
  await page.getByLabel("密码", { exact: true }).fill(testPassword);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page).toHaveURL(/\/admin\/reviews$/);
  await page.getByRole("button", { name: "安全退出" }).click();
  await expect(page).toHaveURL(/\/admin\/login/);
  await page.goBack();
  // The server is asked again, and leads to the door; a reload in the midst of that would be cut off.
  await expect(page).toHaveURL(/\/admin\/login/);
  await page.waitForLoadState();
  await page.reload();
  await expect(page).toHaveURL(/\/admin\/login/);
});

test("a role sees the doors it may open and finds the others missing", async ({ browser }) => {
  await openSession();
  const reviewer = await staffPage(browser, { role: "REVIEWER" });
  await reviewer.goto("/admin");
  await expect(reviewer.getByRole("link", { name: "考场编排" })).toHaveCount(0);
  for (const closed of ["/admin/seating", "/admin/sessions", "/admin/payments"]) {
    expect((await reviewer.goto(closed))?.status()).toBe(404);
  }
  await look(reviewer, "access-02-missing");
  await reviewer.context().close();
});

test("what belongs to somebody else cannot be found", async ({ page, context, browser }) => {
  const examSession = await openSession();
  const other = await browser.newContext();
  const { registration } = await candidate(other, examSession.id, "PAID");
  const otherPage = await other.newPage();
  await otherPage.goto("/registration/form");
  const portrait = await otherPage.getByAltText("登记照").getAttribute("src");
  expect((await otherPage.request.get(portrait ?? "")).status()).toBe(200);

  await candidate(context, examSession.id, "SUBMITTED");
  const addresses = [
    portrait ?? "",
    `/api/admit-cards/${registration.id}`,
    `/api/admit-cards/${registration.id}/pledge`,
  ];
  for (const address of [
    ...addresses,
    `/api/payments/${registration.id}/status`,
    "/api/files/..%2F..%2Fetc%2Fpasswd",
    `/api/files/${"-".repeat(36)}`,
  ]) {
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(404);
    expect(answer.headers()["cache-control"] ?? "", address).toContain("no-store");
  }
  // Signed out, nobody owns anything.
  await context.clearCookies();
  for (const address of addresses) {
    expect([303, 404], address).toContain((await page.request.get(address, { maxRedirects: 0 })).status());
  }
  await other.close();
});

test("a visitor is asked to sign in and then brought where he was going", async ({ page, context }) => {
  const examSession = await openSession();
  await page.goto("/newlogin.aspx");
  await expect(page).toHaveURL(/\/login$/);
  await page.goto("/registration/details");
  await expect(page).toHaveURL(/\/login\?next=%2Fregistration%2Fdetails$/);
  await expect(page.getByText("请先登录。")).toBeVisible();
  const { account } = await candidate(context, examSession.id, "DRAFT");
  await context.clearCookies();
  await page.getByLabel("用户名/手机号").fill(account.phone);
  await page.getByLabel("密码", { exact: true }).fill(testPassword);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page).toHaveURL(/\/registration\/details$/);
});

test("every answer carries the headers that keep a page to itself", async ({ page, context }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "PAID");
  const addresses = [
    "/",
    "/login",
    "/registration",
    "/registration/payment",
    "/nowhere",
    "/api/health",
    `/api/files/${registration.id}`,
  ];
  for (const address of addresses) {
    const headers = (await page.request.get(address)).headers();
    expect(headers["x-content-type-options"], address).toBe("nosniff");
    expect(headers["x-frame-options"], address).toBe("DENY");
    expect(headers["content-security-policy"], address).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"], address).not.toMatch(/script-src[^;]*'unsafe-inline'/);
    expect(headers["referrer-policy"], address).toBe("strict-origin-when-cross-origin");
    expect(headers["cache-control"], address).toContain("no-store");
  }
  expect(await (await page.request.get("/api/health")).json()).toEqual({ status: "ok" });
  const [first, second] = await Promise.all([page.request.get("/"), page.request.get("/")]);
  expect(first.headers()["content-security-policy"]).not.toBe(second.headers()["content-security-policy"]);

  expect((await page.goto("/nowhere"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "页面不存在" })).toBeVisible();
});

test("after signing out neither the back button nor a reload shows anything", async ({ page, context }) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "DRAFT");
  await page.goto("/registration/details");
  await page.getByRole("button", { name: "安全退出" }).click();
  await expect(page).toHaveURL(/\/login$/);
  await expect(page.getByText("您已安全退出。")).toBeVisible();
  await page.reload();
  await expect(page.getByText("您已安全退出。")).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(/\/login/);
  await page.waitForLoadState();
  await page.reload();
  await expect(page).toHaveURL(/\/login/);
  await signIn(context, { accountId: account.id });
  await page.goto("/registration");
  await expect(page.getByRole("heading", { name: "我的报名" })).toBeVisible();
});
