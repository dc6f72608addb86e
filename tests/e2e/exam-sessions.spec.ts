import { devices, expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createAccount, createExamSession, createRegistration } from "../support/factories";
import { look, test } from "./support/page";
import { confirmNotice } from "./support/steps";
import { candidate, openSession, signIn } from "./support/world";

// Two exam sessions under way at once, of two schools: the candidate chooses, and nothing of one gets into the other.

async function twoSchools() {
  const mark = Date.now();
  const west = await openSession({
    title: `西校区学位外语考试 ${mark}`,
    schoolName: "西江大学",
    brandColour: "#7a1f1f",
  });
  const east = await openSession(
    { title: `东校区学位外语考试 ${mark}`, schoolName: "东湖学院", examAddress: "东湖学院一号楼" },
    { beside: true },
  );
  return { west, east };
}

const head = (page: Page) => page.getByRole("region", { name: "考试批次", exact: true });

const choose = (page: Page, { title }: { title: string }) =>
  page.getByRole("button", { name: new RegExp(`：${title}$`) }).click();

const registrationsOf = async (accountId: string) => {
  const rows = await db().registration.findMany({ where: { accountId } });
  return new Map(rows.map((row) => [row.examSessionId, row]));
};

test("a candidate chooses one of two exam sessions, changes to the other, and nothing is mixed", async ({
  page,
  context,
}) => {
  const { west, east } = await twoSchools();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "请选择要办理的考试批次" })).toBeVisible();
  await expect(page.locator(".session-choice h3")).toHaveText([west.title, east.title]);
  await expect(page.getByRole("banner")).toContainText("学位外语考试");
  await expect(page.getByRole("banner")).not.toContainText(/西江大学|东湖学院/);
  await expect(head(page)).toHaveCount(0);
  await look(page, "exam-sessions-01-choice");

  await choose(page, east);
  await expect(page.getByRole("heading", { level: 1, name: east.title })).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("东湖学院");
  await expect(head(page)).toContainText(east.title);
  await look(page, "exam-sessions-02-home");

  // What was chosen before signing in counts.
  const { id: accountId } = await createAccount();
  await signIn(context, { accountId });
  await page.goto("/registration/notice");
  await confirmNotice(page);
  await expect(page).toHaveURL(/\/registration\/details$/);

  const other = await context.newPage();
  await other.goto("/exam-sessions");
  await look(other, "exam-sessions-03-change");
  await choose(other, west);
  await expect(head(other)).toContainText(west.title);
  await other.goto("/registration/notice");
  await expect(other.getByText("您在另一个考试批次已有报名")).toBeVisible();
  await look(other, "exam-sessions-04-second");

  // The first tab goes on with its own exam session: what it saves by itself, and what it posts.
  await page.getByLabel("姓名", { exact: true }).fill("欧阳小明");
  await expect(page.getByText(/^已保存/)).toBeVisible();
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert").first()).toContainText("请");
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("欧阳小明");
  await expect(head(page)).toContainText(east.title);
  const begun = await registrationsOf(accountId);
  expect([...begun.keys()]).toEqual([east.id]);
  expect(begun.get(east.id)?.draftEncrypted).not.toBeNull();

  await other.getByLabel("我已阅读并同意遵守").check();
  await other.getByRole("button", { name: "立即报名" }).click();
  await expect(other).toHaveURL(/\/registration\/details$/);
  await expect(head(other)).toContainText(west.title);
  await expect(other.getByLabel("姓名", { exact: true })).toHaveValue("");
  expect((await registrationsOf(accountId)).get(west.id)).toMatchObject({ status: "DRAFT", draftEncrypted: null });

  // The form of an exam session that is no longer there goes to no other one.
  await db().registration.deleteMany({ where: { examSessionId: west.id } });
  await db().examSession.update({ where: { id: west.id }, data: { publishedAt: null } });
  const before = await registrationsOf(accountId);
  await other.getByRole("button", { name: "下一步" }).click();
  await expect(other.getByText("该考试批次已不再开放")).toBeVisible();
  expect(await registrationsOf(accountId)).toEqual(before);
});

test("without JavaScript a fee is paid for the exam session that its page showed", async ({ browser }) => {
  const { west, east } = await twoSchools();
  const past = await createExamSession({
    title: `去年的学位外语考试 ${Date.now()}`,
    examStartsAt: new Date(Date.now() - 300 * 86_400_000),
    examEndsAt: new Date(Date.now() - 299 * 86_400_000),
  });
  const context = await browser.newContext({ ...devices["Pixel 5"], locale: "zh-CN", javaScriptEnabled: false });
  const { account, registration } = await candidate(context, west.id, "APPROVED");
  await createRegistration({ status: "PAID", examSessionId: past.id, accountId: account.id });
  const inEast = await createRegistration({ status: "APPROVED", examSessionId: east.id, accountId: account.id });

  const page = await context.newPage();
  await page.goto("/registration/payment");
  await expect(page.getByText("目前有多个考试批次，请先选择要办理的批次。")).toBeVisible();
  await expect(page.getByText("我的报名：审核通过，待缴费")).toHaveCount(2);
  await choose(page, west);
  await expect(page).toHaveURL(/\/registration$/);
  await page.getByRole("link", { name: "去缴费" }).click();

  const other = await context.newPage();
  await other.goto("/exam-sessions");
  await choose(other, east);
  await expect(head(other)).toContainText(east.title);

  await page.getByRole("button", { name: "确认信息并缴费" }).click();
  await expect(head(page)).toContainText(west.title);
  const orders = () => db().paymentOrder.findMany({ where: { registration: { accountId: account.id } } });
  await expect
    .poll(async () => (await orders()).map(({ registrationId }) => registrationId))
    .toEqual([registration.id]);
  expect(await db().paymentOrder.count({ where: { registrationId: inEast.id } })).toBe(0);

  // The past exam is at hand, but hides no other one.
  await page.goto("/exam-sessions");
  await expect(page.getByRole("heading", { name: "您参加过的考试" })).toBeVisible();
  await choose(page, past);
  await expect(page.getByRole("heading", { name: "考试已结束" })).toBeVisible();
  // The next person at this browser does not begin with it.
  await page.getByRole("button", { name: "安全退出" }).click();
  await page.goto("/");
  await expect(page.locator(".session-choice h3")).toHaveText([west.title, east.title]);
  await context.close();
});
