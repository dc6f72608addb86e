import { expect } from "playwright/test";
import { formatInput } from "@/app/_lib/format";
import { db } from "@/lib/adapter/db/client";
import { drawnIdCard, drawnPortrait, drawnTranscript } from "../support/drawings";
import {
  createAccount,
  createLoginSession,
  createRegistration,
  createStaff,
  newDocument,
  newPhone,
} from "../support/factories";
import { alertOf, look, photograph, test } from "./support/page";
import { openSession, putPictures, signIn, smsCode, staffPage } from "./support/world";

// One page for each person: found in every state, with what he sees and everything that happened.

test.setTimeout(120_000);

const OFFICE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };

test("an officer finds a draft in the list, and reads a person's page", async ({ browser }) => {
  const { id: examSessionId } = await openSession();
  const account = await createAccount();
  const document = newDocument();
  const person = await createRegistration({
    status: "RETURNED",
    examSessionId,
    accountId: account.id,
    name: "档中人",
    document,
  });
  await createRegistration({ examSessionId, name: "草稿人" });
  await createRegistration({ examSessionId, name: "取消人", status: "CANCELLED" });
  await createLoginSession({ accountId: account.id });
  await putPictures(person.id);
  const desk = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务（襄阳函授站）" });
  await desk.setViewportSize(OFFICE);
  await desk.goto("/admin/registrations");
  await expect(desk.locator(".desk-table tbody tr")).toHaveCount(3);
  await look(desk, "person-01-list");
  await desk.getByRole("link", { name: "填写中（1）" }).click();
  await expect(desk.locator(".desk-table tbody tr")).toHaveCount(1);
  await expect(desk.getByRole("cell", { name: "草稿人", exact: true })).toBeVisible();
  await desk.getByRole("link", { name: "已取消（1）" }).click();
  await expect(desk.getByRole("cell", { name: "取消人", exact: true })).toBeVisible();

  await desk.goto(`/admin/registrations/${person.id}`);
  await expect(desk.getByRole("heading", { name: "档中人", level: 1 })).toBeVisible();
  // The words of his own status page.
  await expect(desk.getByRole("region", { name: "已退回，等待修改" })).toContainText("需要您操作");
  const story = desk.getByRole("region", { name: "经过" });
  for (const text of ["提交报名", "审核：退回修改", "开始报名"]) await expect(story.getByText(text)).toBeVisible();
  await expect(story.getByText("登录", { exact: true })).toBeVisible();
  await expect(desk.getByText(document)).toHaveCount(0);
  await look(desk, "person-02-page");

  await desk.getByRole("link", { name: "显示完整号码（会记录）" }).click();
  await expect(desk.getByText(document)).toBeVisible();
  const looks = await db().auditEntry.findMany({
    where: { action: "registration.look", subjectId: person.id },
    orderBy: { id: "asc" },
  });
  expect(looks.map(({ detail }) => detail)).toEqual([
    { page: "/admin/registrations/[id]" },
    { page: "/admin/registrations/[id]", whole: ["documentNumber"] },
  ]);
  await desk.getByRole("link", { name: /工作人员查看/ }).click();
  await expect(desk.getByText("显示了完整证件号码")).toBeVisible();

  await desk.setViewportSize(PHONE);
  await desk.goto(`/admin/registrations/${person.id}`);
  await look(desk, "person-03-phone");
  await desk.context().close();
});

test("finance reads money without documents, and a reviewer of another school finds no such person", async ({
  browser,
}) => {
  const { id: examSessionId } = await openSession();
  const { id } = await createRegistration({ status: "APPROVED", examSessionId, name: "两面人" });
  const finance = await staffPage(browser, { role: "FINANCE" });
  await finance.goto(`/admin/registrations/${id}`);
  await expect(finance.getByRole("heading", { name: "缴费", exact: true })).toBeVisible();
  await expect(finance.getByRole("heading", { name: "证件与材料" })).toHaveCount(0);
  await expect(finance.getByRole("link", { name: "显示完整号码（会记录）" })).toHaveCount(0);
  await finance.goto(`/admin/registrations/${id}?whole=1`);
  await expect(finance.getByText(/^\d{17}[\dX]$/)).toHaveCount(0);
  await finance.context().close();

  const reviewer = await staffPage(browser, { role: "REVIEWER", allSchools: false });
  const answer = await reviewer.goto(`/admin/registrations/${id}`);
  expect(answer?.status()).toBe(404);
  await reviewer.context().close();
});

