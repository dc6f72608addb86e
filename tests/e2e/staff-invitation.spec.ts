import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, type Page } from "playwright/test";
import { totpCode } from "@/lib/adapter/crypto/totp";
import { db } from "@/lib/adapter/db/client";
import { stepAt } from "@/lib/domain/account/second-factor";
import { newPhone } from "../support/factories";
import { look, test } from "./support/page";
import { smsCode, staffPage } from "./support/world";

/** The path of the newest link that was sent to a phone. */
async function linkTo(phone: string): Promise<string> {
  const lines = (await readFile(path.join(process.env["DATA_DIR"] ?? "", "sms-outbox.jsonl"), "utf8"))
    .trim()
    .split("\n");
  const message = lines
    .map((line) => JSON.parse(line) as { phone: string; text: string })
    .findLast((sent) => sent.phone === phone && sent.text.includes("/admin/invitation/"));
  return /(\/admin\/invitation\/[a-z2-9-]{27}) /.exec(message?.text ?? "")?.[1] ?? "/no-link";
}

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

const formOf = (page: Page, title: string) =>
  page.locator("form").filter({ has: page.getByRole("heading", { name: title }) });

test("an administrator invites a colleague, who comes by the link, sets password and second factor, and is at the desk", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const desk = await staffPage(browser, { role: "ADMINISTRATOR" });
  const phone = newPhone();
  const masked = `${phone.slice(0, 3)}****${phone.slice(-4)}`;

  const [first, second] = await test.step("invited; sent again: the first link dies", async () => {
    await desk.goto("/admin/staff/new");
    await desk.getByLabel("姓名").fill("欧阳受邀");
    await desk.getByLabel("手机号码").fill(phone);
    await desk.getByRole("checkbox", { name: /^考务/ }).check();
    await desk.getByRole("button", { name: "添加并邀请" }).click();
    await expect(desk.getByText(new RegExp(`邀请链接已于.*发送到 ${masked.replaceAll("*", "\\*")}`))).toBeVisible();
    await lookAround(desk, "invitation-01-invited");
    const old = await linkTo(phone);
    const again = formOf(desk, "重新发送邀请");
    await again.getByLabel("原因").fill("没有收到");
    await again.getByLabel("确认向欧阳受邀重新发送邀请").check();
    await again.getByRole("button", { name: "发送邀请" }).click();
    await expect(desk.getByText("已重新邀请")).toBeVisible();
    await desk.goto("/admin/staff");
    await expect(desk.getByRole("row", { name: /欧阳受邀/ })).toContainText("已邀请");
    return [old, await linkTo(phone)];
  });
  expect(second).not.toBe(first);

  await test.step("the old link leads nowhere, the new one to a page without the secret in its address", async () => {
    await page.goto(first);
    await expect(page.getByRole("heading", { name: "链接无效" })).toBeVisible();
    await expect(page.getByText("联系邀请您的系统管理员")).toBeVisible();
    await lookAround(page, "invitation-02-dead");
    await page.goto(second);
    await expect(page).toHaveURL(/\/admin\/invitation$/);
    await expect(page.getByText("欧***")).toBeVisible();
    await expect(page.getByText(masked)).toBeVisible();
    await expect(page.getByText("欧阳受邀")).toHaveCount(0);
    await lookAround(page, "invitation-03-open");
  });

  await test.step("password and second factor; the desk", async () => {
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByText(`验证码已发送到${masked}`)).toBeVisible();
    await page.getByLabel("短信验证码").fill(await smsCode(phone));
    await page.getByLabel("密码", { exact: true }).fill("drei-lange-woerter");
    await page.getByLabel("确认密码", { exact: true }).fill("drei-lange-woerter");
    await page.getByRole("button", { name: "设置密码，下一步" }).click();
    await expect(page.getByRole("heading", { name: "设置两步验证" })).toBeVisible();
    await page.getByRole("button", { name: "开始设置" }).click();
    const secret = (await page.locator("[data-secret]").innerText()).replace(/\s/g, "");
    await page.getByLabel("恢复码已打印或抄下").check();
    await page.getByLabel("验证码").fill(totpCode(secret, stepAt(new Date())));
    await page.getByRole("button", { name: "完成设置" }).click();
    await expect(page).toHaveURL(/\/admin$/);
    await expect(page.getByRole("link", { name: "欧阳受邀" })).toBeVisible();
  });

  await test.step("the used link opens nothing, and the list says that he is in", async () => {
    await page.goto(second);
    await expect(page.getByRole("heading", { name: "链接已使用" })).toBeVisible();
    await lookAround(page, "invitation-04-used");
    await desk.reload();
    await expect(desk.getByRole("row", { name: /欧阳受邀/ })).toContainText("已启用");
  });
  await desk.context().close();
});

test("the link works without JavaScript; expired and withdrawn, it says whom to ask", async ({ browser }) => {
  const desk = await staffPage(browser, { role: "ADMINISTRATOR" });
  const phone = newPhone();
  await desk.goto("/admin/staff/new");
  await desk.getByLabel("姓名").fill("尉迟无脚本");
  await desk.getByLabel("手机号码").fill(phone);
  await desk.getByRole("checkbox", { name: /^财务/ }).check();
  await desk.getByRole("button", { name: "添加并邀请" }).click();
  await expect(desk.getByText("邀请链接已于")).toBeVisible();
  const link = await linkTo(phone);
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
  const plain = await context.newPage();

  const { id, invitedUntil } = await db().staff.findFirstOrThrow({ where: { name: "尉迟无脚本" } });
  await db().staff.update({ where: { id }, data: { invitedUntil: new Date(Date.now() - 1) } });
  await plain.goto(link);
  await expect(plain.getByRole("heading", { name: "邀请已过期" })).toBeVisible();
  await expect(plain.getByText("请联系邀请您的系统管理员")).toBeVisible();
  await desk.goto("/admin/staff");
  await expect(desk.getByRole("row", { name: /尉迟无脚本/ })).toContainText("邀请已过期");
  await db().staff.update({ where: { id }, data: { invitedUntil } });

  await plain.goto(link);
  await plain.getByRole("button", { name: "获取验证码" }).click();
  await expect(plain.getByText("验证码已发送到")).toBeVisible();
  await plain.getByLabel("短信验证码").fill(await smsCode(phone));
  await plain.getByLabel("密码", { exact: true }).fill("drei-lange-woerter");
  await plain.getByLabel("确认密码", { exact: true }).fill("drei-lange-woerte");
  await plain.getByRole("button", { name: "设置密码，下一步" }).click();
  await expect(plain.getByText("两次输入的密码不一致").first()).toBeVisible();

  await desk.goto(`/admin/staff/${id}`);
  const form = formOf(desk, "撤回邀请");
  await form.getByLabel("原因").fill("人员有变");
  await form.getByLabel("确认撤回对尉迟无脚本的邀请").check();
  await form.getByRole("button", { name: "撤回邀请" }).click();
  await expect(desk.getByText("邀请已撤回，链接已失效")).toBeVisible();
  await plain.goto(link);
  await expect(plain.getByRole("heading", { name: "链接无效" })).toBeVisible();
  await context.close();
  await desk.context().close();
});
