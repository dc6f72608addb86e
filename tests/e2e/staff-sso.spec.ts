import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createStaff, testPassword } from "../support/factories";
import type { ProviderWorld } from "../support/oidc-provider.mjs";
import { look, test } from "./support/page";
import { staffPage } from "./support/world";

// The provider runs beside the application (tests/run.mjs) and signs whoever comes in as the person set here.

const provider = async (world: Partial<ProviderWorld>) => {
  const answer = await fetch(`${process.env["OIDC_ISSUER"]}/control`, { method: "POST", body: JSON.stringify(world) });
  expect(answer.ok).toBe(true);
};

/** Looks at the page on a phone and on the office's screen. */
async function lookAround(page: Page, name: string) {
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await look(page, `${name}-${width}`);
  }
}

const signInButton = (page: Page) => page.getByRole("link", { name: "统一身份认证登录" });

test("a member binds the university's single sign-on, signs in by it, and an administrator takes it back", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const member = await createStaff({ role: "FINANCE", name: "慕容统一" });
  const subject = `person-${member.id}`;
  await provider({ person: { subject, account: "2019001234" }, down: false, idToken: null });

  await test.step("bound to nobody: the door says what to do, and the password still opens it", async () => {
    await page.goto("/admin/login?next=/admin/account");
    await lookAround(page, "sso-01-door");
    await signInButton(page).click();
    await expect(page.getByText("还没有绑定工作人员账号")).toBeVisible();
    await expect(page).toHaveURL(/\/admin\/login$/);
    await lookAround(page, "sso-02-not-bound");
    await page.getByLabel("手机号").fill(member.phone);
    await page.getByLabel("密码", { exact: true }).fill(testPassword);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(page).toHaveURL(/\/admin$/);
  });

  await test.step("bound from the own account, after seeing who it is", async () => {
    await page.goto("/admin/account");
    await page.getByRole("link", { name: "绑定统一身份认证" }).click();
    await expect(page.getByText("学校确认您是20******34")).toBeVisible();
    expect(await db().staff.count({ where: { id: member.id, ssoIndex: null } })).toBe(1);
    await lookAround(page, "sso-03-confirm");
    await page.getByRole("button", { name: "确认绑定" }).click();
    await expect(page.getByText("统一身份认证已绑定，下次可以用它登录。")).toBeVisible();
    await lookAround(page, "sso-04-bound");
    await page.getByRole("button", { name: "安全退出" }).click();
    await expect(signInButton(page)).toBeVisible();
  });

  await test.step("cancelled at the university: a sentence, and nobody is in", async () => {
    await provider({ person: null });
    await page.goto("/admin/login?next=%2Fadmin%2Faccount");
    await signInButton(page).click();
    await expect(page.getByText("统一身份认证已取消")).toBeVisible();
    await lookAround(page, "sso-05-cancelled");
  });

  await test.step("signed in by it, to the page that was asked for; the list of logins says how", async () => {
    await provider({ person: { subject, account: "2019001234" } });
    await page.goto("/admin/login?next=%2Fadmin%2Faccount");
    await signInButton(page).click();
    await expect(page).toHaveURL(/\/admin\/account$/);
    await expect(page.getByRole("row", { name: /本次登录/ })).toContainText("统一身份认证");
    // The address that the provider sent the browser to is worth nothing a second time.
    await page.goto("/api/staff-sso/callback?code=guessed&state=guessed");
    await expect(page).toHaveURL(/\/admin(?:\/login)?$/);
  });

  await test.step("taken back by an administrator: out at once, and unknown at the door", async () => {
    const desk = await staffPage(browser, { role: "ADMINISTRATOR" });
    await desk.goto(`/admin/staff/${member.id}`);
    await expect(desk.getByText("统一身份认证：已绑定（20******34）")).toBeVisible();
    const form = desk.locator("form").filter({ has: desk.getByRole("heading", { name: "解除统一身份认证的绑定" }) });
    await form.getByLabel("原因").fill("换了工号");
    await form.getByLabel("确认解除慕容统一的绑定").check();
    await form.getByRole("button", { name: "解除绑定" }).click();
    await expect(desk.getByText("已解除该同事的绑定")).toBeVisible();
    await page.goto("/admin/account");
    await expect(page).toHaveURL(/\/admin\/login/);
    await signInButton(page).click();
    await expect(page.getByText("还没有绑定工作人员账号")).toBeVisible();
    await desk.context().close();
  });
});

test("single sign-on is bound and used without JavaScript", async ({ browser }) => {
  const member = await createStaff({ role: "AUDITOR" });
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
  const page = await context.newPage();
  await provider({ person: { subject: `plain-${member.id}` }, down: false, idToken: null });
  await page.goto("/admin/login");
  await page.getByLabel("手机号").fill(member.phone);
  await page.getByLabel("密码", { exact: true }).fill(testPassword);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.goto("/admin/account");
  await page.getByRole("link", { name: "绑定统一身份认证" }).click();
  await page.getByRole("button", { name: "确认绑定" }).click();
  await expect(page.getByText("统一身份认证已绑定，下次可以用它登录。")).toBeVisible();
  await page.getByRole("button", { name: "安全退出" }).click();
  await signInButton(page).click();
  await expect(page).toHaveURL(/\/admin$/);
  await context.close();
});
