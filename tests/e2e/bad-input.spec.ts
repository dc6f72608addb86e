import { expect } from "playwright/test";
import sharp from "sharp";
import { db } from "@/lib/adapter/db/client";
import { drawnIdCard, drawnPortrait } from "../support/drawings";
import { newDocument } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { fillDetails, uploadDocuments } from "./support/steps";
import { candidate, openSession, signIn } from "./support/world";

test("every mistake of the form is said at once, on top and at its field, and nothing typed is lost", async ({
  page,
  context,
}) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  await page.getByLabel("姓名", { exact: true }).fill("王小明3");
  await page.getByRole("radio", { name: "女" }).check();
  await page.getByLabel("证件类型").selectOption({ label: "居民身份证" });
  await page.getByLabel(/^身份证号/).fill("11010519491231002");
  await page.getByLabel("应试语种").selectOption({ label: "日语" });
  await page.getByRole("button", { name: "下一步" }).click();

  await expect(alertOf(page)).toBeFocused();
  await expect(page).toHaveTitle(/^错误：/);
  for (const sentence of [
    "请选择考生类别。",
    "姓名只能填写汉字和间隔号",
    "身份证号应为18位",
    "请选择报考层次。",
    "请上传身份证正面照片。",
  ]) {
    await expect(alertOf(page)).toContainText(sentence);
  }
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("王小明3");
  await expect(page.getByRole("radio", { name: "女" })).toBeChecked();
  await expect(page.locator("#language option:checked")).toHaveText("日语");
  await look(page, "bad-01-details");
  await alertOf(page)
    .getByRole("link", { name: /身份证号应为18位/ })
    .click();
  await expect(page.getByLabel(/^身份证号/)).toBeFocused();

  // What the number says counts, not what was picked before.
  await fillDetails(page, { documentNumber: newDocument("FEMALE") });
  await expect(page.getByRole("radio")).toHaveCount(0);
  await expect(page.locator("#sex")).toContainText("女");
});

test("a half-typed form goes on on another device", async ({ page, context, browser }) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  await page.getByLabel("姓名", { exact: true }).fill("阿卜杜拉·买买提");
  await page.getByLabel("应试语种").selectOption({ label: "俄语" });
  await expect(page.getByText(/已保存 \d/)).toBeVisible();

  const other = await browser.newContext();
  await signIn(other, { accountId: account.id });
  const elsewhere = await other.newPage();
  await elsewhere.goto("/registration/details");
  await expect(elsewhere.getByLabel("姓名", { exact: true })).toHaveValue("阿卜杜拉·买买提");
  await expect(elsewhere.locator("#language option:checked")).toHaveText("俄语");
  await other.close();
});

test("what is typed outlives a session that ended meanwhile", async ({ page, context }) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  await db().loginSession.updateMany({ where: { accountId: account.id }, data: { revokedAt: new Date() } });
  await page.getByLabel("姓名", { exact: true }).fill("欧阳小明");
  // Fields that only an answer brings are filled in again with it.
  await page.getByLabel("考生类别").selectOption({ label: "成考(已申请毕业)" });
  await page.getByLabel("毕业申请年月").fill("2026-06");
  await page.getByLabel("就读学校").selectOption({ label: "武汉轻工大学" });
  await page.getByLabel("教学点").selectOption({ label: "校本部" });
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page).toHaveURL(/\/login\?next=%2Fregistration%2Fdetails/);
  await expect(page.getByText("请先登录。")).toBeVisible();
  await signIn(context, { accountId: account.id });
  await page.goto("/registration/details");
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("欧阳小明");
  await expect(page.getByLabel("毕业申请年月")).toHaveValue("2026-06");
  await expect(page.locator("#school option:checked")).toHaveText("武汉轻工大学");
  await expect(page.locator("#teachingPoint option:checked")).toHaveText("校本部");
});

