import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createRegistration } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { candidate, openSession, staffPage } from "./support/world";

const save = (page: Page) => page.getByRole("button", { name: "保存", exact: true }).click();

test("an officer edits the lists as tables, pastes a spreadsheet, and closes what is in use", async ({ browser }) => {
  const examSession = await openSession();
  await createRegistration({ examSessionId: examSession.id, status: "SUBMITTED" });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto(`/admin/sessions/${examSession.id}`);
  const schools = desk.getByRole("group", { name: "就读学校与教学点" });
  const languages = desk.getByRole("group", { name: "应试语种" });

  await languages.getByRole("button", { name: "上移：日语" }).click();
  await expect(languages.getByRole("textbox", { name: "语种 1 名称" })).toHaveValue("日语");
  await languages.getByRole("textbox", { name: "语种 5 名称" }).fill("大学德语");
  await expect(languages.getByText("由“德语”改名")).toBeVisible();
  await languages.getByRole("textbox", { name: "语种 1 费用（元）" }).fill("6o");
  await save(desk);
  await expect(alertOf(desk)).toContainText("应试语种：请每行填写一个语种");
  await look(desk, "session-lists-00-wrong-line");
  await expect(languages.getByText("第 1 行：费用应为金额")).toBeVisible();
  await languages.getByRole("textbox", { name: "语种 1 费用（元）" }).fill("60");

  await languages.getByRole("button", { name: "删除：英语" }).click();
  await save(desk);
  await expect(alertOf(desk)).toContainText(
    "“英语”已有 1 份报名使用，不能删除。不再接受新考生的，请保留这一项并勾选“停报”",
  );
  await languages.getByRole("button", { name: "放回：英语" }).click();
  await languages.getByRole("checkbox", { name: "停报：英语" }).check();

  await schools.getByText("从电子表格粘贴，或作为文字修改").click();
  const text = desk.locator("#schools");
  await text.fill(`${await text.inputValue()}\n某学院\t东区\n\t西区\t停报`);
  await expect(schools.getByRole("textbox", { name: "某学院的教学点 2 名称" })).toHaveValue("西区");
  await expect(schools.getByRole("checkbox", { name: "停报：西区" })).toBeChecked();
  await look(desk, "session-lists-01-tables");
  await desk.setViewportSize({ width: 390, height: 844 });
  await look(desk, "session-lists-02-phone");
  await save(desk);
  await expect(desk.getByText("考试批次已保存。")).toBeVisible();

  const stored = await db().examSession.findUniqueOrThrow({
    where: { id: examSession.id },
    include: {
      languages: { orderBy: { position: "asc" } },
      schools: { include: { teachingPoints: { orderBy: { position: "asc" } } }, orderBy: { position: "asc" } },
    },
  });
  expect(stored.languages.map(({ name, feeFen, closed }) => [name, feeFen, closed])).toEqual([
    ["日语", 6000, false],
    ["俄语", null, false],
    ["法语", null, false],
    ["大学德语", null, false],
    ["英语", null, true],
  ]);
  expect(stored.schools[1]?.teachingPoints.map(({ name, closed }) => [name, closed])).toEqual([
    ["东区", false],
    ["西区", true],
  ]);

  // Without JavaScript the lists are text, and a mistake names its line.
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await desk.context().storageState(),
  });
  const page = await plain.newPage();
  await page.goto(`/admin/sessions/${examSession.id}`);
  await page.locator("#levels").fill("专升本\n高起本\n专升本");
  await save(page);
  await expect(page.getByText("第 3 行：与前面的名称重复。")).toBeVisible();
  await page.locator("#levels").fill("专升本\n高起本 停报");
  await save(page);
  await expect(page.getByText("考试批次已保存。")).toBeVisible();
  await plain.close();
  await desk.context().close();
});