test("an officer reopens a decided registration, extends a step, ends the logins and leaves a note, without scripts too", async ({
  browser,
}) => {
  const { id: examSessionId, reviewClosesAt, paymentClosesAt } = await openSession();
  const account = await createAccount();
  const { id } = await createRegistration({
    status: "APPROVED",
    examSessionId,
    accountId: account.id,
    name: "求助人",
  });
  const login = await createLoginSession({ accountId: account.id });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务" });
  await desk.setViewportSize(OFFICE);
  await desk.goto(`/admin/registrations/${id}`);

  // Nothing happens without what must be said.
  await desk.getByText("重新开放修改…").click();
  await desk.getByRole("button", { name: "重新开放修改" }).click();
  for (const missing of ["请至少勾选一个需要修改的项目。", "请填写原因", "勾选确认后再提交"])
    await expect(alertOf(desk)).toContainText(missing);
  await look(desk, "person-04-reopen-errors");
  const reopening = desk.locator("details", { hasText: "重新开放修改…" });
  await reopening.getByLabel("姓名").check();
  await reopening.getByLabel("原因").fill("姓名有一字写错");
  await reopening.getByLabel("考生修改并重新提交后，须重新审核").check();
  await reopening.getByRole("button", { name: "重新开放修改" }).click();
  await expect(desk.getByText("已重新开放给考生修改，短信通知随即发出。")).toBeVisible();
  await expect(desk.getByRole("region", { name: "已退回，等待修改" })).toContainText("姓名有一字写错");
  expect((await db().registration.findUniqueOrThrow({ where: { id } })).reopenedItems).toEqual(["name"]);

  await desk.getByText("延长一步的办理时间…").click();
  const extending = desk.locator("details", { hasText: "延长一步的办理时间…" });
  await extending.getByLabel("步骤和现在的截止时间").selectOption("REVIEW");
  const until = new Date((reviewClosesAt.getTime() + paymentClosesAt.getTime()) / 2);
  await extending.getByLabel("延长至").fill(formatInput(until).slice(0, 16));
  await extending.getByLabel("原因").fill("考生住院");
  await extending.getByLabel("只对这名考生生效；已核对步骤和时间").check();
  await extending.getByRole("button", { name: "延长" }).click();
  await expect(desk.getByText("已为这名考生延长，立即生效。")).toBeVisible();
  await expect(desk.getByRole("region", { name: "经过" }).getByText("原因：考生住院")).toBeVisible();

  await desk.getByText("结束考生的全部登录…").click();
  const ending = desk.locator("details", { hasText: "结束考生的全部登录…" });
  await ending.getByLabel("原因").fill("手机丢失");
  await ending.getByLabel("已核实是考生本人提出").check();
  await look(desk, "person-05-end-logins");
  await ending.getByRole("button", { name: "结束 1 台设备上的登录" }).click();
  await expect(desk.getByText("考生的全部登录已结束，须重新登录。")).toBeVisible();
  expect((await db().loginSession.findUniqueOrThrow({ where: { id: login.id } })).revokedAt).not.toBeNull();

  const { id: staffId } = await createStaff({ role: "EXAM_OFFICER" });
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  await signIn(context, { staffId });
  const plain = await context.newPage();
  await plain.goto(`/admin/registrations/${id}`);
  await plain.getByLabel("写一条备注").fill("本人来电，已核实身份");
  await plain.getByRole("button", { name: "保存备注" }).click();
  await expect(plain.getByText("备注已保存，考生看不到。")).toBeVisible();
  await expect(plain.getByText("本人来电，已核实身份")).toBeVisible();
  await photograph(plain, "person-06-without-javascript");
  await context.close();
  await desk.context().close();
});

test("an officer cancels an unpaid registration, which the candidate reads, and changes a phone in person without scripts", async ({
  browser,
}) => {
  const { id: examSessionId } = await openSession();
  const account = await createAccount();
  const { id } = await createRegistration({ status: "APPROVED", examSessionId, accountId: account.id, name: "弃考人" });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务" });
  await desk.setViewportSize(OFFICE);
  await desk.goto(`/admin/registrations/${id}`);
  await desk.getByText("取消报名（未缴费）…").click();
  const cancelling = desk.locator("details", { hasText: "取消报名（未缴费）…" });
  await cancelling.getByLabel("原因").fill("本人书面申请放弃");
  await cancelling.getByLabel("已核实是考生本人提出，或有取消的依据").check();
  await look(desk, "person-07-cancel");
  await cancelling.getByRole("button", { name: "取消弃考人的报名" }).click();
  await expect(desk.getByText("已取消报名，短信通知随即发出。")).toBeVisible();
  await expect(desk.getByText("重新开放修改…")).toBeVisible();
  await desk.context().close();

  const own = await browser.newContext({ viewport: PHONE });
  await signIn(own, { accountId: account.id });
  const phone = await own.newPage();
  await phone.goto("/registration");
  await expect(phone.getByText("本次报名已由考试办公室取消，原因见办理记录。")).toBeVisible();
  await expect(phone.getByRole("region", { name: "办理记录" })).toContainText("本人书面申请放弃");
  await own.close();

  const { id: staffId } = await createStaff({ role: "EXAM_OFFICER" });
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  await signIn(context, { staffId });
  const plain = await context.newPage();
  await plain.goto(`/admin/registrations/${id}`);
  await plain.getByRole("link", { name: "更换手机号（当面办理）…" }).click();
  const fresh = newPhone();
  await plain.getByLabel("新手机号").fill(fresh);
  await plain.getByRole("button", { name: "向新手机号发送验证码" }).click();
  await expect(plain.getByText("验证码已发送到新手机号")).toBeVisible();
  await plain.getByLabel("验证码", { exact: true }).fill(await smsCode(fresh));
  await plain.getByLabel("凭据").fill("当面核对身份证原件");
  await plain.getByLabel("原因").fill("原手机号已停用");
  await plain.getByLabel(/已当面核对证件原件/).check();
  await photograph(plain, "person-08-phone");
  await plain.getByRole("button", { name: "更换手机号" }).click();
  await expect(plain.getByText("手机号已更换，原号码和新号码都会收到短信。")).toBeVisible();
  await expect(plain.getByText(`${fresh.slice(0, 3)}****${fresh.slice(-4)}`, { exact: true })).toBeVisible();
  await context.close();
});

