import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { recheck } from "@/lib/domain/review/commands/recheck";
import { alertOf, look, test } from "./support/page";
import { candidate, openSession, staffPage, stranger } from "./support/world";

const MINUTE = 60_000;

/** A session in which so many wait, the first the longest, all of them checked. */
async function waitingSession(count: number) {
  const examSession = await openSession();
  const made = [];
  for (let index = 0; index < count; index++) {
    const submittedAt = new Date(Date.now() - (count - index) * MINUTE);
    made.push(
      await stranger(examSession.id, "SUBMITTED", {
        name: `考生${"一二三四五六七八九十".charAt(index % 10)}`,
        submittedAt,
      }),
    );
  }
  await recheck({ target: { examSessionId: examSession.id }, now: new Date() });
  return { examSession, made };
}

const deskOf = (page: Page, id: string) => expect(page).toHaveURL(new RegExp(`/admin/reviews/${id}`));

/** The keys rest for a moment after a new registration has come up. */
const settled = (page: Page) => page.waitForTimeout(450);

test("a reviewer settles twenty with the keyboard alone", async ({ browser }) => {
  test.slow();
  const { made } = await waitingSession(20);
  const page = await staffPage(browser, { role: "REVIEWER" });
  await page.goto("/admin/reviews");
  await look(page, "desk-01-queue");
  await page.keyboard.press("?");
  await expect(page.getByRole("heading", { name: "键盘快捷键" })).toBeVisible();
  await look(page, "desk-02-keys");
  await page.keyboard.press("?");
  await page.keyboard.press("n");

  for (const [index, { id }] of made.entries()) {
    await deskOf(page, id);
    await expect(page.getByRole("button", { name: /^通过/ })).toBeVisible();
    await settled(page);
    if (index === 0) {
      await expect(page.getByRole("img", { name: "登记照" })).toBeVisible();
      await look(page, "desk-03-desk");
      await page.keyboard.press("3");
      await expect(page.getByRole("img", { name: "身份证反面照片" })).toBeVisible();
      await page.keyboard.press("r");
      await page.keyboard.press("+");
      await page.keyboard.press("0");
      await page.keyboard.press("c");
      await expect(page.getByRole("img", { name: "登记照" })).toBeVisible();
    }
    // Every seventh goes back, the rest are approved.
    if (index % 7 === 3) {
      await page.keyboard.press("b");
      // The panel opens at its first item, the portrait.
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Space");
      await expect(page.getByLabel("登记照的退回原因")).toHaveValue(/登记照不是近期/);
      if (index === 3) await look(page, "desk-04-send-back");
      await page.keyboard.press("Control+Enter");
    } else await page.keyboard.press("a");
  }
  await expect(page).toHaveURL(/\/admin\/reviews\?/);
  await expect(page.getByText("目前没有等待审核的报名。")).toBeVisible();

  const rows = await db().registration.findMany({
    where: { id: { in: made.map(({ id }) => id) } },
    select: { id: true, status: true },
  });
  const statusOf = (id: string) => rows.find((row) => row.id === id)?.status;
  expect(made.map(({ id }) => statusOf(id))).toEqual(
    made.map((_, index) => (index % 7 === 3 ? "RETURNED" : "APPROVED")),
  );
  const decisions = await db().reviewDecision.findMany({ where: { registrationId: { in: rows.map(({ id }) => id) } } });
  expect(decisions).toHaveLength(20);
  expect(decisions.every(({ openedAt }) => openedAt !== null)).toBe(true);
  await page.context().close();
});