test("a language gets an exam time of its own: its people are told, and their card shows it", async ({
  page,
  context,
  browser,
}) => {
  const now = new Date();
  const examSession = await openSession({ seatsFrozenAt: now, cardsPublishedAt: now });
  const [english, japanese] = examSession.languages;
  const seated = async (registrationId: string, number: number) => {
    const examSessionId = examSession.id;
    const room = await db().room.create({
      data: { examSessionId, number, place: `教学楼 A10${number}`, capacity: 30, numberedSeats: 1 },
    });
    const admitCardNumber = `${number}${Date.now()}`;
    await db().seat.create({ data: { examSessionId, roomId: room.id, number: 1, registrationId, admitCardNumber } });
    return room;
  };
  const { registration } = await candidate(context, examSession.id, "PAID", { languageId: japanese?.id ?? null });
  const room = await seated(registration.id, 1);
  const other = await createRegistration({
    examSessionId: examSession.id,
    status: "PAID",
    languageId: english?.id ?? null,
  });
  await seated(other.id, 2);

  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto(`/admin/sessions/${examSession.id}`);
  const languages = desk.getByRole("group", { name: "应试语种" });
  await languages.getByRole("button", { name: "另定考试时间：日语" }).click();
  const day = new Date(examSession.examStartsAt.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  await languages.getByLabel("语种 2 考试日期").fill(day);
  await expect(languages.getByText("第 2 行：考试时间应写作")).toBeVisible();
  await languages.getByLabel("语种 2 开始").fill("14:00");
  await languages.getByLabel("语种 2 结束").fill("16:30");
  await expect(languages.getByText("第 2 行：考试时间应写作")).toHaveCount(0);
  await languages.scrollIntoViewIfNeeded();
  await look(desk, "session-lists-03-own-time");
  await desk.setViewportSize({ width: 390, height: 844 });
  await look(desk, "session-lists-04-own-time-phone");
  await desk.setViewportSize({ width: 1366, height: 768 });
  await save(desk);
  await expect(alertOf(desk)).toContainText(/日语的考试时间由.+改为.+14:00–16:30：影响 1 人/);
  await expect(alertOf(desk)).toContainText(/准考证打印在日语的考试开始之前就已截止.+影响 1 人/);
  await expect(alertOf(desk)).toContainText(/日语已发布的准考证将作废并重新生成.+影响 1 人/);
  await expect(desk.getByText("保存后自动发出的短信：准考证变更，1 条。")).toBeVisible();
  const notice = desk.getByLabel("通知内容");
  await expect(notice).toHaveValue(/日语的考试时间由.+\n- 日语的准考证已重新生成，已打印的请重新打印。/);
  await notice.fill(`${await notice.inputValue()}\n\n请日语考生留意。`);
  await look(desk, "session-lists-05-confirm");
  await desk.getByLabel("修改原因").fill("日语考场冲突");
  await desk.getByRole("button", { name: "确认影响并保存" }).click();
  await expect(desk.getByText("考试批次已保存。")).toBeVisible();

  const [year, month, date] = day.split("-").map(Number);
  const time = new RegExp(`${year}年${month}月${date}日（星期.）14:00–16:30`);
  await page.goto("/registration/admit-card");
  await expect(page.getByRole("main")).toContainText(time);
  await expect(page.getByRole("main")).toContainText("第2版");
  await page.goto("/registration");
  await expect(page.getByRole("main")).toContainText("考试安排变更");
  await page.goto("/registration/exam");
  await expect(page.getByRole("main")).toContainText(time);
  await page.goto("/");
  await expect(page.getByRole("region", { name: "考试安排与费用" })).toContainText(/日语 .+14:00–16:30/);
  await look(page, "session-lists-06-home");
  await desk.goto(`/admin/seating/rooms/${room.id}`);
  await expect(desk.getByRole("main")).toContainText("14:00–16:30");
  await desk.goto(`/admin/sessions/${examSession.id}/publish`);
  await expect(desk.getByRole("region", { name: "时间线" })).toContainText("考试（日语）");
  await look(desk, "session-lists-07-timeline");
  expect((await db().seat.findUniqueOrThrow({ where: { registrationId: other.id } })).cardRevision).toBe(0);
  await desk.context().close();
});
