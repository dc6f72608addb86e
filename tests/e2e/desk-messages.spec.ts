import { readFile } from "node:fs/promises";
import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { queueReminders } from "@/lib/domain/message/commands/queue-reminders";
import { createAccount, createRegistration } from "../support/factories";
import { messagesTo } from "../support/sms";
import { alertOf, look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

const HOUR = 3_600_000;

test("an officer switches a reminder off, and the worker sends the others", async ({ browser }) => {
  const { id: examSessionId } = await openSession({ paymentClosesAt: new Date(Date.now() + 5 * HOUR) });
  const account = await createAccount();
  const { id } = await createRegistration({ status: "APPROVED", examSessionId, accountId: account.id });
  const long = new Date(Date.now() - 72 * HOUR);
  await db().registration.update({ where: { id }, data: { createdAt: long, decidedAt: long } });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto("/admin");
  await desk.getByRole("link", { name: "短信", exact: true }).click();
  await desk.getByRole("link", { name: "自动短信" }).click();
  await expect(desk.getByLabel(/缴费截止前 6 小时/)).toBeChecked();
  await look(desk, "messages-01-rules");
  await desk.getByLabel(/缴费截止前 48 小时/).uncheck();
  await desk.getByRole("button", { name: "保存" }).click();
  await expect(desk.getByText("自动短信的开关已保存。")).toBeVisible();
  await expect(desk.getByLabel(/缴费截止前 48 小时/)).not.toBeChecked();
  expect(await db().mutedSms.findMany({ where: { examSessionId } })).toEqual([{ examSessionId, rule: "PAYMENT_48" }]);

  // The worker looks every five minutes; here it is told to look now, and sends what it finds.
  await queueReminders(new Date());
  await expect
    .poll(async () => (await messagesTo(account.phone)).map(({ text }) => text), { timeout: 40_000 })
    .toEqual([expect.stringContaining("尚未缴费，网上缴费")]);
  await desk.context().close();
});

/**
 * Lets the messages of the campaign that was just begun wait, as they do when it is begun in the quiet hours: no worker
 * can end it while the journey looks at it. The campaign itself leaves a minute for that.
 */
async function waitAsAtNight(examSessionId: string, count: number): Promise<void> {
  const begun = { campaign: { examSessionId }, state: "WAITING" } as const;
  await expect.poll(() => db().smsMessage.count({ where: begun }), { intervals: [100] }).toBe(count);
  const tomorrow = new Date(Date.now() + 24 * HOUR);
  expect(await db().smsMessage.updateMany({ where: begun, data: { dueAt: tomorrow } })).toEqual({ count });
}

test("an officer sends to a filter, after a preview, a try on his own phone and the typed count, and reads the log", async ({
  browser,
}) => {
  const { id: examSessionId } = await openSession();
  const accounts = await Promise.all(Array.from({ length: 22 }, () => createAccount()));
  for (const { id: accountId } of accounts)
    await createRegistration({ status: "APPROVED", examSessionId, accountId, name: "群发人" });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto("/admin/messages");
  await expect(desk.getByText("这个批次还没有群发过短信。")).toBeVisible();
  await desk.getByRole("link", { name: "发短信", exact: true }).click();
  await desk.getByLabel("短信内容").selectOption("缴费即将截止");
  await desk.getByLabel("全部状态").selectOption("审核不通过");
  await desk.getByRole("button", { name: "预览" }).click();
  await expect(desk.getByText("没有人符合这些条件，不能发送。")).toBeVisible();
  await desk.getByLabel("全部状态").selectOption("");
  await desk.getByRole("button", { name: "预览" }).click();
  await expect(desk.getByText("将发给本批次全部 22 名考生")).toBeVisible();
  await look(desk, "messages-02-everybody");
  await desk.getByRole("button", { name: "先发一条到我的手机" }).click();
  await expect(desk.getByText("测试短信已发到您登录用的手机")).toBeVisible();
  await desk.getByRole("button", { name: "发送给 22 人" }).click();
  await desk.getByLabel("请输入人数“22”确认").fill("22");
  await look(desk, "messages-03-preview");
  await desk.getByRole("button", { name: "发送给 22 人" }).click();
  await waitAsAtNight(examSessionId, 22);
  await expect(desk.getByRole("heading", { name: "缴费即将截止：发送中" })).toBeVisible();
  await look(desk, "messages-04-progress");
  await desk.getByRole("button", { name: "停止发送" }).click();
  await expect(desk.getByText("已停止，还没有发出的不再发送。")).toBeVisible();
  await expect(desk.getByRole("heading", { name: "缴费即将截止：已停止" })).toBeVisible();
  await look(desk, "messages-05-report");
  await test.step("the same again is asked about", async () => {
    await desk.goto("/admin/messages/new?template=payment-closing");
    await expect(desk.getByText(/已向同一批考生发送过同样的短信（22 人）/)).toBeVisible();
    await look(desk, "messages-05-again");
    await desk.getByLabel("请输入人数“22”确认").fill("22");
    await desk.getByRole("button", { name: "发送给 22 人" }).click();
    await expect(alertOf(desk)).toContainText("这一次没有发送");
    await desk.getByRole("link", { name: "返回群发短信" }).click();
    await expect(desk.getByRole("table", { name: "群发短信" }).getByRole("row")).toHaveCount(2);
  });

  const [first] = accounts;
  await db().smsMessage.create({
    data: {
      accountId: first?.id ?? "",
      template: "announcement",
      text: "请登录查看。",
      state: "FAILED",
      failure: "aliyun isv.AMOUNT_NOT_ENOUGH",
      dueAt: new Date(),
      createdAt: new Date(),
    },
  });
  await desk.getByRole("link", { name: "发送记录" }).click();
  await look(desk, "messages-06-log");
  await desk.getByLabel("全部状态").selectOption("失败");
  await desk.getByLabel("全部类别").selectOption("通知");
  await desk.getByRole("button", { name: "筛选" }).click();
  await expect(desk.getByRole("table", { name: "短信发送记录" }).getByRole("row")).toHaveCount(2);
  await test.step("the list as it is filtered is taken out, with masked numbers, on record", async () => {
    const download = desk.waitForEvent("download");
    await desk.getByRole("button", { name: "导出 CSV" }).click();
    const csv = await readFile(await (await download).path(), "utf8");
    const [head, row, ...more] = csv.trim().split(/\r?\n/);
    expect(head).toContain("时间,考生,手机号,类别,状态,次数,服务商");
    expect(row).toContain(`群发人,${first?.phone.slice(0, 3)}****${first?.phone.slice(-4)},通知,`);
    expect(more).toEqual([]);
    const exported = { action: "sms_message.export", subjectId: examSessionId };
    expect(await db().auditEntry.count({ where: exported })).toBe(1);
  });
  await desk.getByRole("button", { name: /^重发/ }).click();
  await expect(desk.getByText("已安排重发")).toBeVisible();
  await expect.poll(async () => (await messagesTo(first?.phone ?? "")).length, { timeout: 30_000 }).toBe(1);
  await desk.context().close();
});
