import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { drawnIdCard } from "../support/drawings";
import { alertOf, look, test } from "./support/page";
import { confirmAndSubmit } from "./support/steps";
import { candidate, openSession, staffPage } from "./support/world";

test("a registration that was sent back is corrected where it must be, and approved", async ({
  page,
  context,
  browser,
}) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "SUBMITTED");
  const staff = await staffPage(browser, { role: "REVIEWER" });

  await staff.goto(`/admin/reviews/${registration.id}`);
  await staff.getByRole("button", { name: "退回修改" }).click();
  // Nothing ticked: said in words, and nothing changed.
  await staff.getByRole("button", { name: "确认退回" }).click();
  await expect(alertOf(staff)).toContainText("请至少勾选一个需要修改的项目。");
  await staff.getByRole("checkbox", { name: "姓名" }).check();
  await staff.getByLabel("姓名的退回原因").fill("姓名与身份证件不一致，请核对。");
  await staff.getByRole("checkbox", { name: "身份证正面照片" }).check();
  await staff.getByLabel("身份证正面照片的退回原因").fill("照片反光，看不清证件号码。");
  await look(staff, "returned-01-desk");
  await staff.getByRole("button", { name: "确认退回" }).click();
  await expect(staff.getByText("上一份报名已退回考生修改。")).toBeVisible();

  await page.goto("/registration");
  await expect(page.getByRole("heading", { name: "已退回，等待修改" })).toBeVisible();
  await expect(page.getByText("照片反光，看不清证件号码。")).toBeVisible();
  await look(page, "returned-02-reasons");
  await page.getByRole("link", { name: "开始修改" }).click();

  // What was not sent back is text, not a field, and stands behind what is to be mended.
  await expect(page.getByLabel("姓名", { exact: true })).toBeVisible();
  await expect(page.locator("#ID_BACK, #PROOF")).toHaveCount(0);
  await expect(page.getByLabel("考生类别")).toHaveCount(0);
  await expect(page.getByText("退回原因：姓名与身份证件不一致，请核对。")).toBeVisible();
  await expect(page.getByText("退回原因：照片反光，看不清证件号码。")).toBeVisible();
  await look(page, "returned-03-details");
  await page.getByLabel("姓名", { exact: true }).fill("王晓明");
  await page
    .locator("#ID_FRONT")
    .setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: await drawnIdCard("front", "王晓明") });
  await expect(page.getByText("身份证正面照片已上传", { exact: true })).toBeAttached();
  await page.getByRole("button", { name: "下一步" }).click();
  // No portrait is to be mended: its page is passed over.
  await confirmAndSubmit(page);
  await expect(page.getByText("报名已提交，请等待资格审核")).toBeVisible();

  await staff.goto(`/admin/reviews/${registration.id}`);
  await expect(staff.getByRole("heading", { level: 1 })).toContainText("王晓明");
  await staff.getByRole("button", { name: "通过", exact: true }).click();
  await expect(staff.getByText("上一份报名已审核通过。")).toBeVisible();
  await page.reload();
  await expect(page.getByText("审核通过", { exact: true })).toBeVisible();

  const events = await db().registrationEvent.findMany({
    where: { registrationId: registration.id },
    orderBy: { version: "asc" },
  });
  expect(events.map(({ event }) => event)).toEqual(["submit", "sendBack", "submit", "approve"]);
  const { registrationNumber } = await db().registration.findUniqueOrThrow({ where: { id: registration.id } });
  expect(registrationNumber).toBe(registration.registrationNumber);
  await staff.context().close();
});

test("修改 on the check page leads back to it, and what was sent back and not changed is handed in only on purpose", async ({
  page,
  context,
}) => {
  const { id } = await openSession();
  const { registration } = await candidate(context, id, "DRAFT");
  await page.goto("/registration/confirm");
  await page.getByRole("link", { name: /^修改\s*姓名$/ }).click();
  await expect(page).toHaveURL(/\/registration\/details\?from=confirm#name$/);
  await page.getByLabel("姓名", { exact: true }).fill("王9");
  await page.getByRole("button", { name: "保存并返回核对页" }).last().click();
  await expect(alertOf(page)).toContainText("姓名只能填写汉字");
  await page.getByLabel("姓名", { exact: true }).fill("王大明");
  await page.getByRole("button", { name: "保存并返回核对页" }).last().click();
  await expect(page).toHaveURL(/\/registration\/confirm$/);
  await expect(page.getByText("王大明").first()).toBeVisible();
  await page.getByRole("link", { name: /^修改\s*身份证反面照片$/ }).click();
  await page.getByRole("link", { name: "不修改，返回核对页" }).click();
  await page.getByRole("link", { name: /^修改\s*登记照$/ }).click();
  await page.getByRole("button", { name: /下一步$/ }).click();
  await confirmAndSubmit(page);

  const reopenedItems = ["name", "PORTRAIT"];
  await db().registration.update({ where: { id: registration.id }, data: { status: "RETURNED", reopenedItems } });
  await page.goto("/registration/confirm");
  await expect(page.getByText("姓名：未修改")).toBeVisible();
  await expect(page.getByText("登记照：未修改")).toBeVisible();
  await look(page, "returned-04-unchanged");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  const keep = page.getByLabel("以上项目我已核对，无需修改，仍按原内容重新提交");
  await keep.uncheck();
  await page.getByRole("button", { name: "提交报名" }).click();
  await expect(alertOf(page)).toContainText("有退回的项目没有修改。");
  await keep.check();
  await page.getByRole("button", { name: "提交报名" }).click();
  await expect(page).toHaveURL(/\/registration\/submitted/);
  expect(await db().registrationEvent.count({ where: { registrationId: registration.id, event: "submit" } })).toBe(2);
});

test("a refusal is final and gives its reason", async ({ page, context, browser }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "SUBMITTED");
  const staff = await staffPage(browser, { role: "REVIEWER" });

  await staff.goto(`/admin/reviews/${registration.id}`);
  await staff.getByRole("button", { name: "不通过", exact: true }).click();
  await staff.getByLabel("不通过的原因").fill("不符合报名条件：2026年6月以前已经毕业。");
  await staff.getByRole("button", { name: "确认不通过" }).click();
  await expect(alertOf(staff)).toContainText("请勾选确认后再提交。");
  await expect(staff.getByLabel("不通过的原因")).toHaveValue("不符合报名条件：2026年6月以前已经毕业。");
  await staff.getByLabel(/确认审核不通过/).check();
  await look(staff, "refused-01-desk");
  await staff.getByRole("button", { name: "确认不通过" }).click();
  await expect(staff.getByText("上一份报名已作出不通过的决定。")).toBeVisible();

  await page.goto("/registration/review");
  await expect(alertOf(page)).toContainText("不符合报名条件：2026年6月以前已经毕业。");
  await look(page, "refused-02-candidate");
  await page.goto("/registration/details");
  await expect(page.getByText("您的报名已经提交，无需再次提交")).toBeVisible();
  await staff.context().close();
});