test("what one candidate typed never shows to the next one in the same tab", async ({ page, context }) => {
  const examSession = await openSession();
  const first = await candidate(context, examSession.id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  await db().loginSession.updateMany({ where: { accountId: first.account.id }, data: { revokedAt: new Date() } });
  await page.getByLabel("姓名", { exact: true }).fill("欧阳小明");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page).toHaveURL(/\/login/);

  await candidate(context, examSession.id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("王小明");
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("欧阳小明");
});

test("a dialog warns before an idle session ends; staying is one press, and going leads to the login page", async ({
  page,
  context,
}) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "DRAFT");
  const login = await db().loginSession.findFirstOrThrow({ where: { accountId: account.id } });
  const leave = (seconds: number) =>
    db().loginSession.update({
      where: { id: login.id },
      data: { expiresAt: new Date(Date.now() + seconds * 1000), lastSeenAt: new Date(Date.now() - 3_600_000) },
    });
  await page.clock.install();
  await page.goto("/registration/details");
  // What the page asks for late counts as use of the session: its pictures.
  await page.waitForLoadState("networkidle");
  await leave(100);
  await page.clock.fastForward("01:58:00");
  await expect(page.getByRole("dialog")).toContainText("即将自动退出");
  await look(page, "idle-01-warning");
  await page.getByRole("button", { name: "继续使用" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const { expiresAt } = await db().loginSession.findUniqueOrThrow({ where: { id: login.id } });
  expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(119 * 60_000);

  await page.getByLabel("姓名", { exact: true }).fill("欧阳小明");
  await leave(-1);
  await page.clock.fastForward("02:00:10");
  await expect(page).toHaveURL(/\/login\?next=%2Fregistration%2Fdetails$/);
  await expect(page.getByText("登录已超时，已自动退出。")).toBeVisible();
});

test("files that are not what they should be are refused in words", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  const slot = page.locator("section", { has: page.locator("#ID_FRONT") });
  const give = (name: string, buffer: Buffer, mimeType = "image/jpeg") =>
    page.locator("#ID_FRONT").setInputFiles({ name, mimeType, buffer });

  await give("script.jpg", Buffer.from("<script>alert(1)</script>".repeat(20)));
  await expect(slot.getByRole("alert")).toContainText("这是网页文件。");
  await give("cut.jpg", (await drawnIdCard("front")).subarray(0, 9000));
  await expect(slot.getByRole("alert")).toContainText("文件已损坏或不完整");
  await give("empty.jpg", Buffer.alloc(0));
  await expect(slot.getByRole("alert")).toContainText("所选文件是空的");
  // Too large for the browser to draw anew, and for the server to take.
  await give("large.jpg", Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(10_500_000)]));
  await expect(slot.getByRole("alert")).toContainText("文件过大");
  await look(page, "bad-02-file");
  await give("front.jpg", await drawnIdCard("front"));
  await expect(slot.getByText("✓ 已上传")).toBeVisible();
  await expect(slot.getByRole("alert")).toHaveCount(0);
});

test("a step out of order leads to the right one, with a sentence that says why", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "DRAFT", { bare: true });
  for (const [step, sentence] of [
    ["portrait", "请先完成前面的步骤，再进入下一步。"],
    ["payment", "资格审核通过后才能缴费，请等待审核结果。"],
    ["admit-card", "请先完成前面的步骤，再进入下一步。"],
  ] as const) {
    await page.goto(`/registration/${step}`);
    await expect(page).toHaveURL(/\/registration\/details$/);
    await expect(page.getByText(sentence)).toBeVisible();
  }
});

test("a double click, a second tab, a reload and the back button have one effect", async ({ page, context }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "DRAFT");
  await page.goto("/registration/confirm");
  const second = await context.newPage();
  await second.goto("/registration/confirm");
  for (const tab of [page, second]) for (const box of await tab.getByRole("checkbox").all()) await box.check();

  await page.getByRole("button", { name: "提交报名" }).dblclick();
  for (const tab of [page, second]) {
    if (tab === second) await second.getByRole("button", { name: "提交报名" }).click();
    await expect(tab).toHaveURL(/\/registration\/submitted$/);
    await expect(tab.getByText("报名已提交，请等待资格审核")).toBeVisible();
  }
  // The form that the browser has kept is not shown again.
  await page.goBack();
  await expect(page).toHaveURL(/\/registration\/submitted$/);
  await expect(page.getByText("您的报名已经提交，无需再次提交")).toBeVisible();
  expect(await db().registrationEvent.count({ where: { registrationId: registration.id, event: "submit" } })).toBe(1);
});

test("what was submitted can be taken back while registration is open", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "SUBMITTED");
  await page.goto("/registration/review");
  await page.getByText("信息有误？撤回后修改").click();
  await page.getByRole("button", { name: "确认撤回" }).click();
  await expect(page.getByText("已撤回提交。修改后请务必在报名截止前重新提交。")).toBeVisible();
  await expect(page.getByRole("heading", { name: "尚未提交" })).toBeVisible();
});

test("the camera takes a portrait of the required measures", async ({ page, context }) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  await fillDetails(page);
  await uploadDocuments(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page).toHaveURL(/\/registration\/portrait$/);

  await page.getByRole("button", { name: "拍照" }).click();
  await expect(page.getByRole("alert").getByText("请先阅读并勾选同意书")).toBeVisible();
  await page.getByLabel("我已阅读并单独同意").check();
  await page.getByRole("button", { name: "拍照" }).click();
  await expect(page.getByText("头部放入虚线框")).toBeVisible();
  await page.getByRole("button", { name: "拍照" }).click();
  await look(page, "camera-01-shot");
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();

  const source = (await page.getByAltText("处理后的登记照").getAttribute("src")) ?? "";
  const bytes = await (await page.request.get(source)).body();
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 480, height: 640 });
  expect(bytes.length).toBeLessThan(500_000);

  // Any phone photo of another size takes its place.
  const wide = await sharp(await drawnPortrait())
    .resize(1600, 900, { fit: "contain" })
    .png()
    .toBuffer();
  await page.locator("#PORTRAIT").setInputFiles({ name: "wide.png", mimeType: "image/png", buffer: wide });
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(page.getByAltText("处理后的登记照")).not.toHaveAttribute("src", source);
  expect(await db().storedFile.count({ where: { accountId: account.id, kind: "PORTRAIT", removedAt: null } })).toBe(1);
});
