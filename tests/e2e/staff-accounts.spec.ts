import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createLoginSession, createStaff, newPhone } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { signIn, smsCode, staffPage } from "./support/world";

test("an administrator adds a colleague, who sets his own password; is disabled, and enabled again", async ({
  page,
  browser,
}) => {
  const desk = await staffPage(browser, { role: "ADMINISTRATOR" });
  await desk.setViewportSize({ width: 1366, height: 768 });
  const phone = newPhone();

  await test.step("added, with nothing lost by a mistake", async () => {
    await desk.goto("/admin/staff");
    await look(desk, "staff-01-list");
    await desk.getByRole("link", { name: "添加工作人员" }).click();
    await desk.getByLabel("姓名").fill("司徒考务");
    await desk.getByLabel("手机号码").fill("123");
    await desk.getByRole("button", { name: "添加并邀请" }).click();
    await expect(alertOf(desk)).toContainText("手机号应为11位数字");
    await expect(alertOf(desk)).toContainText("请至少选择一个角色");
    await expect(desk.getByLabel("姓名")).toHaveValue("司徒考务");
    await desk.getByRole("checkbox", { name: /^考务/ }).check();
    await desk.getByRole("checkbox", { name: /^审计/ }).check();
    await desk.getByRole("button", { name: "添加并邀请" }).click();
    await expect(alertOf(desk)).not.toContainText("请至少选择一个角色");
    await expect(desk.getByRole("checkbox", { name: /^考务/ })).toBeChecked();
    await expect(desk.getByRole("checkbox", { name: /^审计/ })).toBeChecked();
    await look(desk, "staff-01-roles");
    await desk.getByLabel("手机号码").fill(phone);
    await desk.getByRole("button", { name: "添加并邀请" }).click();
    await expect(desk.getByText("账号已添加")).toBeVisible();
    await expect(desk.getByText(/请通知司徒考务：.*\/admin\/set-password/)).toBeVisible();
    await expect(desk.getByText(phone)).toHaveCount(0);
    await look(desk, "staff-02-invited");
  });

  await test.step("the colleague sets a password and is in", async () => {
    await page.goto("/admin/login");
    await page.getByRole("link", { name: "设置密码" }).click();
    await page.getByLabel("手机号码").fill(phone);
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByText("验证码已发送")).toBeVisible();
    await page.getByLabel("短信验证码").fill(await smsCode(phone));
    await page.getByLabel("密码", { exact: true }).fill("drei-lange-woerter");
    await page.getByLabel("确认密码", { exact: true }).fill("drei-lange-woerter");
    await look(page, "staff-03-set-password");
    await page.getByRole("button", { name: "设置密码并登录" }).click();
    await expect(page).toHaveURL(/\/admin$/);
    // Both menus: seating is open to the exam office alone, the audit log to auditors.
    const menu = page.getByRole("navigation", { name: "管理后台" });
    for (const name of ["考场编排", "操作记录"]) {
      await menu.getByRole("link", { name }).click();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    }
    await page.getByRole("link", { name: /司徒考务.*我的账号/ }).click();
    await look(page, "staff-04-own-account");
  });

  const change = async (current: string, password: string) => {
    await page.getByLabel("原密码", { exact: true }).fill(current);
    await page.getByLabel("新密码", { exact: true }).fill(password);
    await page.getByLabel("确认新密码", { exact: true }).fill(password);
    await page.getByRole("button", { name: "修改密码" }).click();
  };

  await test.step("and changes it, which ends his other logins", async () => {
    const { id: staffId } = await db().staff.findFirstOrThrow({
      where: { name: "司徒考务" },
      orderBy: { createdAt: "desc" },
    });
    const elsewhere = await createLoginSession({ staffId });
    await page.reload();
    await expect(page.getByRole("button", { name: /^结束.*的登录$/ })).toHaveCount(1);
    await change("not-the-old-one", "vier-lange-woerter");
    await expect(alertOf(page)).toContainText("原密码不正确");
    await change("drei-lange-woerter", "vier-lange-woerter");
    await expect(page.getByText("密码已修改")).toBeVisible();
    await expect(page.getByText("本次登录")).toBeVisible();
    expect(await db().loginSession.findUniqueOrThrow({ where: { id: elsewhere.id } })).not.toMatchObject({
      revokedAt: null,
    });
  });

  await test.step("disabled: out at once, and told so at the door", async () => {
    await desk.reload();
    await desk.getByRole("button", { name: "停用" }).click();
    await expect(alertOf(desk)).toContainText("请填写原因");
    const form = desk.locator("form").filter({ has: desk.getByRole("heading", { name: "停用账号" }) });
    await form.getByLabel("原因").fill("调离考务岗位");
    await form.getByRole("button", { name: "停用" }).click();
    await expect(alertOf(desk)).toContainText("输入的内容与要求的不一致，操作没有执行");
    await form.getByLabel("请输入姓名“司徒考务”确认").fill("司徒考务");
    await form.getByRole("button", { name: "停用" }).click();
    await expect(desk.getByText("账号已停用：")).toBeVisible();
    await look(desk, "staff-05-disabled");

    await page.goto("/admin/sessions");
    await expect(page).toHaveURL(/\/admin\/login/);
    await page.getByLabel("手机号").fill(phone);
    await page.getByLabel("密码", { exact: true }).fill("vier-lange-woerter");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(alertOf(page)).toContainText("该账号已停用");
  });

  await test.step("enabled: the password is the one he had", async () => {
    const form = desk.locator("form").filter({ has: desk.getByRole("heading", { name: "启用账号" }) });
    await form.getByLabel("原因").fill("误操作");
    await form.getByLabel("确认启用司徒考务的账号").check();
    await form.getByRole("button", { name: "启用" }).click();
    await expect(desk.getByText("账号已启用")).toBeVisible();
    await page.getByLabel("密码", { exact: true }).fill("vier-lange-woerter");
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(page).toHaveURL(/\/admin\/sessions$/);
  });
  await desk.context().close();
});

test("a reviewer's page works without JavaScript, and changes roles and scope", async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    locale: "zh-CN",
  });
  const [administrator, reviewer] = [await createStaff(), await createStaff({ role: "REVIEWER", name: "淳于审核" })];
  await signIn(context, { staffId: administrator.id });
  const page = await context.newPage();
  await page.goto(`/admin/staff/${reviewer.id}`);
  const form = page.locator("form").filter({ has: page.getByRole("heading", { name: "姓名、手机号和角色" }) });
  await form.getByRole("checkbox", { name: /^审核员/ }).uncheck();
  await form.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("请至少选择一个角色。").first()).toBeVisible();
  await expect(form.getByRole("checkbox", { name: /^审核员/ })).not.toBeChecked();
  await form.getByRole("checkbox", { name: /^财务/ }).check();
  await form.getByRole("checkbox", { name: /^审计/ }).check();
  await form.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("请核对所涉人员，勾选确认后再提交。").first()).toBeVisible();
  await expect(form.getByRole("checkbox", { name: /^财务/ })).toBeChecked();
  await form.getByLabel(/^原因/).fill("转岗");
  await form.getByLabel(/^确认更换淳于审核/).check();
  await form.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("修改已保存")).toBeVisible();
  expect(await db().staff.findUniqueOrThrow({ where: { id: reviewer.id } })).toMatchObject({
    roles: ["FINANCE", "AUDITOR"],
    allSchools: false,
  });
  await page.goto("/admin/staff?role=AUDITOR");
  await expect(page.getByRole("row", { name: /淳于审核.*财务.*审计/ }).first()).toBeVisible();
  await context.close();
});
