import { devices, expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createRegistration, createStaff } from "../support/factories";
import { look, photograph, test } from "./support/page";
import { openSession, signIn, staffPage } from "./support/world";

test("the office's screen shows tasks, tiles and a chart at once, and every tile leads to its list", async ({
  browser,
}) => {
  const { id: examSessionId } = await openSession({ registrationOpensAt: new Date(Date.now() - 9 * 86_400_000) });
  for (const status of ["DRAFT", "SUBMITTED", "SUBMITTED", "RETURNED", "PAID"] as const)
    await createRegistration({ status, examSessionId });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.setViewportSize({ width: 1366, height: 768 });
  await desk.goto("/admin");
  const chart = desk.getByRole("img", { name: "每日新增报名" });
  for (const part of [desk.getByRole("heading", { name: "待办事项" }), chart, desk.getByText("退回修改")]) {
    const box = await part.boundingBox();
    expect((box?.y ?? 768) + (box?.height ?? 768)).toBeLessThanOrEqual(768);
  }
  expect(await desk.locator("dl .tile dd").allTextContents()).toEqual(["5", "1", "2", "1", "0", "0", "0", "1", "0"]);
  await desk.getByText("查看数据").click();
  await expect(desk.getByRole("row", { name: "合计 5" })).toBeVisible();
  await look(desk, "frame-01-landing");

  // What waits stands beside the entry, and the navigation stays while a long page is scrolled.
  await expect(desk.getByRole("link", { name: /^资格审核\s*：\s*2\s*份待审核$/ })).toBeVisible();
  await desk.goto("/admin/sessions/new");
  await desk.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(
    desk.getByRole("navigation", { name: "管理后台" }).getByRole("link", { name: "工作台" }),
  ).toBeInViewport();

  await desk.goto("/admin");
  await desk.getByRole("main").getByRole("link", { name: "退回修改" }).click();
  await expect(desk).toHaveURL(/\/admin\/reviews\?status=RETURNED$/);
  await desk.context().close();
});

test("a phone without JavaScript opens the desk's menu", async ({ browser }) => {
  await openSession();
  const context = await browser.newContext({
    ...devices["Desktop Chrome"],
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  });
  const { id } = await createStaff({ role: "ADMINISTRATOR" });
  await signIn(context, { staffId: id });
  const page = await context.newPage();
  await page.goto("/admin");
  const menu = page.getByRole("navigation", { name: "管理后台" });
  await expect(menu.getByRole("link", { name: "考场编排" })).toBeHidden();
  await menu.getByText("菜单").click();
  await photograph(page, "frame-02-menu");
  await menu.getByRole("link", { name: "考场编排" }).click();
  await expect(page.getByRole("heading", { name: "考场编排" })).toBeVisible();
  await context.close();
});

test("the desk shows a past exam session when it is chosen, and says so on every page", async ({ browser }) => {
  const lastYear = `去年的考试 ${Date.now()}`;
  const past = await openSession({ title: lastYear });
  await createRegistration({ status: "SUBMITTED", examSessionId: past.id, name: "范去年" });
  const current = await openSession({ title: "今年的考试" });
  await createRegistration({ status: "SUBMITTED", examSessionId: current.id, name: "范今年" });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto("/admin/reviews");
  await expect(desk.getByText("范今年", { exact: true })).toBeVisible();
  // A page that was opened before the switch.
  const stale = await desk.context().newPage();
  await stale.goto("/admin/roster");

  await desk.locator(".desk-picker summary").click();
  await look(desk, "frame-03-picker");
  await desk.getByRole("button", { name: lastYear }).click();
  await expect(desk).toHaveURL(/\/admin\/reviews$/);
  await expect(desk.getByText(`正在查看：${lastYear}`)).toBeVisible();
  await expect(desk.getByText("范去年", { exact: true })).toBeVisible();
  await expect(desk.getByText("范今年", { exact: true })).toBeHidden();
  await look(desk, "frame-04-past-session");
  for (const page of ["/admin", "/admin/seating", "/admin/roster", "/admin/reviews/throughput"]) {
    await desk.goto(page);
    await expect(desk.getByText(`正在查看：${lastYear}`)).toBeVisible();
    await expect(desk.getByRole("main")).not.toContainText("今年的考试");
  }
  await desk.goto("/admin");
  expect((await desk.locator("dl .tile dd").allTextContents())[0]).toBe("1");

  // The file would go into the roster of last year, though the page that sends it shows this year's.
  await stale
    .getByLabel("名单文件")
    .setInputFiles({ name: "名单.csv", mimeType: "text/csv", buffer: Buffer.from("姓名,证件号码\n") });
  await stale.getByRole("button", { name: "上传并检查" }).click();
  await expect(stale.getByText("打开上传页面之后切换了考试批次")).toBeVisible();
  expect(await db().rosterImport.count({ where: { examSessionId: { in: [past.id, current.id] } } })).toBe(0);

  // A session that was taken back since the page was shown, or never existed: a sentence, and the way to choose again.
  await desk.locator(".desk-picker summary").click();
  const choice = desk.getByRole("button", { name: "今年的考试" }).first();
  await choice.evaluate((button: HTMLButtonElement) => (button.value = "01a00000-0000-7000-8000-000000000000"));
  await choice.click();
  await expect(desk).toHaveURL(/\/admin$/);
  await expect(desk.getByText("这个考试批次不存在，或尚未发布")).toBeVisible();
  await look(desk, "frame-05-not-shown");

  // Another member of staff at the same browser begins with the current exam session.
  const { id } = await createStaff({ role: "REVIEWER" });
  await signIn(desk.context(), { staffId: id });
  await desk.goto("/admin/reviews");
  await expect(desk.getByText("范今年", { exact: true })).toBeVisible();
  await expect(desk.getByText("正在查看：")).toBeHidden();
  await desk.context().close();
});
