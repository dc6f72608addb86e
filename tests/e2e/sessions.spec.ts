import { expect, type Page } from "playwright/test";
import { deskLinks } from "@/app/admin/_components/desk-links";
import { db } from "@/lib/adapter/db/client";
import { createRegistration } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

const DAY = 24 * 60 * 60 * 1000;

/** The value of a date and time field: so many days from now, at an hour of Shanghai. */
const on = (from: Date, days: number, hour: number) =>
  `${new Date(from.getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00`;

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);

test("an office makes a session from nothing, is told what is missing, and publishes it", async ({ browser }) => {
  const latest = await db().examSession.aggregate({ _max: { examStartsAt: true } });
  const exam = new Date(Math.max(latest._max.examStartsAt?.getTime() ?? 0, Date.now() + 20 * DAY) + 7 * DAY);
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.setViewportSize({ width: 1366, height: 768 });
  await desk.goto("/admin/sessions");
  await desk.getByRole("link", { name: "新建考试批次" }).click();
  await look(desk, "sessions-01-new");

  const title = `${exam.getFullYear()}年秋季某大学学士学位外语考试`;
  const typed = {
    title,
    schoolNameEn: "A University",
    year: String(exam.getFullYear()),
    examStartsAt: on(exam, 0, 9),
    examEndsAt: on(exam, 0, 11),
    examAddress: "某大学主校区",
    registrationOpensAt: on(new Date(), -1, 0),
    registrationClosesAt: on(new Date(), 5, 17),
    reviewOpensAt: on(new Date(), -1, 0),
    reviewClosesAt: on(new Date(), 6, 17),
    paymentOpensAt: on(new Date(), 0, 0),
    paymentClosesAt: on(new Date(), 9, 20),
    printingOpensAt: on(exam, -4, 0),
    printingClosesAt: on(exam, 0, 9),
    schools: "某大学：校本部",
    numberPrefix: "900001",
    schoolNumber: "10496",
    contactPhone: "027-12345678",
  };
  for (const [name, value] of Object.entries(typed)) await field(desk, name).fill(value);
  await desk.getByRole("button", { name: "保存" }).click();
  await expect(desk.getByText("尚未发布，考生还看不到")).toBeVisible();

  // The school's name and the fee are missing: publishing says so, and leads there.
  await desk.getByRole("link", { name: "检查并发布" }).click();
  await expect(desk.getByRole("link", { name: "主办学校：请填写此项。" })).toBeVisible();
  await expect(desk.getByRole("button", { name: "发布", exact: true })).toHaveCount(0);
  await look(desk, "sessions-02-check");
  await desk.getByRole("link", { name: "报名费（元）：请填写报名费，不能为0。" }).click();
  await field(desk, "fee").fill("50");
  await field(desk, "schoolName").fill("某大学");
  await desk.getByRole("button", { name: "保存" }).click();
  await expect(desk.getByText("考试批次已保存。")).toBeVisible();

  await desk.getByRole("link", { name: "检查并发布" }).click();
  await expect(desk.getByText("网上报名的开始时间已到")).toBeVisible();
  await desk.getByRole("button", { name: "发布", exact: true }).click();
  await expect(alertOf(desk)).toContainText("请核对下列提示并勾选确认");
  await desk.getByLabel("我已核对以上提示，仍要发布").check();
  await look(desk, "sessions-03-publish");
  await desk.getByRole("button", { name: "发布", exact: true }).click();
  await expect(desk.getByText("考试批次已发布，考生现在可以看到。")).toBeVisible();
  await look(desk, "sessions-04-published");

  await desk.goto("/");
  await expect(desk.getByRole("heading", { name: title })).toBeVisible();
  await expect(desk.getByRole("link", { name: "立即报名" })).toBeVisible();
  await desk.context().close();
});

test("a change that touches people lists them first, keeps what was typed and needs no script", async ({ browser }) => {
  const examSession = await openSession();
  await createRegistration({ examSessionId: examSession.id, status: "APPROVED", name: "司马相如" });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await desk.context().storageState(),
  });
  const page = await plain.newPage();
  await page.goto(`/admin/sessions/${examSession.id}`);
  await field(page, "fee").fill("9999");
  await field(page, "title").fill("改了名称的考试");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(alertOf(page)).toContainText("报名费不能超过2000.00元");
  await expect(field(page, "title")).toHaveValue("改了名称的考试");

  await field(page, "fee").fill("60");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(alertOf(page)).toContainText("费用由50.00元改为60元".replace("60元", "60.00元"));
  await expect(alertOf(page)).toContainText("影响 1 人（司＊＊＊）");
  await expect(field(page, "fee")).toHaveValue("60");
  await page.getByRole("button", { name: "确认影响并保存" }).click();
  await expect(alertOf(page)).toContainText("请填写修改原因");
  await page.getByLabel("修改原因").fill("学校通知调整");
  await page.getByRole("button", { name: "确认影响并保存" }).click();
  await expect(page.getByText("考试批次已保存。")).toBeVisible();

  await desk.goto(`/admin/sessions/${examSession.id}`);
  await desk.setViewportSize({ width: 390, height: 844 });
  await field(desk, "fee").fill("70");
  await desk.getByRole("button", { name: "保存", exact: true }).click();
  await expect(alertOf(desk)).toContainText("费用由60.00元改为70.00元");
  await expect(desk.getByRole("heading", { name: "这次修改会影响考生" })).toBeVisible();
  await look(desk, "sessions-05-confirm");
  expect((await db().examSession.findUniqueOrThrow({ where: { id: examSession.id } })).feeFen).toBe(6000);
  await plain.close();
  await desk.context().close();
});

test("without a published session every page says what to do", async ({ browser }) => {
  const desk = await staffPage(browser, { role: "ADMINISTRATOR" });
  const published = await db().examSession.findMany({
    where: { publishedAt: { not: null } },
    select: { id: true, publishedAt: true },
  });
  await db().examSession.updateMany({ data: { publishedAt: null } });
  try {
    for (const path of [
      "",
      ...deskLinks("ADMINISTRATOR").map(({ href }) => href),
      "/admin/reviews/bulk",
      "/admin/reviews/throughput",
    ])
      expect((await desk.goto(path || "/"))?.status(), path).toBe(200);
    await desk.goto("/");
    await expect(desk.getByText("目前没有正在进行的考试报名。")).toBeVisible();
    await look(desk, "sessions-06-home");
    await desk.goto("/admin");
    await desk.getByRole("main").getByRole("link", { name: "考试批次" }).click();
    await expect(desk.getByRole("link", { name: "新建考试批次" })).toBeVisible();
    await look(desk, "sessions-07-list");
  } finally {
    for (const { id, publishedAt } of published)
      await db().examSession.update({ where: { id }, data: { publishedAt } });
  }
  await desk.context().close();
});