test("an officer fills in for somebody who stands before the desk, and hands in; the person is told", async ({
  browser,
}) => {
  const { id: examSessionId } = await openSession();
  const phone = newPhone();
  const desk = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务" });
  await desk.setViewportSize(OFFICE);
  await desk.goto("/admin/registrations");
  await desk.getByRole("link", { name: "当面代填…" }).click();
  await desk.getByLabel("考生手机号").fill(phone);
  await desk.getByRole("button", { name: "向考生手机发送验证码" }).click();
  await expect(desk.getByText("演示模式，验证码")).toBeVisible();
  await expect.poll(() => smsCode(phone).catch(() => "")).toMatch(/^\d{6}$/);
  await desk.getByLabel("验证码", { exact: true }).fill(await smsCode(phone));
  await desk.getByRole("button", { name: "开始当面代填" }).click();
  await expect(alertOf(desk)).toContainText("请写明考生签了什么同意书");
  await desk.getByLabel("同意书", { exact: true }).fill("代填同意书已签字，存第3册");
  await desk.getByLabel(/考生本人在场/).check();
  await look(desk, "fill-01-open");
  await desk.getByRole("button", { name: "开始当面代填" }).click();
  await expect(desk.getByRole("heading", { name: "材料", exact: true })).toBeVisible();
  const upload = async (label: string, buffer: Buffer) => {
    const form = desk.getByRole("form", { name: new RegExp(label) });
    const consent = form.getByRole("checkbox");
    if (await consent.isVisible()) await consent.check();
    await form.locator("input[type=file]").setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer });
    await form.locator("button[type=submit]").click();
    await expect(form.getByText("已上传 1 份")).toBeVisible();
  };
  await upload("身份证正面", await drawnIdCard("front"));
  await upload("身份证反面", await drawnIdCard("back"));
  await upload("成绩证明", await drawnTranscript());
  const fields = desk.locator("form").filter({ hasText: "考生信息" });
  await fields.getByLabel("姓名").fill("代填人");
  await fields.getByRole("button", { name: "保存信息" }).click();
  await expect(alertOf(desk)).toContainText("证件号码");
  await look(desk, "fill-02-errors");
  await fields.getByLabel("证件类型").selectOption({ label: "居民身份证" });
  await fields.getByLabel("证件号码").fill(newDocument("MALE"));
  await fields.getByLabel("性别").selectOption({ label: "男" });
  await fields.getByLabel("考生类别").selectOption({ index: 1 });
  await fields.getByLabel(/^就读学校/).selectOption({ index: 1 });
  await fields.getByLabel("考籍号/学号").fill("202300012345");
  await fields.getByLabel("报考层次").selectOption({ index: 1 });
  await fields.getByLabel("应试语种").selectOption({ index: 1 });
  await fields.getByRole("button", { name: "保存信息" }).click();
  await expect(desk.getByText("已保存信息，请核对后提交。")).toBeVisible();
  await upload("登记照", await drawnPortrait());
  await look(desk, "fill-03-complete");
  await desk.getByLabel(/已把姓名、证件号码/).check();
  await desk.getByRole("button", { name: "代考生提交报名" }).click();
  await expect(desk.getByText("已代考生提交报名")).toBeVisible();
  await expect(desk.getByRole("region", { name: "经过" })).toContainText("考务办公室当面代填");
  const { accountId } = await db().registration.findFirstOrThrow({ where: { examSessionId, name: "代填人" } });
  await desk.context().close();

  const context = await browser.newContext({ viewport: PHONE });
  await signIn(context, { accountId });
  const own = await context.newPage();
  await own.goto("/registration");
  await expect(own.getByRole("region", { name: "办理记录" })).toContainText("考务办公室当面代填");
  await context.close();
});
