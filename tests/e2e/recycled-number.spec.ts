import { expect, type Page } from "playwright/test";
import { drawnIdCard } from "../support/drawings";
import { newPhone } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { candidate, openSession, smsCode, staffPage } from "./support/world";

// 二次放号: who holds a candidate's number today is not the candidate.

const password = "of-the-new-holder-26";

async function typeCode(page: Page, phone: string) {
  await page.getByRole("button", { name: "获取验证码" }).click();
  await expect(page.getByText("演示模式验证码")).toBeVisible();
  await expect.poll(() => smsCode(phone).catch(() => "")).toMatch(/^\d{6}$/);
  await page.getByLabel("短信验证码").fill(await smsCode(phone));
}

async function typePasswords(page: Page, label: string, again: string) {
  await page.getByLabel(label, { exact: true }).fill(password);
  await page.getByLabel(again, { exact: true }).fill(password);
}

/** Nothing of the old owner may stand on a page. */
async function expectNothingOf(
  page: Page,
  { name, documentMasked }: { name: string | null; documentMasked: string | null },
) {
  const content = await page.content();
  for (const personal of [name, documentMasked]) expect(content).not.toContain(personal ?? "nothing");
}

test("the new holder of a number sees nothing of its old owner, and gets an account of his own", async ({
  page,
  context,
}) => {
  const examSession = await openSession();
  const { account, registration } = await candidate(context, examSession.id, "PAID");
  await context.clearCookies();
  await page.goto("/reset-password");
  await page.getByLabel("手机号码").fill(account.phone);
  await typeCode(page, account.phone);
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page).toHaveURL(/\/reset-password\/new$/);
  await expectNothingOf(page, registration);
  await typePasswords(page, "新密码", "确认新密码");
  await page.getByRole("button", { name: "保存新密码" }).click();
  await expect(alertOf(page)).toContainText("无法用所填的证件号码确认您是账号本人");
  await expectNothingOf(page, registration);
  await look(page, "recycled-01-document");

  await page.getByRole("link", { name: "这不是我的账号", exact: true }).click();
  await typePasswords(page, "密码", "确认密码");
  await page.getByRole("button", { name: "解绑并新建我的账号" }).click();
  await expect(alertOf(page)).toContainText("请确认这个手机号以前的账号不是您本人的");
  await look(page, "recycled-02-not-mine");
  await typePasswords(page, "密码", "确认密码");
  await page.getByLabel("我已阅读并同意").check();
  await page.getByLabel("我确认：这个手机号以前的账号不是我本人的。").check();
  await page.getByRole("button", { name: "解绑并新建我的账号" }).click();
  await expect(page).toHaveURL(/\/registration/);
  await expectNothingOf(page, registration);
  await page.goto("/registration/form");
  await expectNothingOf(page, registration);
});

test("registering with a number that has an account leads to an own account too", async ({ page, context }) => {
  const examSession = await openSession();
  const { account, registration } = await candidate(context, examSession.id, "APPROVED");
  await context.clearCookies();
  await page.goto("/register");
  await page.getByLabel("手机号码").fill(account.phone);
  await typeCode(page, account.phone);
  await typePasswords(page, "密码", "确认密码");
  await page.getByLabel("我已阅读并同意").check();
  await page.getByRole("button", { name: "注册", exact: true }).click();
  await expect(alertOf(page)).toContainText("该手机号已注册");
  await look(page, "recycled-03-taken");
  await page.getByLabel("这不是我的账号").check();
  await typePasswords(page, "密码", "确认密码");
  await page.getByRole("button", { name: "注册", exact: true }).click();
  await expect(page).toHaveURL(/\/registration/);
  await expectNothingOf(page, registration);
});

test("the owner of a lost number comes back by an appeal that staff decide", async ({ page, context, browser }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "PAID");
  await context.clearCookies();
  const phone = newPhone();
  await page.goto("/login");
  await page.getByRole("link", { name: "找回账号" }).click();
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(alertOf(page)).toContainText("证件号码：请填写此项");
  await page.getByLabel("新手机号码").fill(phone);
  await typeCode(page, phone);
  await page.getByLabel("姓名").fill("王小明");
  await page.getByLabel("证件号码").fill(registration.document);
  await page.getByLabel("情况说明").fill("原手机号已停用半年。");
  await look(page, "recycled-04-appeal");
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(page).toHaveURL(/\/appeal\/status/);
  await expect(page.getByText("正在核实")).toBeVisible();
  await page
    .getByLabel("上传照片：凭据")
    .setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: await drawnIdCard("front") });
  await expect(page.getByRole("listitem").filter({ hasText: "凭据1" }).getByText("✓ 已上传")).toBeVisible();
  // Whoever holds the phone can take it back, not look at it.
  await expect(page.getByRole("main").getByRole("img")).toHaveCount(0);
  await look(page, "recycled-05-waiting");
  await page.clock.install();
  await page.reload();
  await expect(page.getByText("本页会自动更新")).toBeVisible();

  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto("/admin");
  await expect(desk.getByRole("listitem").filter({ hasText: /\d+ 项找回账号的申请等待处理。/ })).toBeVisible();
  await desk.getByRole("link", { name: "考生申诉" }).click();
  await look(desk, "recycled-06-list");
  const { width, height } = desk.viewportSize() ?? { width: 1440, height: 900 };
  await desk.setViewportSize({ width: 360, height: 800 });
  await look(desk, "recycled-06-list-narrow");
  await desk.setViewportSize({ width, height });
  await desk.getByRole("row", { name: "王小明" }).first().getByRole("link", { name: "核实" }).click();
  await expect(desk.getByRole("img", { name: "凭据1" })).toBeVisible();
  await desk.getByRole("button", { name: "提交处理结果" }).click();
  await expect(alertOf(desk)).toContainText("请选择要绑定的账号，或选择驳回");
  await desk.getByLabel(/^通过：绑定到账号1/).check();
  await desk.getByLabel("理由").fill("已核对证件照片。");
  await desk.getByRole("button", { name: "提交处理结果" }).click();
  await expect(alertOf(desk)).toContainText("请勾选确认后再提交");
  await look(desk, "recycled-07-decide");
  await desk.getByLabel(/通过时勾选/).check();
  await desk.getByRole("button", { name: "提交处理结果" }).click();
  await expect(desk).toHaveURL(/\/admin\/appeals$/);
  await expect(
    desk.getByText("已通过，系统会向申请人的新手机号发送短信；账号原来绑定有手机号的，也会向原号码发送短信。"),
  ).toBeVisible();
  await look(desk, "recycled-08-decided");
  await desk.context().close();

  // The page turns by itself, without signing in.
  await page.clock.fastForward(73_000);
  await expect(page.getByText("已通过，账号已绑定这个手机号。")).toBeVisible();
  await expect(page.getByText("本页会自动更新")).toBeHidden();
  await look(page, "recycled-09-outcome");
});
