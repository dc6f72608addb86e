import { expect, type Page } from "playwright/test";
import { deskLinks } from "@/app/admin/_components/desk-links";
import { db } from "@/lib/adapter/db/client";
import { encryptColumn } from "@/lib/adapter/db/encrypted-column";
import { uuidv7 } from "@/lib/adapter/db/uuid";
import { shortName } from "@/lib/domain/exam-session/short-name";
import { createExamSession, createRegistration } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { candidate, openSession, staffPage } from "./support/world";

const DAY = 24 * 60 * 60 * 1000;

/** The value of a date and time field: so many days from now, at an hour of Shanghai. */
const on = (from: Date, days: number, hour: number) =>
  `${new Date(from.getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00`;

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);

test("an office makes a session from nothing, is told what is missing, and publishes it", async ({ browser }) => {
  await openSession();
  const exam = new Date(Date.now() + 27 * DAY);
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
  const line = desk.getByRole("region", { name: "时间线" });
  await expect(line.getByText(/^网上报名与资格审核同时进行：/)).toBeVisible();
  await expect(line.getByText(/^现在：/)).toBeVisible();
  await desk.setViewportSize({ width: 390, height: 844 });
  await look(desk, "sessions-03-timeline-phone");
  await desk.setViewportSize({ width: 1366, height: 768 });
  await desk.getByRole("button", { name: "发布", exact: true }).click();
  await expect(alertOf(desk)).toContainText("请核对下列提示并勾选确认");
  await desk.getByLabel("我已核对以上提示，仍要发布").check();
  await look(desk, "sessions-03-publish");
  await desk.getByRole("button", { name: "发布", exact: true }).click();
  await expect(desk.getByText("考试批次已发布，考生现在可以看到。")).toBeVisible();
  await look(desk, "sessions-04-published");

  // It stands beside the other one, and candidates choose.
  await desk.goto("/");
  await desk.getByRole("button", { name: `：${title}` }).click();
  await expect(desk.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(desk.getByRole("main").getByRole("link", { name: "新用户注册" })).toBeVisible();
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

  // He thinks again before he confirms: the draft of the notice follows, his own words stay beside a warning.
  const notice = desk.getByLabel("通知内容");
  await expect(notice).toHaveValue(/改为70\.00元/);
  await desk.getByLabel("修改原因").fill("学校通知再调整");
  await field(desk, "fee").fill("80");
  await desk.getByRole("button", { name: "确认影响并保存" }).click();
  await expect(alertOf(desk)).toContainText("费用由60.00元改为80.00元");
  await expect(notice).toHaveValue(/改为80\.00元/);
  await notice.fill("报名费改为80元。");
  await field(desk, "fee").fill("90");
  await desk.getByRole("button", { name: "确认影响并保存" }).click();
  await expect(alertOf(desk)).toContainText("费用由60.00元改为90.00元，尚未缴费的按新费用缴纳：影响 1 人");
  await expect(alertOf(desk)).toContainText("请核对上面的通知内容");
  await expect(notice).toHaveValue("报名费改为80元。");
  await look(desk, "sessions-13-confirm-again");
  await notice.fill("报名费改为90元。");
  await desk.getByRole("button", { name: "确认影响并保存" }).click();
  await expect(desk.getByText("考试批次已保存。")).toBeVisible();
  const told = await db().notice.findMany({ where: { examSessionId: examSession.id }, orderBy: { createdAt: "asc" } });
  expect(told.map(({ text }) => text).at(-1)).toBe("报名费改为90元。");
  await plain.close();
  await desk.context().close();
});

test("a second exam session is made beside the first, as a copy with its windows moved", async ({ browser }) => {
  const first = await openSession();
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto("/admin/sessions");
  await desk.locator(`a[href="/admin/sessions/new?from=${first.id}"]`).click();
  await desk.getByLabel("推后").selectOption({ label: "半年（26周）" });
  await desk.getByRole("button", { name: "重新计算时间" }).click();
  const moved = (instant: Date) =>
    new Date(instant.getTime() + 26 * 7 * DAY + 8 * 3_600_000).toISOString().slice(0, 16);
  await expect(field(desk, "examStartsAt")).toHaveValue(moved(first.examStartsAt));
  await expect(field(desk, "registrationClosesAt")).toHaveValue(moved(first.registrationClosesAt));
  await look(desk, "sessions-08-copy");
  const title = `第二批学士学位外语考试 ${Date.now()}`;
  await field(desk, "title").fill(title);
  // Of its own, so that a second walk does not collide with the copy of the first.
  await field(desk, "numberPrefix").fill(String(Date.now()).slice(-6));
  await desk.getByRole("button", { name: "保存", exact: true }).click();
  await expect(desk.getByText("尚未发布，考生还看不到")).toBeVisible();
  await desk.getByRole("link", { name: "检查并发布" }).click();
  await desk.getByLabel("我已核对以上提示，仍要发布").check();
  await desk.getByRole("button", { name: "发布", exact: true }).click();
  await expect(desk.getByText("考试批次已发布，考生现在可以看到。")).toBeVisible();
  // The one that newcomers can enter today stands first.
  await desk.goto("/");
  await expect(desk.locator(".session-choice h3")).toHaveText([first.title, title]);
  await desk.context().close();
});

test("an exam session that is done is archived, its candidate still reads it, and it comes back", async ({
  page,
  context,
  browser,
}) => {
  const title = `已办结的学士学位外语考试 ${Date.now()}`;
  const old = await createExamSession({ title, now: new Date(Date.now() - 90 * DAY) });
  const registrationId = (await candidate(context, old.id, "PAID")).registration.id;
  const appeal = await db().appeal.create({
    data: { registrationId, statementEncrypted: "-", createdAt: new Date(Date.now() - 80 * DAY) },
  });
  const correctionRequestId = uuidv7(new Date());
  await db().correctionRequest.create({
    data: {
      id: correctionRequestId,
      number: `G${correctionRequestId.slice(-8)}`,
      registrationId,
      item: "level",
      wantedEncrypted: encryptColumn("correction_request.wanted_encrypted", correctionRequestId, "高起本"),
      statementEncrypted: encryptColumn("correction_request.statement_encrypted", correctionRequestId, "学信网可查"),
      createdAt: new Date(Date.now() - 80 * DAY),
    },
  });
  // The desk shows another one.
  await openSession();
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.setViewportSize({ width: 1366, height: 768 });
  const address = `/admin/sessions/${old.id}/publish`;
  await desk.goto(address);
  await look(desk, "sessions-09-not-yet");
  await desk.getByRole("link", { name: "1 件证件申诉未答复" }).click();
  await expect(desk.getByRole("region", { name: "证件号码，等待答复（1）" })).toContainText(title);
  await expect(desk.locator(`a[href="/admin/appeals/${appeal.id}"]`)).toBeVisible();
  await desk.goBack();
  await desk.getByRole("link", { name: "1 件更正申请未答复" }).click();
  const requests = desk.getByRole("region", { name: /^更正申请，等待处理/ });
  await expect(requests.locator(`a[href="/admin/appeals/requests/${correctionRequestId}"]`)).toBeVisible();
  await db().appeal.delete({ where: { id: appeal.id } });
  await db().correctionRequest.delete({ where: { id: correctionRequestId } });

  await desk.goto(address);
  await desk.getByLabel("归档的原因").fill("全部办结");
  const archive = desk.getByRole("button", { name: `归档 ${shortName(old)}批次` });
  await desk.getByLabel(`请输入批次“${shortName(old)}”确认`).fill(shortName(old));
  await archive.click();
  await expect(alertOf(desk)).toContainText("请先确认不再有成绩要公布");
  await desk.getByLabel("成绩已经公布，或不在本系统公布").check();
  await look(desk, "sessions-10-archive");
  await desk.getByLabel(`请输入批次“${shortName(old)}”确认`).fill(shortName(old));
  await archive.click();
  await expect(desk.getByText("已归档：首页和各处的批次选择中不再出现")).toBeVisible();
  await expect(desk.getByRole("button", { name: "取消归档" })).toBeVisible();

  await desk.goto("/admin/sessions");
  await expect(desk.getByRole("link", { name: title, exact: true })).toHaveCount(0);
  await desk.getByRole("link", { name: /^已归档 \d+ 个$/ }).click();
  await expect(desk.getByRole("link", { name: title, exact: true })).toBeVisible();
  await look(desk, "sessions-11-archived");
  await desk.goto(`/admin/registrations?session=${old.id}`);
  await expect(desk.getByRole("main")).toContainText("王小明");

  await page.goto("/exam-sessions");
  const past = page.getByRole("region", { name: "您参加过的考试" });
  await past.getByRole("button", { name: `：${title}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: "我的报名" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(title);
  await look(page, "sessions-14-archived-own");

  await desk.goto(address);
  await desk.setViewportSize({ width: 390, height: 844 });
  await look(desk, "sessions-12-restore-phone");
  await desk.getByLabel("取消归档的原因").fill("补发成绩");
  await desk.getByRole("button", { name: "取消归档" }).click();
  await expect(desk.getByText("已取消归档，这个批次重新出现在各处。")).toBeVisible();
  await desk.goto("/admin/sessions");
  await expect(desk.getByRole("link", { name: title, exact: true })).toBeVisible();
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
      ...deskLinks(["ADMINISTRATOR"]).flatMap(({ links }) => links.map(({ href }) => href)),
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

test("the long form counts its changes, leads to its parts, asks before it is left, and a draft is deleted by name", async ({
  browser,
}) => {
  const draft = await openSession({ publishedAt: null });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.setViewportSize({ width: 1366, height: 768 });
  await desk.goto(`/admin/sessions/${draft.id}`);
  const save = desk.getByRole("button", { name: "保存", exact: true });
  await expect(save).toBeInViewport();
  await expect(desk.getByText(/处修改/)).toHaveCount(0);

  await field(desk, "contactPhone").fill("027-87654321");
  await field(desk, "contactHours").fill("工作日");
  await field(desk, "twoStageReview").check();
  await expect(desk.getByText("3 处修改，尚未保存")).toBeInViewport();
  const parts = desk.getByRole("navigation", { name: "本页各部分" });
  await expect(parts.getByRole("link", { name: "编号与联系方式 2 处修改" })).toBeVisible();
  await parts.getByRole("link", { name: "考试", exact: true }).click();
  await expect(desk.getByRole("heading", { name: "考试", exact: true })).toBeInViewport();
  await look(desk, "sessions-05-changes");

  // What is put back is no change.
  await field(desk, "twoStageReview").uncheck();
  await expect(desk.getByText("2 处修改，尚未保存")).toBeVisible();
  const asked: string[] = [];
  desk.on("dialog", (dialog) => {
    asked.push(dialog.type());
    // Stays.
    void dialog.dismiss();
  });
  await desk.getByRole("link", { name: "返回考试批次" }).click();
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(field(desk, "contactHours")).toHaveValue("工作日");

  await field(desk, "fee").fill("abc");
  await save.click();
  await expect(alertOf(desk)).toContainText("报名费（元）");
  // The refused post counts against what is stored, not against what was typed.
  await expect(desk.getByText("3 处修改，尚未保存")).toBeVisible();
  await expect(parts.getByRole("link", { name: "缴费与退款 1 处错误" })).toBeVisible();
  await look(desk, "sessions-06-errors");
  await field(desk, "fee").fill("50");
  await save.click();
  await expect(desk.getByText("考试批次已保存。")).toBeVisible();
  await expect(desk.getByText(/处修改/)).toHaveCount(0);

  await desk.getByRole("link", { name: "检查并发布" }).click();
  const name = shortName(draft);
  const remove = desk.getByRole("button", { name: `删除 ${name}草稿` });
  await desk.getByText("删除这个草稿…").click();
  await desk.getByLabel(`请输入批次“${name}”确认`).fill("2000年春季");
  await remove.click();
  await expect(alertOf(desk)).toContainText("输入的内容与要求的不一致，操作没有执行");
  expect(await db().examSession.count({ where: { id: draft.id } })).toBe(1);
  await look(desk, "sessions-07-delete");
  await desk.getByLabel(`请输入批次“${name}”确认`).fill(name);
  await remove.click();
  await expect(desk).toHaveURL(/\/admin\/sessions$/);
  expect(await db().examSession.count({ where: { id: draft.id } })).toBe(0);
  expect(asked).toEqual(["beforeunload"]);
  await desk.context().close();
});
