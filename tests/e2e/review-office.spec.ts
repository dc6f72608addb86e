import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { recheck } from "@/lib/domain/review/commands/recheck";
import { drawnIdCard } from "../support/drawings";
import { alertOf, keep, look, test } from "./support/page";
import { openSession, staffPage, stranger } from "./support/world";

// What the office does around the queue: many at once, the reasons, the schools of a reviewer, how the work goes.

test("a bulk run names whom it touches, is confirmed, runs with a bar and reports", async ({ browser }) => {
  const examSession = await openSession();
  const names = ["赵一", "钱二", "孙三", "李四"];
  const made = [];
  for (const name of names) made.push(await stranger(examSession.id, "SUBMITTED", { name }));
  await recheck({ target: { examSessionId: examSession.id }, now: new Date() });
  const ids = made.map(({ id }) => id);
  await db().registration.updateMany({ where: { id: { in: ids } }, data: { rosterState: "MATCHED" } });
  await db().registration.update({ where: { id: ids[1] ?? "" }, data: { findings: ["same_picture"] } });

  const staff = await staffPage(browser, { role: "REVIEWER", name: "审核老师" });
  await staff.goto("/admin/reviews");
  await expect(staff.getByText("图片与他人相同")).toBeVisible();
  await staff.getByRole("button", { name: "批量通过…" }).click();
  await expect(staff.getByRole("heading", { name: "将被通过（3）" })).toBeVisible();
  await expect(staff.getByRole("heading", { name: "不会处理（1）" })).toBeVisible();
  await expect(staff.getByRole("row", { name: /钱二/ })).toContainText("有需要人工核对的提示");
  await look(staff, "office-01-bulk");
  await staff.getByRole("button", { name: "通过 3 份报名" }).click();
  await expect(alertOf(staff)).toContainText("请核对名单并勾选确认。");
  await staff.getByLabel(/我已核对下列名单/).check();
  await staff.getByRole("button", { name: "通过 3 份报名" }).click();
  await expect(staff.getByRole("heading", { name: "批量通过：已完成" })).toBeVisible({ timeout: 20_000 });
  await expect(staff.getByText("已处理 3 / 3，其中完成 3，未能处理 0")).toBeVisible();
  await look(staff, "office-02-report");

  // By hand: one of what is left, sent back.
  await staff.goto("/admin/reviews");
  await staff.getByRole("checkbox", { name: "选择钱二" }).check();
  await staff.getByRole("button", { name: "批量退回…" }).click();
  await staff.getByLabel("需要修改的项目").selectOption({ label: "登记照" });
  await staff.getByRole("button", { name: /^退回 \d+ 份报名/ }).click();
  await expect(alertOf(staff)).toContainText("请核对名单并勾选确认");
  await expect(staff.getByLabel("需要修改的项目")).toHaveValue("PORTRAIT");
  await staff.getByRole("button", { name: "登记照光线过暗或逆光，请重新采集。" }).click();
  await staff.getByLabel(/我已核对下列名单/).check();
  await staff.getByRole("button", { name: "退回 1 份报名" }).click();
  await expect(staff.getByRole("heading", { name: "批量退回：已完成" })).toBeVisible({ timeout: 20_000 });
  const rows = await db().registration.findMany({ where: { id: { in: ids } }, select: { name: true, status: true } });
  expect(Object.fromEntries(rows.map(({ name, status }) => [name, status]))).toEqual({
    赵一: "APPROVED",
    钱二: "RETURNED",
    孙三: "APPROVED",
    李四: "APPROVED",
  });

  await staff.getByRole("link", { name: "返回批量审核记录" }).click();
  await expect(staff.getByRole("row")).toHaveCount(3);
  await staff.getByRole("link", { name: "审核进度" }).click();
  await expect(staff.getByRole("row", { name: /审核老师/ })).toContainText("批量");
  await look(staff, "office-03-throughput");
  await staff.context().close();
});

