import { expect } from "playwright/test";
import { cookieName, sessionToken } from "@/lib/auth/token";
import { db } from "@/lib/adapter/db/client";
import { createAccount, createLoginSession, createRegistration, newPhone, testPassword } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { openSession, signIn, smsCode } from "./support/world";

test("a candidate changes his password, ends a login that he does not know, and reads what he agreed to", async ({
  page,
  context,
  browser,
}) => {
  const examSession = await openSession();
  const account = await createAccount();
  await createRegistration({ accountId: account.id, examSessionId: examSession.id, status: "RETURNED" });
  await signIn(context, { accountId: account.id });
  const elsewhere = await browser.newContext({ locale: "zh-CN" });
  const { id } = await createLoginSession({ accountId: account.id });
  await elsewhere.addCookies([
    { name: cookieName("candidate"), value: await sessionToken("candidate", id), url: process.env["E2E_URL"] ?? "" },
  ]);
  const other = await elsewhere.newPage();
  await other.goto("/registration");
  await expect(other.getByRole("heading", { name: "我的报名" })).toBeVisible();

  await page.goto("/registration");
  await page.getByRole("link", { name: "账号与安全" }).first().click();
  await expect(page.getByRole("heading", { name: "账号与安全" })).toBeVisible();
  await expect(page.getByRole("main").getByText(examSession.title).first()).toBeVisible();
  await expect(page.getByText(/同意，第1版/)).toBeVisible();
  await look(page, "account-01");
  await page.getByRole("button", { name: /^结束/ }).click();
  await expect(page.getByText("所选登录已结束。")).toBeVisible();
  await other.goto("/registration");
  await expect(other).toHaveURL(/\/login/);
  await elsewhere.close();

  await page.getByLabel("原密码").fill("not-the-password");
  await page.getByLabel("新密码", { exact: true }).fill("three-birds-on-a-wire");
  await page.getByLabel("确认新密码").fill("three-birds-on-a-wire");
  await page.getByRole("button", { name: "保存新密码" }).click();
  await expect(alertOf(page)).toContainText("原密码不正确");
  await page.getByLabel("原密码").fill(testPassword);
  await page.getByLabel("新密码", { exact: true }).fill("three-birds-on-a-wire");
  await page.getByLabel("确认新密码").fill("three-birds-on-a-wire");
  await page.getByRole("button", { name: "保存新密码" }).click();
  await expect(page.getByText("密码已修改")).toBeVisible();

  await page.goto("/account/phone");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(page.getByText("演示模式验证码")).toBeVisible();
  await look(page, "account-02-old-phone");
  await page.getByLabel("短信验证码").fill(await smsCode(account.phone));
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByLabel("新手机号码")).toBeVisible();
  await look(page, "account-03-new-phone");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a candidate moves his account to another number: a code to each, and the old one is told", async ({
    page,
    context,
  }) => {
    await openSession();
    const account = await createAccount();
    const taken = await createAccount();
    const phone = newPhone();
    await signIn(context, { accountId: account.id });
    await page.goto("/account/phone/new");
    await expect(page.getByText("请重新验证原手机号")).toBeVisible();
    await page.goto("/account");
    await page.getByRole("link", { name: "更换手机号" }).click();
    await page.getByRole("button", { name: "获取验证码" }).click();
    await page.getByLabel("短信验证码").fill(await smsCode(account.phone));
    await page.getByRole("button", { name: "下一步" }).click();
    await expect(page).toHaveURL(/\/account\/phone\/new$/);

    await page.getByLabel("新手机号码").fill(taken.phone);
    await page.getByRole("button", { name: "获取验证码" }).click();
    await page.getByLabel("短信验证码").fill(await smsCode(taken.phone));
    await page.getByRole("button", { name: "更换手机号" }).click();
    await expect(alertOf(page)).toContainText("该手机号已注册了另一个账号");

    await page.getByLabel("新手机号码").fill(phone);
    await page.getByRole("button", { name: "获取验证码" }).click();
    await page.getByLabel("短信验证码").fill(await smsCode(phone));
    await page.getByRole("button", { name: "更换手机号" }).click();
    await expect(page.getByText("手机号已更换，今后请用新手机号登录")).toBeVisible();
    await expect(page.getByText(`${phone.slice(0, 3)}****${phone.slice(-4)}`)).toBeVisible();
    // The number is forgotten once its owner was told.
    await expect
      .poll(async () => (await db().phoneChange.findFirst({ where: { accountId: account.id } }))?.formerPhoneEncrypted)
      .toBeNull();
    await page.reload();
    await expect(page.getByText("账号绑定的手机号已变更")).toBeVisible();
  });
});
