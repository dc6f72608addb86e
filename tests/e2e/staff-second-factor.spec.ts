import { expect, type Page } from "playwright/test";
import { totpCode } from "@/lib/adapter/crypto/totp";
import { db } from "@/lib/adapter/db/client";
import { stepAt } from "@/lib/domain/account/second-factor";
import { createExamSession, createStaff, testPassword } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { staffPage } from "./support/world";

async function signIn(page: Page, phone: string, next = "") {
  await page.goto(`/admin/login${next && `?next=${encodeURIComponent(next)}`}`);
  await page.getByLabel("手机号").fill(phone);
  await page.getByLabel("密码", { exact: true }).fill(testPassword);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

const secretOn = async (page: Page) => (await page.locator("[data-secret]").innerText()).replace(/\s/g, "");

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

test("a member of staff sets a second factor up, is asked for it, loses the phone, and is helped", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const member = await createStaff({ role: "EXAM_OFFICER", name: "太史两步" });
  await signIn(page, member.phone);
  await expect(page).toHaveURL(/\/admin$/);

  const { secret, codes } = await test.step("set up from the own account", async () => {
    await page.goto("/admin/account");
    await lookAround(page, "factor-01-account-without");
    await page.getByRole("link", { name: "设置两步验证" }).click();
    await lookAround(page, "factor-02-explained");
    await page.getByRole("button", { name: "开始设置" }).click();
    await expect(page.getByRole("img", { name: "验证器的二维码" })).toBeVisible();
    await lookAround(page, "factor-03-set-up");
    const shown = { secret: await secretOn(page), codes: await page.locator("[data-codes] li").allInnerTexts() };
    expect(shown.codes).toHaveLength(10);
    // A reload shows the same: what is on paper stays right.
    await page.reload();
    expect(await secretOn(page)).toBe(shown.secret);
    await page.getByLabel("验证码").fill("12345");
    await page.getByRole("button", { name: "完成设置" }).click();
    await expect(alertOf(page)).toContainText("请先打印或抄下恢复码");
    await expect(alertOf(page)).toContainText("6位数字");
    await lookAround(page, "factor-04-mistakes");
    await page.getByLabel("恢复码已打印或抄下").check();
    await page.getByLabel("验证码").fill(totpCode(shown.secret, stepAt(new Date())));
    await page.getByRole("button", { name: "完成设置" }).click();
    await expect(page.getByText("两步验证已设置")).toBeVisible();
    return shown;
  });

  await test.step("the password alone opens nothing; the code leads to the page that was asked for", async () => {
    await page.goto("/admin/account");
    await expect(page.getByText("剩余恢复码10个")).toBeVisible();
    await expect(page.getByText("Linux · Chrome")).toBeVisible();
    await lookAround(page, "factor-05-account");
    await page.getByRole("button", { name: "安全退出" }).click();
    await signIn(page, member.phone, "/admin/sessions");
    await expect(page).toHaveURL(/\/admin\/second-factor\?next=%2Fadmin%2Fsessions$/);
    await lookAround(page, "factor-06-code");
    for (const address of ["/admin", "/admin/registrations", "/admin/account"]) {
      await page.goto(address);
      await expect(page).toHaveURL(/\/admin\/second-factor/);
    }
    await page.goto("/admin/sessions");
    await page.getByLabel("验证码").fill("000000");
    await page.getByRole("button", { name: "继续" }).click();
    await expect(alertOf(page)).toContainText("验证码不正确");
    await lookAround(page, "factor-07-wrong");
    // The demo shows a code that counts, so that nobody needs a phone.
    const demo = page.getByText("演示模式：此刻的验证码是");
    await expect(demo).toBeVisible();
    await page.getByLabel("验证码").fill((await demo.locator("strong").innerText()).trim());
    await page.getByRole("button", { name: "继续" }).click();
    await expect(page).toHaveURL(/\/admin\/sessions$/);
  });

  await test.step("a recovery code stands in for the phone, once, without JavaScript too", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
    const plain = await context.newPage();
    await signIn(plain, member.phone);
    await plain.getByLabel("验证码").fill(codes[0]?.toLowerCase() ?? "");
    await plain.getByRole("button", { name: "继续" }).click();
    await expect(plain.getByText("已使用一个恢复码登录")).toBeVisible();
    await plain.goto("/admin/account");
    await expect(plain.getByText("剩余恢复码9个")).toBeVisible();
    await plain.getByRole("button", { name: "安全退出" }).click();
    await signIn(plain, member.phone);
    await plain.getByLabel("验证码").fill(codes[0] ?? "");
    await plain.getByRole("button", { name: "继续" }).click();
    await expect(alertOf(plain)).toContainText("验证码不正确");
    await context.close();
  });

  await test.step("an administrator resets it, with a reason and the name typed", async () => {
    const desk = await staffPage(browser, { role: "ADMINISTRATOR" });
    await desk.goto(`/admin/staff/${member.id}`);
    const form = desk.locator("form").filter({ has: desk.getByRole("heading", { name: /^重置两步验证/ }) });
    await form.getByRole("button", { name: "重置太史两步的两步验证" }).click();
    await expect(alertOf(desk)).toContainText("请填写原因");
    await form.getByLabel("原因").fill("手机丢失，已当面核实");
    await form.getByLabel("请输入姓名“太史两步”确认").fill("太史两步");
    await lookAround(desk, "factor-08-reset");
    await form.getByRole("button", { name: "重置太史两步的两步验证" }).click();
    await expect(desk.getByText("该同事的两步验证已重置")).toBeVisible();
    await page.goto("/admin/account");
    await expect(page).toHaveURL(/\/admin\/login/);
    const stored = await db().staff.findUniqueOrThrow({ where: { id: member.id } });
    expect(stored).toMatchObject({ totpSince: null, totpSecretEncrypted: null });
    expect(secret).not.toBe("");
    await desk.context().close();
  });
});

