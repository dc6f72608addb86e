import { expect } from "playwright/test";
import { createAccount, newPhone, testPassword } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { openSession, signIn, smsCode } from "./support/world";

test("who forgot his password sets a new one, and every other session ends", async ({ page, browser }) => {
  await openSession();
  const account = await createAccount();
  const elsewhere = await browser.newContext();
  await signIn(elsewhere, { accountId: account.id });
  const otherPage = await elsewhere.newPage();
  await otherPage.goto("/registration");
  await expect(otherPage.getByRole("heading", { name: "我的报名" })).toBeVisible();

  await page.goto("/login");
  await page.getByRole("link", { name: "找回密码" }).click();
  await page.getByLabel("手机号码").fill(account.phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(page.getByText("演示模式验证码")).toBeVisible();
  await page.getByLabel("短信验证码").fill("000000");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(alertOf(page)).toContainText("短信验证码不正确或已过期");
  await look(page, "reset-01-code");
  await expect.poll(() => smsCode(account.phone).catch(() => "")).toMatch(/^\d{6}$/);
  await page.getByLabel("短信验证码").fill(await smsCode(account.phone));
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page).toHaveURL(/\/reset-password\/new$/);

  await page.getByLabel("新密码", { exact: true }).fill("a-brand-new-one");
  await page.getByLabel("确认新密码", { exact: true }).fill("a-brand-new-0ne");
  await page.getByRole("button", { name: "保存新密码" }).click();
  await expect(alertOf(page)).toContainText("两次输入的密码不一致");
  await look(page, "reset-02-password");
  await page.getByLabel("新密码", { exact: true }).fill("a-brand-new-one");
  await page.getByLabel("确认新密码", { exact: true }).fill("a-brand-new-one");
  await page.getByRole("button", { name: "保存新密码" }).click();
  await expect(page).toHaveURL(/\/registration$/);

  await otherPage.reload();
  await expect(otherPage).toHaveURL(/\/login/);
  await otherPage.getByLabel("用户名/手机号").fill(account.phone);
  await otherPage.getByLabel("密码", { exact: true }).fill(testPassword);
  await otherPage.getByRole("button", { name: "登录", exact: true }).click();
  await expect(alertOf(otherPage)).toContainText("手机号或密码不正确");
  await elsewhere.close();
});

test("a stranger's phone gets the same answer and no message", async ({ page }) => {
  await openSession();
  const phone = newPhone();
  await page.goto("/reset-password");
  await page.getByLabel("手机号码").fill(phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(page.getByRole("status")).toBeVisible();
  // Somebody with an account asks after him, and has his message: the stranger's would be there by now.
  const known = await createAccount();
  await page.reload();
  await page.getByLabel("手机号码").fill(known.phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect.poll(() => smsCode(known.phone).catch(() => "")).toMatch(/^\d{6}$/);
  await expect(smsCode(phone)).rejects.toThrow("no message");
  // The second page cannot be met without a code.
  await page.goto("/reset-password/new");
  await expect(page).toHaveURL(/\/reset-password$/);
  await expect(page.getByText("本次找回密码已超时，请重新获取短信验证码。")).toBeVisible();
});
