import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createStaff } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { candidate, openSession, signIn, staffPage } from "./support/world";

test.afterAll(() => db().notice.deleteMany());

test("an officer writes a notice, looks at it, publishes it, and its readers read it", async ({ browser }) => {
  const { id: examSessionId } = await openSession();
  const desk = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务" });
  await desk.goto("/admin/notices");
  await expect(desk.getByText("还没有写过通知。")).toBeVisible();
  await look(desk, "notices-01-empty");
  await desk.getByRole("link", { name: "写通知" }).click();
  await desk.getByRole("button", { name: "发布" }).click();
  await expect(alertOf(desk)).toContainText("请填写此项。");

  await desk.getByLabel("标题").fill("金银湖校区停电通知");
  await desk.getByLabel("正文").fill("## 时间\n\n12月5日**全天**停电。<script>alert(1)</script>");
  await desk.getByLabel("置顶").check();
  await desk.getByRole("button", { name: "预览" }).click();
  const preview = desk.getByRole("region", { name: "预览（尚未保存）" });
  await expect(preview.getByRole("heading", { name: "时间" })).toBeVisible();
  await expect(preview.getByText("<script>alert(1)</script>")).toBeVisible();
  await look(desk, "notices-02-preview");
  expect(await db().notice.count()).toBe(0);
  // What was typed is still there.
  await expect(desk.getByLabel("标题")).toHaveValue("金银湖校区停电通知");
  await expect(desk.getByLabel("置顶")).toBeChecked();
  await desk.getByRole("button", { name: "发布" }).click();
  await expect(desk.getByText("通知已保存，到开始时间即显示。")).toBeVisible();
  await look(desk, "notices-03-list");

  await desk.getByRole("link", { name: "写通知" }).click();
  await desk.getByLabel("标题").fill("缴费提醒");
  await desk.getByLabel("正文").fill("请尽快缴费。");
  await desk.getByLabel(/部分考生/).check();
  await desk.getByRole("button", { name: "发布" }).click();
  await expect(alertOf(desk)).toContainText("请至少勾选一种考生");
  await desk.getByLabel("待缴费").check();
  await desk.getByRole("button", { name: "发布" }).click();
  await expect(desk.getByText("通知已保存，到开始时间即显示。")).toBeVisible();

  const phone = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await phone.newPage();
  await page.goto("/");
  const notices = page.getByRole("region", { name: "通知公告" });
  await expect(notices.getByText("12月5日全天停电。")).toBeVisible();
  await expect(notices.getByText("缴费提醒")).toHaveCount(0);
  await look(page, "notices-04-home");
  await candidate(phone, examSessionId, "APPROVED");
  await page.goto("/registration");
  await expect(notices.getByText("12月5日全天停电。")).toBeVisible();
  await notices.getByText("缴费提醒").click();
  await expect(notices.getByText("请尽快缴费。")).toBeVisible();
  await look(page, "notices-05-status");

  await desk.getByRole("link", { name: "金银湖校区停电通知" }).click();
  await look(desk, "notices-06-edit");
  await desk.getByRole("button", { name: "撤回这条通知" }).click();
  await expect(desk.getByText("通知已撤回，考生看不到了。")).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("region", { name: "通知公告" })).toHaveCount(0);
  await Promise.all([desk.context().close(), phone.close()]);
});

test("a notice is written without JavaScript, on a phone", async ({ browser }) => {
  await openSession();
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await signIn(context, { staffId: (await createStaff({ role: "EXAM_OFFICER" })).id });
  const page = await context.newPage();
  await page.goto("/admin/notices/new");
  await page.getByLabel("标题").fill("无脚本通知");
  await page.getByLabel("正文").fill("正文。");
  await page.getByLabel(/部分考生/).check();
  await page.getByLabel("已缴费").check();
  await page.getByRole("button", { name: "预览" }).click();
  await expect(page.getByRole("region", { name: "预览（尚未保存）" }).getByText("正文。")).toBeVisible();
  await expect(page.getByLabel("已缴费")).toBeChecked();
  await page.getByRole("button", { name: "发布" }).click();
  await expect(page.getByText("通知已保存，到开始时间即显示。")).toBeVisible();
  expect(await db().notice.findFirstOrThrow({ where: { title: "无脚本通知" } })).toMatchObject({
    audience: "CANDIDATES",
    groups: ["PAID"],
  });
  await context.close();
});