/** Signs in and sets a second factor up with the code of so many steps from now; returns its secret. */
async function signInWithFactor(page: Page, phone: string, step: number): Promise<string> {
  await signIn(page, phone);
  await expect(page).toHaveURL(/\/admin$/);
  await page.goto("/admin/second-factor");
  await page.getByRole("button", { name: "开始设置" }).click();
  const secret = await secretOn(page);
  await page.getByLabel("恢复码已打印或抄下").check();
  await page.getByLabel("验证码").fill(totpCode(secret, stepAt(new Date()) + step));
  await page.getByRole("button", { name: "完成设置" }).click();
  await expect(page.getByText("两步验证已设置")).toBeVisible();
  return secret;
}

test("a new phone is set up after a code of the old one", async ({ page }) => {
  const member = await createStaff({ role: "FINANCE" });
  const secret = await signInWithFactor(page, member.phone, 0);
  await page.goto("/admin/account");
  await page.getByRole("button", { name: "更换验证器或恢复码" }).click();
  await expect(page.getByText("原验证器和恢复码仍然有效")).toBeVisible();
  await page.getByRole("button", { name: "开始设置" }).click();
  const fresh = await secretOn(page);
  expect(fresh).not.toBe(secret);
  await page.getByLabel("恢复码已打印或抄下").check();
  await page.getByLabel("验证码").fill(totpCode(fresh, stepAt(new Date())));
  await page.getByRole("button", { name: "完成设置" }).click();
  await expect(page).toHaveURL(/\/admin\/account$/);
  await expect(page.getByRole("status").getByText("两步验证已设置")).toBeVisible();
});