test("two reviewers never meet at one registration, and see each other", async ({ browser }) => {
  const { made } = await waitingSession(3);
  const [first, second] = [
    await staffPage(browser, { role: "REVIEWER", name: "甲老师" }),
    await staffPage(browser, { role: "REVIEWER", name: "乙老师" }),
  ];
  for (const page of [first, second]) await page.goto("/admin/reviews");
  await Promise.all([first, second].map((page) => page.getByRole("button", { name: "开始审核" }).click()));
  await Promise.all([first, second].map((page) => expect(page.getByRole("button", { name: /^通过/ })).toBeVisible()));
  const at = (page: Page) => made.findIndex(({ id }) => page.url().includes(id));
  expect(new Set([at(first), at(second)])).toEqual(new Set([0, 1]));

  // A third desk sees both, and is told at the door of an occupied one.
  const admin = await staffPage(browser, { role: "ADMINISTRATOR", name: "管理员" });
  await admin.goto("/admin/reviews");
  await expect(admin.getByText("甲老师正在审核")).toBeVisible();
  await expect(admin.getByText("乙老师正在审核")).toBeVisible();
  await admin.goto(`/admin/reviews/${made[at(first)]?.id}`);
  await expect(admin.getByText("甲老师正在审核这份报名")).toBeVisible();
  await expect(admin.getByRole("button", { name: /^通过/ })).toHaveCount(0);
  await look(admin, "desk-05-occupied");
  await admin.getByRole("button", { name: "解除占用" }).click();
  await expect(admin.getByText("已解除同事的占用。")).toBeVisible();
  await expect(admin.getByRole("button", { name: /^通过/ })).toBeVisible();

  // Whoever lost his claim is told so, in words, and nothing has changed.
  await expect
    .poll(
      async () => (await db().registration.findUniqueOrThrow({ where: { id: made[at(first)]?.id ?? "" } })).claimedById,
    )
    .not.toBeNull();
  await first.getByRole("button", { name: /^通过/ }).click();
  await expect(alertOf(first)).toContainText("这份报名正由同事审核");
  // Leaving lets go. Which of the two it is depends on who was served first.
  const left = made[at(second)]?.id ?? "";
  await second.goto("/admin");
  await expect
    .poll(async () => (await db().registration.findUniqueOrThrow({ where: { id: left } })).claimedById)
    .toBeNull();
  for (const page of [first, second, admin]) await page.context().close();
});

test("a decision is undone within the minute, and the candidate sees each at once", async ({
  page,
  context,
  browser,
}) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "SUBMITTED");
  const staff = await staffPage(browser, { role: "REVIEWER" });
  await staff.goto(`/admin/reviews/${registration.id}`);
  await staff.getByRole("button", { name: /^通过/ }).click();
  await expect(staff.getByText("上一份报名已审核通过。")).toBeVisible();
  await page.goto("/registration/review");
  await expect(page.getByText("审核通过", { exact: true })).toBeVisible();

  await look(staff, "desk-06-undo");
  await staff.getByRole("button", { name: /^撤销这个决定/ }).click();
  await expect(staff.getByText("审核决定已撤销")).toBeVisible();
  await deskOf(staff, registration.id);
  await page.reload();
  await expect(page.getByText("正在审核中")).toBeVisible();

  await staff.getByRole("button", { name: /^退回修改/ }).click();
  await staff.getByRole("checkbox", { name: "登记照" }).check();
  await staff.getByRole("button", { name: "登记照光线过暗或逆光，请重新采集。" }).click();
  await staff.getByRole("checkbox", { name: "附示例图" }).check();
  await staff.getByRole("button", { name: "确认退回" }).click();
  await expect(staff.getByText("上一份报名已退回考生修改。")).toBeVisible();
  await page.reload();
  await expect(page.getByText("登记照光线过暗或逆光，请重新采集。")).toBeVisible();
  await expect(page.getByRole("img", { name: /登记照示例/ })).toBeVisible();
  await look(page, "desk-07-returned-with-sample");
  await staff.context().close();
});

/** Where the parts of the desk stand, in whole pixels. */
const geometry = (page: Page) =>
  page.evaluate(() =>
    [".case-top", ".case-stage", ".case-side", ".case-bar"].map((part) => {
      const { top, left, width, height } = document.querySelector(part)?.getBoundingClientRect() ?? new DOMRect();
      return [part, ...[top, left, width, height].map(Math.round)].join(" ");
    }),
  );