test("the office edits the reasons that reviewers offer", async ({ browser }) => {
  const examSession = await openSession();
  const { id } = await stranger(examSession.id, "SUBMITTED");
  const officer = await staffPage(browser, { role: "EXAM_OFFICER" });
  await officer.goto("/admin/reviews/reasons");
  await officer.getByText("增加一条原因").click();
  await officer.getByLabel("用于").selectOption({ label: "登记照" });
  await officer.getByRole("button", { name: "保存", exact: true }).click();
  await expect(alertOf(officer)).toContainText("请填写原因");
  const text = `照片有水印，请上传原图（${id.slice(-4)}）。`;
  await officer.getByLabel("原因", { exact: true }).fill(text);
  await officer.getByRole("button", { name: "保存", exact: true }).click();
  await expect(officer.getByText("常用原因已保存。")).toBeVisible();
  await look(officer, "office-04-reasons");

  const reviewer = await staffPage(browser, { role: "REVIEWER" });
  await reviewer.goto(`/admin/reviews/${id}`);
  await reviewer.getByRole("button", { name: "退回修改" }).click();
  await reviewer.getByRole("checkbox", { name: "登记照" }).check();
  await reviewer.getByRole("button", { name: text }).click();
  await reviewer.getByRole("button", { name: "确认退回" }).click();
  await expect(reviewer.getByText("上一份报名已退回考生修改。")).toBeVisible();

  await officer.reload();
  const line = officer.getByRole("row").filter({ hasText: text });
  await expect(line).toContainText("1 次");
  await line.getByText("改写或停用").click();
  await line.getByRole("button", { name: "停用这条原因" }).click();
  await expect(officer.getByText("常用原因已停用，以往使用的记录不变。")).toBeVisible();
  await expect(line).toContainText("已停用");
  // Reviewers read them and change nothing.
  await reviewer.goto("/admin/reviews/reasons");
  await expect(reviewer.getByText("增加一条原因")).toHaveCount(0);
  for (const page of [officer, reviewer]) await page.context().close();
});

test("an administrator gives a reviewer his schools; all else does not exist for him", async ({ browser }) => {
  const examSession = await openSession({
    schools: {
      create: [
        { name: "武汉轻工大学", position: 1, teachingPoints: { create: [{ name: "襄阳函授站", position: 1 }] } },
        { name: "江城学院", position: 2 },
      ],
    },
  });
  const [first, second] = examSession.schools.toSorted((a, b) => a.position - b.position);
  const mine = await stranger(examSession.id, "SUBMITTED", { name: "周五", schoolId: second?.id ?? null });
  const theirs = await stranger(examSession.id, "SUBMITTED", { name: "吴六", schoolId: first?.id ?? null });
  const reviewer = await staffPage(browser, {
    role: "REVIEWER",
    name: `函授站老师${examSession.id.slice(-4)}`,
    allSchools: false,
  });
  await reviewer.goto("/admin/reviews");
  await expect(reviewer.getByText("目前没有等待审核的报名。")).toBeVisible();

  const admin = await staffPage(browser, { role: "ADMINISTRATOR" });
  await admin.goto("/admin/staff");
  await look(admin, "office-05-staff");
  await admin
    .getByRole("row", { name: new RegExp(`函授站老师${examSession.id.slice(-4)}`) })
    .getByRole("link")
    .click();
  await admin.getByLabel("江城学院（整个学校）").check();
  await look(admin, "office-06-scope");
  const scope = admin.locator("form").filter({ has: admin.getByLabel("江城学院（整个学校）") });
  await scope.getByRole("button", { name: "保存" }).click();
  await expect(admin.getByText("审核范围已保存，立即生效。")).toBeVisible();

  await reviewer.reload();
  await expect(reviewer.getByRole("cell", { name: "周五", exact: true })).toBeVisible();
  await expect(reviewer.getByRole("cell", { name: "吴六", exact: true })).toHaveCount(0);
  expect((await reviewer.goto(`/admin/reviews/${theirs.id}`))?.status()).toBe(404);
  expect((await reviewer.goto("/admin/staff"))?.status()).toBe(404);
  const file = await db().storedFile.findFirstOrThrow({ where: { registrationId: theirs.id, kind: "ID_FRONT" } });
  expect((await reviewer.request.get(`/api/files/${file.id}`)).status()).toBe(404);
  const own = await db().storedFile.findFirstOrThrow({ where: { registrationId: mine.id, kind: "ID_FRONT" } });
  // Asked for by itself, not by a page: the picture carries the viewer's name in its pixels, and the record says that
  // it was taken away.
  const taken = await reviewer.request.get(`/api/files/${own.id}`);
  expect(taken.status()).toBe(200);
  expect((await taken.body()).equals(await drawnIdCard("front"))).toBe(false);
  await keep("office-07-watermark.jpg", await taken.body());
  const record = await db().auditEntry.findFirstOrThrow({
    where: { action: "file.view", subjectId: own.id },
    orderBy: { id: "desc" },
  });
  expect(record.detail).toMatchObject({ purpose: "download", registrationId: mine.id });
  for (const page of [admin, reviewer]) await page.context().close();
});
