import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

test("an officer previews a text before it is saved, with and without JavaScript, and compares its versions", async ({
  browser,
}) => {
  const examSession = await openSession({
    publishedAt: null,
    noticeText: "## 报名对象\n\n在籍学生。\n\n## 其他\n\n不变。",
  });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  const address = `/admin/sessions/${examSession.id}`;
  const stored = async () => (await db().examSession.findUniqueOrThrow({ where: { id: examSession.id } })).noticeText;
  const typed = "## 报名对象\n\n在籍学生和**已申请毕业**的学生。\n\n## 其他\n\n不变。";

  await desk.goto(address);
  await desk.locator("#noticeText").fill(typed);
  await desk.getByRole("button", { name: "预览报考须知" }).click();
  const preview = desk.getByRole("region", { name: "报考须知的预览" });
  await expect(preview.getByRole("heading", { name: "报名对象" })).toBeVisible();
  await expect(preview.locator("strong")).toHaveText("已申请毕业");
  expect(await stored()).toBe(examSession.noticeText);
  await look(desk, "session-texts-01-preview");

  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await desk.context().storageState(),
  });
  const page = await plain.newPage();
  await page.goto(address);
  await page.locator("#noticeText").fill(typed);
  await page.getByRole("button", { name: "预览报考须知" }).click();
  await expect(page.getByRole("region", { name: "报考须知的预览" }).locator("strong")).toHaveText("已申请毕业");
  expect(await stored()).toBe(examSession.noticeText);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByText("考试批次已保存。")).toBeVisible();
  expect(await stored()).toBe(typed);

  await page.getByRole("link", { name: "文字的历史版本" }).click();
  await expect(page.getByRole("deletion")).toContainText("在籍学生。");
  await expect(page.getByRole("insertion")).toContainText("在籍学生和**已申请毕业**的学生。");
  await expect(page.getByRole("insertion")).not.toContainText("不变");
  await page.getByLabel("文字", { exact: true }).selectOption("常见问题");
  await page.getByRole("button", { name: "比较" }).click();
  await expect(page.getByText("这份文字还没有修改过。")).toBeVisible();

  await desk.goto(`${address}/texts`);
  await look(desk, "session-texts-02-versions");
  await desk.setViewportSize({ width: 390, height: 844 });
  await look(desk, "session-texts-03-phone");
  await plain.close();
  await desk.context().close();
});
