import { expect, test } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { drawnIdCard, drawnPortrait, drawnTranscript } from "../support/drawings";
import { createAccount, createRegistration, newDocument, newPhone, testPassword } from "../support/factories";
import { photograph } from "./support/page";
import { confirmAndSubmit, confirmNotice, fillDetails } from "./support/steps";
import { candidate, openSession, signIn, smsCode } from "./support/world";

test.use({ javaScriptEnabled: false });

const jpeg = (buffer: Buffer) => ({ name: "photo.jpg", mimeType: "image/jpeg", buffer });

test("a browser without JavaScript goes from a new account to a submitted registration", async ({ page }) => {
  await openSession();
  const phone = newPhone();

  await page.goto("/register");
  await page.getByLabel("手机号码").fill("12345");
  await page.getByRole("button", { name: "注册", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("手机号应为11位数字");
  await expect(page.getByLabel("手机号码")).toHaveValue("12345");
  await page.getByLabel("手机号码").fill(phone);
  await page.getByRole("button", { name: "获取验证码" }).click();
  await page.getByLabel("短信验证码").fill(await smsCode(phone));
  await page.getByLabel("密码", { exact: true }).fill("correct-horse-battery");
  await page.getByLabel("确认密码", { exact: true }).fill("correct-horse-battery");
  await page.getByLabel(/我已阅读并同意/).check();
  await page.getByRole("button", { name: "注册", exact: true }).click();
  await expect(page).toHaveURL(/\/registration$/);

  await confirmNotice(page);
  const typed = await fillDetails(page, { name: "欧阳小明" }, "picked");
  // A contradiction is refused on the field, with everything typed still there.
  await page.getByRole("radio", { name: "女" }).check();
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(page.getByRole("alert")).toContainText("所选性别与证件号码不符，请核对性别和证件号码。");
  await expect(page.getByRole("radio", { name: "女" })).toBeChecked();
  await expect(page.getByLabel(/^身份证号/)).toHaveValue(typed.documentNumber);
  await page.getByRole("radio", { name: "男" }).check();
  // 下一步 with a picture missing: what was typed and the pictures that came are there again.
  await page.locator("#ID_FRONT").setInputFiles(jpeg(await drawnIdCard("front")));
  await page.locator("#PROOF").setInputFiles(jpeg(await drawnTranscript()));
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(page.getByRole("alert")).toContainText("请上传身份证反面照片。");
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("欧阳小明");
  await expect(page.getByLabel("报考层次")).toHaveValue("专升本");
  await expect(page.getByText("✓ 已上传")).toHaveCount(2);
  await photograph(page, "plain-01-details");

  await page
    .locator("#ID_BACK")
    .setInputFiles({ name: "back.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture at all") });
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(page.getByText("这是文本文件，不是照片。")).toBeVisible();
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("欧阳小明");
  await page.locator("#ID_BACK").setInputFiles(jpeg(await drawnIdCard("back")));
  await page.getByRole("button", { name: "下一步" }).last().click();
  await expect(page).toHaveURL(/\/registration\/portrait$/);

  await page.locator("#PORTRAIT").setInputFiles(jpeg(await drawnPortrait()));
  await page.getByRole("button", { name: "上传照片" }).click();
  await expect(
    page.getByText("上传登记照前，请先阅读并勾选人脸信息处理同意书。看不到勾选框的，请刷新本页。"),
  ).toBeVisible();
  await page.getByLabel("我已阅读并单独同意").check();
  await page.locator("#PORTRAIT").setInputFiles(jpeg(await drawnPortrait()));
  await page.getByRole("button", { name: "上传照片" }).click();
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
  await photograph(page, "plain-02-portrait");
  await page.getByRole("button", { name: /下一步$/ }).click();

  await expect(page.getByText(typed.documentNumber).first()).toBeVisible();
  await confirmAndSubmit(page);
  await expect(page.getByRole("heading", { name: "提交成功" })).toBeVisible();
  const { status, name } = await db().registration.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
  expect({ status, name }).toEqual({ status: "SUBMITTED", name: "欧阳小明" });
});

test("a login session that is over costs nobody his text, and the page says why he must sign in again", async ({
  page,
  context,
}) => {
  const { id } = await openSession();
  const document = newDocument();
  await createRegistration({ status: "SUBMITTED", examSessionId: id, document });
  const { account } = await candidate(context, id, "DRAFT", { document });
  const end = () =>
    db().loginSession.updateMany({ where: { accountId: account.id }, data: { expiresAt: new Date(Date.now() - 1) } });
  const signInAgain = async () => {
    await page.getByLabel(/手机号/).fill(account.phone);
    await page.getByLabel("密码", { exact: true }).fill(testPassword);
    await page.getByRole("button", { name: "登录", exact: true }).click();
  };

  await page.goto("/registration/details?from=confirm");
  await page.getByLabel("姓名", { exact: true }).fill("欧阳小明");
  await page.getByText("合理便利申请").click();
  await page.getByLabel("轮椅可达座位").check();
  await page.getByLabel("情况说明").fill("需要轮椅通道。".repeat(60));
  await page.getByLabel("我单独同意").check();
  await end();
  await page.getByRole("button", { name: "保存并返回核对页" }).last().click();
  await expect(page.getByText("您填写的文字已为您保留")).toBeVisible();
  await photograph(page, "plain-03-lapsed");
  await signInAgain();
  await expect(page).toHaveURL(/\/registration\/details\?from=confirm$/);
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("欧阳小明");
  await expect(page.getByLabel("轮椅可达座位")).toBeChecked();
  await expect(page.getByLabel("情况说明")).toHaveValue("需要轮椅通道。".repeat(60));
  // His number is somebody else's: told here, too.
  await page.getByRole("button", { name: "保存并返回核对页" }).last().click();
  await expect(page.getByRole("alert").getByText("该证件号码已有人用于本次报名")).toBeVisible();
  await page.getByLabel(/^身份证号/).fill(newDocument());
  await page.getByRole("button", { name: "保存并返回核对页" }).last().click();
  await expect(page).toHaveURL(/\/registration\/confirm$/);
  await expect(page.getByText("欧阳小明").first()).toBeVisible();

  await page.goto("/registration/appeal");
  await page.getByLabel("情况说明").fill("本人没有用其他手机号报名。");
  await end();
  await page.getByRole("button", { name: "提交申诉" }).click();
  await expect(page.getByText("您填写的文字已为您保留")).toBeVisible();
  // Another account in the same browser does not see it.
  const other = await createAccount();
  await signIn(context, { accountId: other.id });
  await page.goto("/registration/appeal");
  await expect(page.getByLabel("情况说明")).toHaveValue("");
  await signIn(context, { accountId: account.id });
  await page.goto("/registration/appeal");
  await expect(page.getByLabel("情况说明")).toHaveValue("本人没有用其他手机号报名。");

  await page.goto("/registration/portrait");
  await page.locator("#PORTRAIT").setInputFiles(jpeg(await drawnPortrait()));
  await end();
  await page.getByRole("button", { name: "重新上传" }).click();
  await expect(page.getByText("请重新登录后再次填写，并重新选择文件。")).toBeVisible();
});
