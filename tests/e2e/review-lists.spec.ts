import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { createAccount, createRegistration } from "../support/factories";
import { look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

// The one table of the desk: many rows at once, its keys, its columns, its views, its export, with and without scripts.

test.setTimeout(120_000);

const MINUTE = 60_000;
const OFFICE = { width: 1366, height: 768 };
const WIDE = { width: 1440, height: 900 };

/** An exam session with people who wait, the first for the longest. */
async function queueOf(count: number) {
  const examSession = await openSession();
  const start = Date.now() - count * MINUTE;
  for (let index = 0; index < count; index += 1) {
    await createRegistration({
      examSessionId: examSession.id,
      status: "SUBMITTED",
      name: `排${"一二三四五六七八九十"[index % 10] ?? ""}${"甲乙丙丁戊己庚辛"[Math.floor(index / 10)] ?? ""}`,
      submittedAt: new Date(start + index * MINUTE),
    });
  }
  return examSession;
}

const rows = (page: Page) => page.locator(".desk-table tbody tr");

/** Rows that are seen whole without scrolling. */
const visibleRows = (page: Page) =>
  rows(page).evaluateAll(
    (all) =>
      all.filter((row) => row.getBoundingClientRect().top >= 0 && row.getBoundingClientRect().bottom <= innerHeight)
        .length,
  );

const topOfFirstRow = (page: Page) =>
  rows(page)
    .first()
    .evaluate((row) => row.getBoundingClientRect().top);

test("the queue shows twenty rows at once, keeps its head in view, and is walked and selected by keys", async ({
  browser,
}) => {
  const examSession = await queueOf(60);
  const page = await staffPage(browser, { role: "REVIEWER" });
  await page.setViewportSize(OFFICE);
  await page.goto("/admin/reviews");
  await expect(rows(page)).toHaveCount(50);
  await expect(page.getByText("共 60 份")).toBeVisible();
  // The demo's banner belongs to no office.
  const banner = await page.getByLabel("演示模式").evaluate((element) => element.getBoundingClientRect().height);
  expect((await topOfFirstRow(page)) - banner).toBeLessThan(260);
  await look(page, "lists-01-queue-office");
  await page.setViewportSize(WIDE);
  expect(await visibleRows(page)).toBeGreaterThanOrEqual(15);
  await page.keyboard.press("?");
  await expect(page.getByText("下一行、上一行")).toBeVisible();
  await look(page, "lists-02-keys");
  await page.keyboard.press("?");

  for (const key of ["j", "j", "j", "k", "x"]) await page.keyboard.press(key);
  await expect(page.getByText("已选 1 份")).toBeVisible();
  await expect(rows(page).nth(1).getByRole("checkbox")).toBeChecked();
  for (const key of ["j", "j", "Shift+X"]) await page.keyboard.press(key);
  await expect(page.getByText("已选 3 份")).toBeVisible();
  await rows(page)
    .nth(6)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(page.getByText("已选 6 份")).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 900));
  // The head and the bar stay; the head never covers the bar's buttons.
  expect(
    await page
      .locator(".desk-table thead th")
      .nth(1)
      .evaluate((th) => th.getBoundingClientRect().top),
  ).toBeLessThan(120);
  await expect(page.getByRole("button", { name: "批量退回…" })).toBeInViewport();
  await look(page, "lists-03-selected");

  await page.goto("/admin/reviews");
  await page.getByRole("link", { name: "提交时间" }).click();
  await expect(page).toHaveURL(/sort=-submitted/u);
  await expect(rows(page).first()).toContainText("排十己");
  await page.getByRole("link", { name: "下一页" }).click();
  await expect(rows(page)).toHaveCount(10);
  await expect(rows(page).last()).toContainText("排一甲");
  // The keys rest for a moment after a page has come up.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(rows(page).first().getByRole("link", { name: /^审核/u })).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/admin\/reviews\/[0-9a-f-]{36}\?/u);
  await db().registration.updateMany({
    where: { examSessionId: examSession.id },
    data: { claimedUntil: null, claimedById: null },
  });
  await page.context().close();
});

