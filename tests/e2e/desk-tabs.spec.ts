import { readFile } from "node:fs/promises";
import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { createRegistration } from "../support/factories";
import { look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

// The desk's exam session is one choice for all tabs. What another tab shows already goes on with its own.

test.setTimeout(120_000);

/** Last year's exam session and this one's, with people who wait in both. */
async function twoSessions() {
  const mark = Date.now();
  const past = await openSession({ title: `去年的考试 ${mark}` });
  for (const name of ["范去甲", "范去乙", "范去丙"])
    await createRegistration({ status: "SUBMITTED", examSessionId: past.id, name });
  const current = await openSession({ title: `今年的考试 ${mark}` });
  for (const name of ["范今甲", "范今乙"])
    await createRegistration({ status: "SUBMITTED", examSessionId: current.id, name });
  return { past, current };
}

/** Chooses an exam session in another tab of the same browser. */
async function switchElsewhere(tab: Page, title: string): Promise<void> {
  const other = await tab.context().newPage();
  await other.goto("/admin");
  await other.locator(".desk-picker summary").click();
  await other.getByRole("button", { name: title }).click();
  await expect(other.getByText(`正在查看：${title}`)).toBeVisible();
  await other.close();
}

async function exported(tab: Page): Promise<string> {
  const download = tab.waitForEvent("download");
  await tab.getByRole("button", { name: "导出 CSV" }).click();
  return readFile(await (await download).path(), "utf8");
}

test("an open queue exports, counts, searches, starts and selects in its own exam session", async ({ browser }) => {
  const { past, current } = await twoSessions();
  const tab = await staffPage(browser, { role: "EXAM_OFFICER" });
  await tab.goto("/admin/reviews");
  await expect(tab.getByText("范今甲", { exact: true })).toBeVisible();
  await switchElsewhere(tab, past.title);

  const csv = await exported(tab);
  expect(csv).toContain("范今甲");
  expect(csv).not.toContain("范去");
  const entry = await db().auditEntry.findFirstOrThrow({
    where: { action: "registration.export" },
    orderBy: { id: "desc" },
  });
  expect(entry.subjectId).toBe(current.id);

  // The numbers stay those of the list below them: three wait in the other exam session, two here.
  await tab.waitForResponse((response) => response.url().includes("/api/reviews/live"), { timeout: 20_000 });
  await expect(tab.getByText("待审核（2）")).toBeVisible();
  await expect(tab.getByText(/^新到/)).toHaveCount(0);

  await tab.getByLabel("查找考生、订单或座位").fill("范去甲");
  await tab.keyboard.press("Enter");
  await expect(tab.getByText("没有找到。请核对后重新输入。")).toBeVisible();

  // A link of the open page: its own list, and a word that the desk shows another.
  await tab.getByRole("link", { name: "提交时间" }).click();
  await expect(tab.getByText(`本页属于：${current.title}`)).toBeVisible();
  await expect(tab.getByText("范今甲", { exact: true })).toBeVisible();
  await look(tab, "tabs-01-other-session");

  // What is selected without ticks is this list, not the other one.
  await tab.getByRole("button", { name: "批量退回…" }).click();
  await expect(tab.getByRole("heading", { name: "将被退回（2）" })).toBeVisible();
  await expect(tab.getByText(`本页属于：${current.title}`)).toBeVisible();
  await expect(tab.getByRole("main")).not.toContainText("范去");
  await look(tab, "tabs-02-bulk");
  await tab.getByRole("link", { name: "返回审核队列" }).click();

  await tab.getByRole("button", { name: "开始审核" }).click();
  await expect(tab).toHaveURL(/\/admin\/reviews\/[0-9a-f-]{36}\?/u);
  const opened = async () =>
    db().registration.findUniqueOrThrow({
      where: { id: /reviews\/([0-9a-f-]{36})/u.exec(tab.url())?.[1] ?? "" },
      select: { id: true, examSessionId: true },
    });
  const first = await opened();
  expect(first.examSessionId).toBe(current.id);
  await tab.getByRole("button", { name: /^跳过，下一份/ }).click();
  await expect(tab).not.toHaveURL(new RegExp(first.id));
  expect((await opened()).examSessionId).toBe(current.id);
  // A decision leads on within it too.
  await tab.getByRole("button", { name: /^通过/ }).click();
  await expect(tab.getByText("上一份报名已审核通过。")).toBeVisible();
  await expect(tab).toHaveURL(new RegExp(first.id));

  await tab.getByRole("link", { name: "返回审核队列" }).click();
  await tab.getByRole("button", { name: "切换到本页的批次" }).click();
  await expect(tab).toHaveURL(/\/admin\/reviews$/);
  await expect(tab.getByText("正在查看：")).toBeHidden();
  await tab.context().close();
});

test("a list that was confirmed before the switch is carried out in its own exam session", async ({ browser }) => {
  const { past, current } = await twoSessions();
  const tab = await staffPage(browser, { role: "EXAM_OFFICER" });
  await tab.goto("/admin/reviews");
  await tab.getByRole("button", { name: "批量退回…" }).click();
  await expect(tab.getByRole("heading", { name: "将被退回（2）" })).toBeVisible();
  await switchElsewhere(tab, past.title);
  await tab.getByLabel("需要修改的项目").selectOption({ index: 1 });
  await tab.getByLabel("退回原因").fill("请核对");
  await tab.getByRole("checkbox", { name: /^我已核对下列名单/ }).check();
  await tab.getByRole("button", { name: "退回 2 份报名" }).click();
  await expect(tab).toHaveURL(/\/admin\/reviews\/bulk\/runs\//);
  expect(await db().bulkRun.count({ where: { examSessionId: current.id } })).toBe(1);
  expect(await db().bulkRun.count({ where: { examSessionId: past.id } })).toBe(0);

  // An exam session that is none is refused in words, by the export too.
  await tab.goto("/admin/reviews");
  await tab
    .locator("form[action='/api/lists/reviews'] input[name=query]")
    .evaluate((input: HTMLInputElement) => (input.value = "session=01a00000-0000-7000-8000-000000000000"));
  await tab.getByRole("button", { name: "导出 CSV" }).click();
  await expect(tab.getByText("这个考试批次不存在，或尚未发布")).toBeVisible();
  await tab.context().close();
});

test("seats are arranged in the exam session whose page is open", async ({ browser }) => {
  const { past, current } = await twoSessions();
  for (const { id: examSessionId } of [past, current]) {
    await db().room.create({ data: { examSessionId, number: 1, place: "教学楼 A101", capacity: 30 } });
    await createRegistration({ status: "PAID", examSessionId });
  }
  const tab = await staffPage(browser, { role: "EXAM_OFFICER" });
  await tab.goto("/admin/seating");
  await switchElsewhere(tab, past.title);
  await tab.getByRole("link", { name: "编排座位…" }).click();
  await expect(tab.getByText(`本页属于：${current.title}`)).toBeVisible();
  // Somebody paid meanwhile: the question is asked again about the same exam session.
  await createRegistration({ status: "PAID", examSessionId: current.id });
  await tab.getByRole("button", { name: "确认编排 1 人" }).click();
  await expect(tab.getByText("没有编排：打开本页之后，缴费考生或考场有了变化。")).toBeVisible();
  await look(tab, "tabs-03-seating");
  await tab.getByRole("button", { name: "确认编排 2 人" }).click();
  await expect(tab.getByText("座位已编排")).toBeVisible();
  const frozen = await db().examSession.findMany({
    where: { id: { in: [past.id, current.id] } },
    select: { id: true, seatsFrozenAt: true },
  });
  expect(frozen.filter(({ seatsFrozenAt }) => seatsFrozenAt).map(({ id }) => id)).toEqual([current.id]);
  await tab.context().close();
});

test("payments are listed by exam session, and all of them when asked for", async ({ browser }) => {
  const { past, current } = await twoSessions();
  const order = async (examSessionId: string, name: string, amountFen: number) => {
    const { id: registrationId, registrationNumber } = await createRegistration({
      status: "APPROVED",
      examSessionId,
      name,
    });
    const { id: staffId } = await db().staff.findFirstOrThrow();
    const createdAt = new Date();
    const number = (registrationNumber ?? "").slice(-24);
    await db().paymentOrder.create({
      data: {
        id: uuidv7(new Date()),
        registrationId,
        outTradeNo: number,
        channel: "NATIVE",
        status: "CLOSED",
        amountFen,
        createBody: {},
        timeExpire: new Date(),
      },
    });
    await db().waiverRequest.create({
      data: { registrationId, reason: `低保 ${name}`, waivedFen: 1, staffId, createdAt, needsSecond: false },
    });
    await db().refundRequest.create({
      data: {
        examSessionId,
        cause: "STAFF",
        reason: `退考 ${name}`,
        count: 1,
        totalFen: 1,
        staffId,
        createdAt,
        needsSecond: false,
      },
    });
  };
  await order(past.id, "范去缴", 1100);
  await order(current.id, "范今缴", 2300);

  const tab = await staffPage(browser, { role: "FINANCE", name: "钱会计" });
  await tab.goto("/admin/payments");
  await expect(tab.getByText("共 1 笔，订单金额 23.00元")).toBeVisible();
  await expect(tab.getByText("范今缴", { exact: true })).toBeVisible();
  await expect(tab.getByText("范去缴", { exact: true })).toHaveCount(0);
  await look(tab, "tabs-04-orders");
  await switchElsewhere(tab, past.title);
  // The open list exports what it shows; anew it follows the desk.
  expect(await exported(tab)).toMatch(/范今缴/u);
  await tab.goto("/admin/payments");
  await expect(tab.getByText("共 1 笔，订单金额 11.00元")).toBeVisible();
  expect(await exported(tab)).not.toContain("范今缴");

  await tab.getByRole("combobox", { name: "考试批次" }).selectOption("全部考试批次");
  await tab.getByRole("button", { name: "筛选" }).click();
  await expect(tab.getByText("范今缴", { exact: true })).toBeVisible();
  await expect(tab.getByText("范去缴", { exact: true })).toBeVisible();
  const all = await exported(tab);
  for (const name of ["范今缴", "范去缴"]) expect(all).toContain(name);

  for (const [page, word] of [
    ["refunds", "退考"],
    ["waivers", "低保"],
  ] as const) {
    await tab.goto(`/admin/payments/${page}`);
    await expect(tab.getByRole("main")).toContainText(word === "低保" ? "范去缴" : `${word} 范去缴`);
    await expect(tab.getByRole("main")).not.toContainText("范今缴");
    await look(tab, `tabs-05-${page}`);
    await tab.getByRole("combobox", { name: "考试批次" }).selectOption("全部考试批次");
    await tab.getByRole("button", { name: "筛选" }).click();
    await expect(tab.getByRole("main")).toContainText("范今缴");
    for (const width of [320, 390]) {
      await tab.setViewportSize({ width, height: 800 });
      await look(tab, `tabs-06-${page}-${width}`);
    }
    await tab.setViewportSize({ width: 1440, height: 900 });
  }
  await tab.context().close();
});
