import { randomUUID } from "node:crypto";
import { expect, type Page } from "playwright/test";
import { signInAccount, staffKey } from "@/lib/domain/account/limits";
import { blindIndex } from "@/lib/adapter/crypto/encryption";
import { db } from "@/lib/adapter/db/client";
import { consume } from "@/lib/adapter/rate-limit/limiter";
import { createAccount, createStaff, newPhone, testPassword } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { openSession, smsCode } from "./support/world";

// The challenge in a real browser, from the threshold to the end: its worker runs under the policy of the script it is
// loaded from.

/** Strangers elsewhere asked for so many codes within the hour. */
async function strangersAsked(phone: string, count: number): Promise<void> {
  const send = (index: number) => ({
    purpose: "REGISTER" as const,
    phoneIndex: blindIndex("phone", phone),
    browserIndex: randomUUID(),
    addressIndex: randomUUID(),
    codeHash: randomUUID(),
    createdAt: new Date(Date.now() - (index + 1) * 60_000),
    expiresAt: new Date(),
  });
  await db().smsCode.createMany({ data: Array.from({ length: count }, (_, index) => send(index)) });
}

/** Strangers elsewhere typed so many wrong passwords today. */
async function strangersGuessed(key: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await consume(signInAccount, key);
}

const solved = (page: Page) => expect(page.getByText("安全验证已完成")).toBeVisible({ timeout: 60_000 });

test("whose phone strangers asked codes for solves a challenge, receives a code and registers", async ({ page }) => {
  await openSession();
  const phone = newPhone();
  await strangersAsked(phone, 8);
  await page.goto("/register");
  await page.getByLabel("手机号码").fill(phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(alertOf(page)).toContainText("请等待下方安全验证完成");
  await solved(page);
  await look(page, "proof-01-solved");
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(page.getByText("演示模式验证码")).toBeVisible();
  await page.getByLabel("短信验证码").fill(await smsCode(phone));
  // A password that anybody would guess is refused, and costs no try of the code.
  await page.getByLabel("密码", { exact: true }).fill("12345678");
  await page.getByLabel("确认密码", { exact: true }).fill("12345678");
  await page.getByLabel(/我已阅读并同意/).check();
  await page.getByRole("button", { name: "注册", exact: true }).click();
  await expect(alertOf(page)).toContainText("这个密码容易被猜到");
  await look(page, "proof-02-common-password");
  await page.getByLabel("密码", { exact: true }).fill(testPassword);
  await page.getByLabel("确认密码", { exact: true }).fill(testPassword);
  await page.getByRole("button", { name: "注册", exact: true }).click();
  await expect(page).toHaveURL(/\/registration/);
});

test("whose password strangers guess at solves a challenge once, and is spared on the same device from then on", async ({
  page,
}) => {
  await openSession();
  const { phone } = await createAccount();
  await strangersGuessed(blindIndex("phone", phone), 15);
  const type = async (password = testPassword) => {
    await page.getByLabel("用户名/手机号").fill(phone);
    await page.getByLabel("密码", { exact: true }).fill(password);
    await page.getByRole("button", { name: "登录", exact: true }).click();
  };
  await page.goto("/login");
  await type();
  await expect(alertOf(page)).toContainText("请等待下方安全验证完成");
  await solved(page);
  // A wrong password sets the next challenge at once.
  await type("wrong-password");
  await expect(alertOf(page)).toContainText("手机号或密码不正确");
  await solved(page);
  await look(page, "proof-03-login");
  await type();
  await expect(page).toHaveURL(/\/registration/);

  await page.getByRole("button", { name: "安全退出" }).first().click();
  await page.goto("/login");
  await type();
  await expect(page).toHaveURL(/\/registration/);
});

test("an administrator whom strangers guess at comes in, and lifts a colleague's limit", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const [administrator, colleague] = [
    await createStaff({ role: "ADMINISTRATOR" }),
    await createStaff({ role: "FINANCE" }),
  ];
  await strangersGuessed(staffKey(blindIndex("phone", administrator.phone)), 15);
  await strangersGuessed(staffKey(blindIndex("phone", colleague.phone)), 37);
  const type = async () => {
    await page.getByLabel("手机号").fill(administrator.phone);
    await page.getByLabel("密码", { exact: true }).fill(testPassword);
    await page.getByRole("button", { name: "登录", exact: true }).click();
  };
  await page.goto("/admin/login");
  await type();
  await expect(alertOf(page)).toContainText("请等待下方安全验证完成");
  await solved(page);
  await type();
  await expect(page).toHaveURL(/\/admin$/);

  await page.goto("/admin/staff");
  await expect(page.getByText("37次")).toBeVisible();
  await page.getByRole("button", { name: "解除登录限制" }).click();
  await expect(alertOf(page)).toContainText("请填写解除限制的原因");
  await look(page, "proof-04-staff");
  await page.getByLabel("手机号码").fill(colleague.phone);
  await page.getByLabel("原因").fill("本人来电核实");
  await page.getByRole("button", { name: "解除登录限制" }).click();
  await expect(page.getByText("登录限制已解除")).toBeVisible();
  await expect(page.getByText("37次")).toHaveCount(0);
});
