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