test("finance chooses columns, saves a view, shares it, and takes the list out as a file that is on record", async ({
  browser,
}) => {
  const examSession = await openSession();
  // A day of this journey's own, whoever else pays in this database.
  const day = new Date(Date.UTC(2031, 0, 1 + randomInt(3000))).toISOString().slice(0, 10);
  for (let index = 0; index < 30; index += 1) {
    const { id, registrationNumber } = await createRegistration({
      examSessionId: examSession.id,
      accountId: (await createAccount()).id,
      status: "APPROVED",
      name: index === 0 ? "=1+1" : "陈单",
    });
    const createdAt = new Date(Date.parse(`${day}T01:00:00Z`) + index * MINUTE);
    await db().paymentOrder.create({
      data: {
        id: uuidv7(createdAt),
        registrationId: id,
        outTradeNo: (registrationNumber ?? "").slice(-24),
        channel: "NATIVE",
        status: "CLOSED",
        amountFen: index === 3 ? 12_300 : 5000,
        createBody: {},
        timeExpire: createdAt,
        createdAt,
      },
    });
  }
  const page = await staffPage(browser, { role: "FINANCE", name: "钱会计" });
  await page.goto(`/admin/payments?day=${day}`);
  // Other journeys may have left alerts above the list: somebody has seen them.
  await db().paymentAlert.updateMany({ where: { seenAt: null }, data: { seenAt: new Date() } });
  await page.reload();
  await expect(page.getByText("符合条件 30 笔，订单金额 1,573.00元")).toBeVisible();
  expect(await visibleRows(page)).toBeGreaterThanOrEqual(20);
  await look(page, "lists-04-orders");
  await page.setViewportSize(OFFICE);
  await look(page, "lists-05-orders-office");
  await page.setViewportSize(WIDE);
  await page.getByRole("link", { name: "金额" }).click();
  await page.getByRole("link", { name: "金额" }).click();
  await expect(rows(page).first()).toContainText("123.00元");

  await page.getByText("显示 ▾").click();
  await page.getByRole("checkbox", { name: "方式" }).uncheck();
  await page.getByRole("checkbox", { name: "报名号" }).check();
  await page.getByRole("radio", { name: "标准" }).check();
  await page.getByLabel("每页").selectOption("25 行");
  await look(page, "lists-06-look");
  await page.getByRole("button", { name: "保存显示设置" }).click();
  await expect(rows(page)).toHaveCount(25);
  await expect(page.getByRole("columnheader", { name: "方式" })).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "报名号" })).toBeVisible();
  expect(
    await rows(page)
      .first()
      .evaluate((row) => row.getBoundingClientRect().height),
  ).toBeGreaterThanOrEqual(44);
  await page.getByText("显示 ▾").click();
  await page.getByRole("button", { name: "把“金额”前移" }).click();
  await expect(page.locator(".desk-table thead th").nth(1)).toContainText("金额");

  await page.locator("summary", { hasText: "视图" }).click();
  await page.getByRole("button", { name: "保存当前视图" }).click();
  await expect(page.getByText("请填写视图的名称。").first()).toBeVisible();
  await page.getByLabel("名称").fill("八月十五");
  await page.getByLabel("同事也能看到").check();
  await page.getByRole("button", { name: "保存当前视图" }).click();
  await expect(page).toHaveURL(/columns=amount\.state/u);

  const colleague = await staffPage(browser, { role: "FINANCE", name: "孙出纳" });
  await colleague.goto("/admin/payments");
  await expect(colleague.getByRole("columnheader", { name: "方式" })).toBeVisible();
  await colleague.locator("summary", { hasText: "视图" }).click();
  await colleague.getByRole("link", { name: "八月十五" }).click();
  await expect(colleague.getByText("符合条件 30 笔")).toBeVisible();
  await expect(colleague.getByRole("columnheader", { name: "方式" })).toHaveCount(0);

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出 CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^支付订单\d{4}-\d\d-\d\d\.csv$/u);
  const csv = await readFile(await file.path(), "utf8");
  const lines = csv.trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^\uFEFF金额,状态,/u);
  // The whole filtered list, not its page; masked as on the screen; nothing that a spreadsheet would calculate.
  expect(lines).toHaveLength(31);
  expect(lines[1]).toMatch(/^123\.00,/u);
  expect(csv).toMatch(/\d{4}\*{10}\d{3}[\dX]/u);
  expect(csv).toContain("'=1+1");
  const entry = await db().auditEntry.findFirstOrThrow({
    where: { action: "payment_order.export" },
    orderBy: { id: "desc" },
  });
  expect(entry.detail).toMatchObject({ count: 30 });

  // The menu may still be open from saving: a press would close it.
  await page.reload();
  await page.locator("summary", { hasText: "视图" }).click();
  await page.getByRole("button", { name: /^删除\s*视图：八月十五$/u }).click();
  await expect(page.getByText("视图 ▾", { exact: true })).toBeVisible();
  for (const each of [page, colleague]) await each.context().close();
});

test("without JavaScript the list is sorted, its look chosen and people selected all the same", async ({ browser }) => {
  await queueOf(3);
  const signedIn = await staffPage(browser, { role: "REVIEWER" });
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: OFFICE, locale: "zh-CN" });
  await context.addCookies(await signedIn.context().cookies());
  const page = await context.newPage();
  await page.goto("/admin/reviews");
  await page.getByRole("link", { name: "提交时间" }).click();
  await expect(rows(page).first()).toContainText("排三甲");
  await page.locator("summary", { hasText: "显示" }).click();
  await page.getByRole("radio", { name: "标准" }).check();
  await page.getByRole("checkbox", { name: "报名号" }).check();
  await page.getByRole("button", { name: "保存显示设置" }).click();
  await expect(page.getByRole("columnheader", { name: "报名号" })).toBeVisible();
  await expect(page).toHaveURL(/sort=-submitted/u);
  await rows(page).nth(1).getByRole("checkbox").check();
  await page.getByRole("button", { name: "批量退回…" }).click();
  await expect(page.getByRole("heading", { name: "将被退回（1）" })).toBeVisible();
  for (const each of [context, signedIn.context()]) await each.close();
});

test("an empty list says what to do, and on a phone nothing sticks out", async ({ browser }) => {
  await openSession();
  const page = await staffPage(browser, { role: "ADMINISTRATOR" });
  await page.goto("/admin/reviews");
  await expect(page.getByText("目前没有等待审核的报名。考生提交后会出现在这里。")).toBeVisible();
  await look(page, "lists-07-empty");
  await queueOf(12);
  for (const width of [390, 768]) {
    await page.setViewportSize({ width, height: 844 });
    for (const [name, address] of [
      ["queue", "/admin/reviews"],
      ["orders", "/admin/payments"],
      ["refunds", "/admin/payments/refunds"],
      ["throughput", "/admin/reviews/throughput"],
      ["reasons", "/admin/reviews/reasons"],
      ["staff", "/admin/staff"],
      ["sessions", "/admin/sessions"],
    ] as const) {
      await page.goto(address);
      await look(page, `lists-08-${name}-${width}`);
    }
  }
  await page.context().close();
});
