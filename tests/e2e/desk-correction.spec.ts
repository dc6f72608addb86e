import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createSeated } from "../support/admit-card";
import { drawnIdCard } from "../support/drawings";
import { createAccount, createRegistration, createStaff, newDocument } from "../support/factories";
import { alertOf, look, photograph, test } from "./support/page";
import { openSession, signIn, staffPage } from "./support/world";

// 更正: what was handed in wrong is corrected by the exam office, alone or by two, and the candidate is told.

test.setTimeout(120_000);

const OFFICE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

test("an officer corrects a name and a number, after seeing before and after; a number that somebody holds shows the way to him", async ({
  browser,
}) => {
  const { id: examSessionId } = await openSession();
  const account = await createAccount();
  const holder = await createRegistration({ status: "SUBMITTED", examSessionId, name: "持号人" });
  const { id, document } = await createRegistration({
    status: "APPROVED",
    examSessionId,
    accountId: account.id,
    name: "张山",
  });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务" });
  await desk.setViewportSize(OFFICE);
  await desk.goto(`/admin/registrations/${id}`);
  await desk.getByRole("link", { name: "更正报名信息…" }).click();
  await expect(desk.getByRole("heading", { name: "更正报名信息：张山", level: 1 })).toBeVisible();
  await expect(desk.getByText(document)).toHaveCount(0);

  // Errors name their fields, and what was typed stays.
  await desk.getByLabel("考籍号/学号").fill("1");
  await desk.getByLabel("就读学校").focus();
  await desk.getByRole("button", { name: "核对更正前后" }).click();
  await expect(alertOf(desk)).toContainText("请填写原因");
  await expect(desk.getByLabel("考籍号/学号")).toHaveValue("1");
  await desk.getByLabel("原因").fill("姓名和号码录入有误");
  await desk.getByLabel("凭据").fill("当面核对身份证原件");
  await desk.getByRole("button", { name: "核对更正前后" }).click();
  await expect(alertOf(desk)).toContainText("考籍号/学号：");
  await look(desk, "correction-01-errors");

  await desk.getByLabel("考籍号/学号").fill("");
  await desk.getByLabel("证件号码").fill(holder.document);
  await desk.getByRole("button", { name: "核对更正前后" }).click();
  await expect(alertOf(desk)).toContainText("已被本批次的另一份报名使用");
  await expect(desk.getByRole("link", { name: "打开使用该号码的报名（持号人）" })).toBeVisible();

  const fresh = newDocument("FEMALE");
  await desk.getByLabel("姓名").fill("张三");
  await desk.getByLabel("证件号码").fill(fresh);
  await desk.getByRole("button", { name: "核对更正前后" }).click();
  const question = desk.getByRole("alert", { name: "请逐项核对更正前后" });
  await expect(question.getByRole("row", { name: "姓名 张山 张三" })).toBeVisible();
  await expect(question.getByRole("row", { name: "性别 男 女" })).toBeVisible();
  await expect(question.getByText(fresh)).toBeVisible();
  await look(desk, "correction-02-question");
  // Without the tick it is asked again.
  await question.getByRole("button", { name: "确认更正" }).click();
  // The question takes the focus back from the button when the answer is shown; its words are the same as before.
  await expect(question).toBeFocused();
  await expect(question).toContainText("勾选后再确认");
  expect((await db().registration.findUniqueOrThrow({ where: { id } })).name).toBe("张山");
  await question.getByLabel("已与凭据逐字核对").check();
  await question.getByRole("button", { name: "确认更正" }).click();
  await expect(desk.getByText("已更正，考生会收到短信")).toBeVisible();
  await expect(desk.getByRole("heading", { name: "张三", level: 1 })).toBeVisible();
  await expect(desk.getByRole("region", { name: "经过" }).getByText("姓名：张山 → 张三")).toBeVisible();
  await look(desk, "correction-03-person");

  const context = await browser.newContext({ viewport: PHONE });
  await signIn(context, { accountId: account.id });
  const phone = await context.newPage();
  await phone.goto("/registration");
  const story = phone.getByRole("region", { name: "办理记录" });
  await expect(story).toContainText("考试办公室更正了报名信息");
  await expect(story).toContainText("姓名：张山 → 张三");
  await expect(phone.getByText(fresh)).toHaveCount(0);
  await look(phone, "correction-04-candidate");
  await context.close();
  await desk.context().close();
});

test("a paid candidate's name is corrected by two, his card gets a new version, without scripts too", async ({
  browser,
}) => {
  const now = new Date();
  const { id: examSessionId } = await openSession({ seatsFrozenAt: now, cardsPublishedAt: now });
  const account = await createAccount();
  const { id } = await createSeated({ examSessionId, accountId: account.id, name: "李思" });
  const { id: staffId } = await createStaff({ role: "EXAM_OFFICER", name: "闻人考务" });
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  await signIn(context, { staffId });
  const first = await context.newPage();
  await first.goto(`/admin/registrations/${id}`);
  await first.getByRole("link", { name: "更正报名信息（两人办理）…" }).click();
  await expect(first.getByText("须由两人办理")).toBeVisible();
  await first.getByLabel("姓名").fill("李四");
  await first.getByLabel("原因").fill("姓名录入有误");
  await first.getByLabel("凭据").fill("身份证复印件存办公室");
  await first.getByRole("button", { name: "核对更正前后" }).click();
  await first.getByLabel("已与凭据逐字核对").check();
  await photograph(first, "correction-05-phone-question");
  await first.getByRole("button", { name: "提出更正，由另一人复核" }).click();
  await expect(first.getByText("已提出更正。须由另一位考务人员或管理员复核后才生效。")).toBeVisible();
  await first.getByRole("link", { name: "查看更正" }).click();
  await expect(first.getByRole("button", { name: "撤回" })).toBeVisible();
  await expect(first.getByRole("button", { name: "复核通过，立即更正" })).toHaveCount(0);
  await first
    .getByLabel("上传照片：凭据")
    .setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: await drawnIdCard("front") });
  await first.getByRole("button", { name: "上传", exact: true }).click();
  await expect(first.getByText("文件已上传。")).toBeVisible();

  const second = await staffPage(browser, { role: "EXAM_OFFICER", name: "濮阳考务" });
  await second.setViewportSize(OFFICE);
  await second.goto("/admin");
  await second.getByRole("link", { name: "复核更正" }).click();
  await expect(second.getByRole("heading", { name: /^信息更正，等待复核（[1-9]/ })).toBeVisible();
  await look(second, "correction-06-list");
  await second.getByRole("link", { name: /李思的更正/ }).click();
  await expect(second.getByRole("row", { name: "姓名 李思 李四" })).toBeVisible();
  await expect(second.getByRole("img", { name: "凭据1" })).toBeVisible();
  await second.getByRole("button", { name: "驳回" }).click();
  await expect(alertOf(second)).toContainText("请填写不更正的原因");
  await look(second, "correction-07-decide");
  await second.getByRole("button", { name: "复核通过，立即更正" }).click();
  await expect(second.getByText("已复核更正，立即生效，考生会收到短信。")).toBeVisible();

  const own = await browser.newContext({ viewport: PHONE });
  await signIn(own, { accountId: account.id });
  const phone = await own.newPage();
  await phone.goto("/registration/admit-card");
  await expect(phone.getByRole("main")).toContainText("李四");
  await own.close();
  await second.context().close();
  await context.close();
});