test("a code is asked again before accounts of others are touched and lists are taken out", async ({ page }) => {
  const member = await createStaff({ role: "ADMINISTRATOR", name: "万俟管理" });
  const secret = await signInWithFactor(page, member.phone, -1);
  const elevenMinutesLater = () =>
    db().loginSession.updateMany({
      where: { staffId: member.id },
      data: { secondFactorAt: new Date(Date.now() - 11 * 60_000) },
    });

  await elevenMinutesLater();
  await page.goto("/admin/staff/new");
  await page.getByLabel("姓名").fill("公冶新人");
  await page.getByLabel("手机号码").fill("13812340071");
  await page.getByRole("checkbox", { name: /^审计/ }).check();
  await page.getByRole("button", { name: "添加并邀请" }).click();
  await expect(alertOf(page)).toContainText("请输入验证器此刻显示的验证码");
  await expect(page.getByLabel("姓名")).toHaveValue("公冶新人");
  await lookAround(page, "factor-09-confirm");
  await page.getByLabel("验证码").fill("000000");
  await page.getByRole("button", { name: "添加并邀请" }).click();
  await expect(alertOf(page)).toContainText("验证码不正确");
  expect(await db().staff.count({ where: { name: "公冶新人" } })).toBe(0);
  await page.getByLabel("验证码").fill(totpCode(secret, stepAt(new Date())));
  await page.getByRole("button", { name: "添加并邀请" }).click();
  await expect(page.getByText("账号已添加")).toBeVisible();

  await elevenMinutesLater();
  await page.goto("/admin/registrations");
  await page.getByRole("button", { name: "导出 CSV" }).click();
  await expect(page.getByRole("heading", { name: "确认身份" })).toBeVisible();
  await lookAround(page, "factor-10-export");
  await page.getByLabel("验证码").fill(totpCode(secret, stepAt(new Date()) + 1));
  await page.getByRole("button", { name: "确认" }).click();
  await expect(page).toHaveURL(/\/admin\/registrations/);
  await expect(page.getByText("已确认是您本人")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出 CSV" }).click();
  await download;
});

test("raising what one person refunds alone asks for a code, and loses nothing that was typed", async ({ page }) => {
  const { id } = await createExamSession({ publishedAt: null, refundLimitFen: 20_000 });
  const member = await createStaff({ role: "ADMINISTRATOR", name: "万俟限额" });
  const secret = await signInWithFactor(page, member.phone, -1);
  await db().loginSession.updateMany({
    where: { staffId: member.id },
    data: { secondFactorAt: new Date(Date.now() - 11 * 60_000) },
  });
  const stored = () =>
    db().examSession.findUniqueOrThrow({ where: { id }, select: { refundLimitFen: true, examAddress: true } });
  const save = () => page.getByRole("button", { name: "保存", exact: true }).click();

  // Lowering it makes nothing easier.
  await page.goto(`/admin/sessions/${id}`);
  await page.locator("#refundLimit").fill("150");
  await save();
  await expect(page.getByText("考试批次已保存")).toBeVisible();
  expect(await stored()).toMatchObject({ refundLimitFen: 15_000 });

  await page.locator("#refundLimit").fill("900.00");
  await page.locator("#examAddress").fill("新教学楼");
  await save();
  await expect(alertOf(page)).toContainText("请输入验证器此刻显示的验证码");
  await expect(page.locator("#refundLimit")).toHaveValue("900.00");
  await expect(page.locator("#examAddress")).toHaveValue("新教学楼");
  expect(await stored()).toMatchObject({
    refundLimitFen: 15_000,
    examAddress: expect.not.stringContaining("新教学楼"),
  });
  await lookAround(page, "factor-13-limit");
  await page.getByLabel("验证码").fill(totpCode(secret, stepAt(new Date())));
  await page.getByRole("button", { name: "验证并保存" }).click();
  // The notice of the first saving is still there, so the page would not tell.
  await expect.poll(stored).toMatchObject({ refundLimitFen: 90_000, examAddress: "新教学楼" });
});

test("a passkey is added, and stands in for the code", async ({ page, context }) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  const member = await createStaff({ role: "FINANCE", name: "太史通行" });
  await signInWithFactor(page, member.phone, 0);
  await page.goto("/admin/account");
  await page.getByRole("button", { name: "添加通行密钥" }).click();
  await expect(page.getByText("通行密钥已添加")).toBeVisible();
  await expect(page.getByText("还没有用过")).toBeVisible();
  await lookAround(page, "factor-11-passkey");

  await page.getByRole("button", { name: "安全退出" }).click();
  await signIn(page, member.phone, "/admin/payments");
  await expect(page.getByRole("heading", { name: "输入验证码" })).toBeVisible();
  await lookAround(page, "factor-12-code-or-passkey");
  await page.getByRole("button", { name: /^使用通行密钥/ }).click();
  await expect(page).toHaveURL(/\/admin\/payments$/);

  // A device that does not know the finger leaves the code.
  await page.goto("/admin/account");
  await page.getByRole("button", { name: "安全退出" }).click();
  await signIn(page, member.phone);
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await page.getByRole("button", { name: /^使用通行密钥/ }).click();
  await expect(alertOf(page)).toContainText("改用验证码", { timeout: 15_000 });
  await expect(page.getByLabel("验证码")).toBeVisible();
});