test("the desk fits an office's screen, shows the number whole, and nothing moves after a decision", async ({
  browser,
}) => {
  const { made } = await waitingSession(3);
  const [first, second] = made;
  const page = await staffPage(browser, { role: "REVIEWER", name: "审核老师" });
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(`/admin/reviews/${first?.id}`);

  const document = first?.document ?? "";
  await expect(page.locator(".case-number")).toHaveText(new RegExp(`${document}$`));
  expect(await page.locator(".case-number > span:not(.sr-only)").allTextContents()).toEqual([
    document.slice(0, 6),
    document.slice(6, 14),
    document.slice(14),
  ]);
  const [seen] = await db().auditEntry.findMany({ where: { subjectId: first?.id ?? "", action: "registration.look" } });
  expect(seen?.detail).toMatchObject({ page: "/admin/reviews/[id]", whole: ["documentNumber"] });
  await expect(page.getByText(/队列第 1 份，共 3 份 · 今天已审 0 份/)).toBeVisible();

  const scrolls = () =>
    page.evaluate(() => window.document.documentElement.scrollHeight - window.document.documentElement.clientHeight);
  for (const size of [
    { width: 1366, height: 768 },
    { width: 1366, height: 650 },
    { width: 1440, height: 900 },
    { width: 1920, height: 1080 },
  ]) {
    await page.setViewportSize(size);
    expect.soft(await scrolls(), `${size.width}×${size.height}`).toBe(0);
    await expect(page.getByRole("button", { name: "通过", exact: true })).toBeInViewport();
    const picture = await page.getByRole("img", { name: "登记照" }).boundingBox();
    expect.soft(picture?.height).toBeGreaterThan(size.height * 0.35);
  }
  await page.setViewportSize({ width: 1366, height: 768 });

  const before = await geometry(page);
  await settled(page);
  await page.keyboard.press("x");
  await expect(page.getByLabel("不通过的原因")).toBeFocused();
  await look(page, "desk-08-refuse");
  await page.keyboard.type("不符合报名条件。");
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("不通过的原因")).toBeHidden();
  await page.keyboard.press("b");
  await expect(page.getByRole("checkbox", { name: "登记照" })).toBeFocused();
  expect(await geometry(page)).toEqual(before);
  await page.keyboard.press("Space");
  await expect(page.getByLabel("登记照的退回原因")).toBeFocused();
  await look(page, "desk-09-send-back-1366");
  await page.keyboard.press("Control+Enter");

  await deskOf(page, second?.id ?? "");
  await expect(page.getByText("上一份报名已退回考生修改。")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByText(/队列第 1 份，共 2 份 · 今天已审 1 份，每份 \d+ 秒/)).toBeVisible();
  expect(await geometry(page)).toEqual(before);
  expect(await scrolls()).toBe(0);
  await look(page, "desk-10-next-1366");
  for (const width of [390, 768]) {
    await page.setViewportSize({ width, height: 844 });
    await look(page, `desk-11-next-${width}`);
  }
  await page.context().close();
});

test("without JavaScript a button opens its panel on the same page, and the reason is posted", async ({ browser }) => {
  const { made } = await waitingSession(1);
  const page = await staffPage(browser, { role: "REVIEWER" }, { javaScriptEnabled: false });
  await page.goto(`/admin/reviews/${made[0]?.id}`);
  await page.getByRole("button", { name: "不通过", exact: true }).click();
  await page.getByRole("button", { name: "确认不通过" }).click();
  await expect(page.getByText("请填写原因").first()).toBeVisible();
  await page.getByLabel("不通过的原因").fill("不符合报名条件。");
  await page.getByLabel(/确认审核不通过/).check();
  await page.getByRole("button", { name: "确认不通过" }).click();
  await expect(page.getByText("上一份报名已作出不通过的决定。")).toBeVisible();
  await page.context().close();
});
