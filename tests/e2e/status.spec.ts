import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { look, test } from "./support/page";
import { candidate, openSession } from "./support/world";
import { sentSms } from "../support/sms";

// The status page in each state: whose turn it is, what happened, what comes, and what there is to open again.

const HOUR = 60 * 60 * 1000;
const hours = (count: number) => new Date(Date.now() + count * HOUR);

test("a draft shows what is missing and until when", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "DRAFT", { portrait: false });
  await page.goto("/registration");
  await expect(page.getByText("需要您操作")).toBeVisible();
  await expect(page.getByText("截止时间")).toBeVisible();
  await expect(page.getByRole("heading", { name: "办理记录" })).toHaveCount(0);
  await look(page, "status-01-draft");
});

test("who waits for the reviewer reads what happened, and finds his form and his number", async ({ page, context }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "SUBMITTED");
  await page.goto("/registration");
  await expect(page.getByRole("heading", { name: "正在审核中" })).toBeVisible();
  // Nobody counts the hours for him while others work.
  await expect(page.getByText("截止时间")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "办理记录" }).getByRole("listitem")).toHaveText([/^提交报名/]);
  await expect(page.getByText(registration.registrationNumber ?? "?")).toBeVisible();
  await expect(page.getByRole("region", { name: "我的材料" }).getByRole("link")).toHaveText([
    /^报名表/,
    /^合理便利申请/,
  ]);
  await look(page, "status-02-submitted");
});

test("the reasons of a return stand on the page, each with the way to its field", async ({ page, context }) => {
  const examSession = await openSession();
  const { account } = await candidate(context, examSession.id, "RETURNED", { reopenedItems: ["name", "ID_FRONT"] });
  const text = "您的学士学位外语考试报名审核状态已更新，请登录报名系统查看。";
  await db().smsMessage.create({
    data: { accountId: account.id, text, phoneMasked: "138****0000", ...sentSms(new Date()) },
  });
  await page.goto("/registration");
  const now = page.getByRole("region", { name: "已退回，等待修改" });
  await expect(now.getByRole("listitem")).toHaveText([/^姓名：与证明材料不一致。/, /^身份证正面照片：/]);
  await expect(now.getByRole("link", { name: /^修改\s*身份证正面照片$/ })).toHaveAttribute("href", /#ID_FRONT$/);
  await expect(page.getByRole("region", { name: "办理记录" }).getByRole("listitem")).toHaveText([
    /^审核退回/,
    /^提交报名/,
  ]);
  await expect(page.getByRole("region", { name: "发给您的短信" })).toContainText(text);
  await look(page, "status-03-returned");
});

test("a refusal gives its reason", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "REFUSED");
  await page.goto("/registration");
  await expect(page.getByRole("region", { name: "审核不通过" })).toContainText("不符合报名条件。");
  await look(page, "status-04-refused");
});

test("an approval before, in and after the time to pay", async ({ page, context }) => {
  const examSession = await openSession({ paymentOpensAt: hours(20), paymentClosesAt: hours(100) });
  await candidate(context, examSession.id, "APPROVED");
  await page.goto("/registration");
  await expect(page.getByText("请等待缴费开始")).toBeVisible();
  await look(page, "status-05-before-payment");
  const put = (data: object) => db().examSession.update({ where: { id: examSession.id }, data });
  await put({ paymentOpensAt: hours(-2) });
  await page.goto("/registration");
  await expect(page.getByRole("link", { name: "去缴费" })).toBeVisible();
  await look(page, "status-06-payment");
  await put({ paymentClosesAt: hours(-1) });
  await page.goto("/registration");
  await expect(page.getByRole("heading", { name: "缴费已截止" })).toBeVisible();
  await look(page, "status-07-after-payment");
});

test("who has paid waits for his card, and after the exam for his result", async ({ page, context }) => {
  const examSession = await openSession({ printingOpensAt: hours(100) });
  await candidate(context, examSession.id, "PAID");
  await page.goto("/registration");
  await expect(page.getByRole("heading", { name: "已缴费，等待考试通知" })).toBeVisible();
  await expect(page.getByRole("region", { name: "办理记录" }).getByRole("listitem").first()).toHaveText(/^免缴报名费/);
  await look(page, "status-08-paid");
});

test("who comes back to 缴费成功 reads where his card stands now", async ({ page, context }) => {
  test.setTimeout(90_000);
  const examSession = await openSession({ printingOpensAt: hours(100) });
  const { registration } = await candidate(context, examSession.id, "PAID");
  const moment = page.getByRole("main").getByRole("region", { name: /^报名已生效|^考试已结束/ });
  const reads = async (lead: string, words: RegExp, button: string) => {
    await page.goto("/registration/paid");
    await expect(moment).toContainText(lead);
    await expect(moment).toContainText(words);
    await expect(moment.getByRole("link").first()).toHaveText(button);
  };
  const change = (data: Parameters<ReturnType<typeof db>["examSession"]["update"]>[0]["data"]) =>
    db().examSession.update({ where: { id: examSession.id }, data });
  await reads("请等待考试通知", /学校编排考场后发布准考证，请在.* 至 .*登录打印/, "查看考试安排");

  const room = await db().room.create({
    data: { examSessionId: examSession.id, number: 1, place: "A101", capacity: 30 },
  });
  await db().seat.create({
    data: {
      examSessionId: examSession.id,
      roomId: room.id,
      number: 1,
      registrationId: registration.id,
      admitCardNumber: "104962610001",
    },
  });
  // Drawn seats are nobody's business before the cards are out.
  await reads("请等待考试通知", /学校编排考场后发布准考证/, "查看考试安排");
  await change({ seatsFrozenAt: new Date(), cardsPublishedAt: new Date() });
  await reads("准考证已发布", /准考证已发布，请在.* 至 .*登录打印/, "查看考试安排");
  await expect(moment.getByText("发送短信")).toHaveCount(0);
  await page.goto("/registration");
  await expect(page.getByRole("heading", { name: "准考证已发布" })).toBeVisible();

  await change({ printingOpensAt: hours(-2) });
  await reads("准考证可以打印", /准考证已发布，请在.*前打印/, "打印准考证");
  await look(page, "status-09-paid-card-out");

  await change({ printingClosesAt: hours(-1) });
  await reads("请按时参加考试", /准考证打印已于.*截止/, "查看考试安排");
  await page.goto("/registration");
  await expect(page.getByRole("heading", { name: "准考证打印已截止" })).toBeVisible();
  await change({ cardsPublishedAt: null });
  await reads("请等待考试通知", /准考证尚未发布，请联系考务办公室/, "查看考试安排");

  // An exam that is over is shown first when no other one is under way: those of other journeys step back for a moment.
  await change({ cardsPublishedAt: new Date(), examStartsAt: hours(-3), examEndsAt: hours(-1) });
  const others = await db().examSession.findMany({
    where: { id: { not: examSession.id }, examStartsAt: { gt: hours(-3) }, publishedAt: { not: null } },
    select: { id: true, publishedAt: true },
  });
  await db().examSession.updateMany({ where: { id: { in: others.map(({ id }) => id) } }, data: { publishedAt: null } });
  try {
    await reads("考试已结束", /成绩公布后可在本系统查询/, "查看考试安排");
    await expect(moment).not.toContainText("打印准考证");
    await look(page, "status-11-paid-exam-over");
  } finally {
    for (const { id, publishedAt } of others) await db().examSession.update({ where: { id }, data: { publishedAt } });
  }
});

test("who comes back to 提交成功 late does not read of times that are over", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "SUBMITTED");
  await page.goto("/registration/submitted");
  await expect(page.getByText(/审核员将在.*前完成审核/)).toBeVisible();
  await expect(page.getByText(/审核通过后，在.* 至 .*登录缴费/)).toBeVisible();
  const times = { registrationClosesAt: hours(-4), reviewClosesAt: hours(-3), paymentOpensAt: hours(-2) };
  await db().examSession.update({ where: { id: examSession.id }, data: times });
  await page.reload();
  await expect(page.getByText("审核延迟，考务办公室将继续处理")).toBeVisible();
  await expect(page.getByText(/审核通过后，在.* 至 .*登录缴费/)).toBeVisible();
  await db().examSession.update({ where: { id: examSession.id }, data: { paymentClosesAt: hours(-1) } });
  await page.reload();
  await expect(page.getByText(/网上缴费已于.*截止/)).toBeVisible();
  await look(page, "status-10-submitted-late");
});
