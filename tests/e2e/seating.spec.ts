import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createRegistration } from "../support/factories";
import { alertOf, look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

// What the office does with seats: nothing is drawn, published or taken back without a question that names how many it
// touches.

test("languages are kept apart, drawing asks first and can be taken back, a room's place is changed after publishing", async ({
  browser,
}) => {
  const examSession = await openSession();
  const examSessionId = examSession.id;
  await db().room.create({ data: { examSessionId, number: 1, place: "教学楼 A101", capacity: 30 } });
  await createRegistration({ status: "PAID", examSessionId });
  await createRegistration({ status: "PAID", examSessionId, languageId: examSession.languages[1]?.id ?? null });
  const staff = await staffPage(browser, { role: "EXAM_OFFICER" });

  await test.step("refused while a room would hold two languages, with what is missing", async () => {
    await staff.goto("/admin/seating");
    await expect(staff.getByText("日语：缺 1 个座位，再增加 1 个考场")).toBeVisible();
    await expect(staff.getByRole("link", { name: "编排座位…" })).toHaveCount(0);
    await look(staff, "seating-01-short");
    for (const [index, place] of ["教学楼 A102", "教学楼 A103"].entries()) {
      await staff.getByLabel("地点（楼栋与房间）").fill(place);
      await staff.getByRole("button", { name: "增加考场" }).click();
      await expect(staff.getByRole("cell", { name: place })).toBeVisible();
      // The form is set back for the next room after the list has come.
      await expect(staff.getByLabel("考场编号")).toHaveValue(String(index + 3));
      await staff.waitForLoadState("networkidle");
    }
  });

  await test.step("a room is deleted by typing its number", async () => {
    await db().room.create({ data: { examSessionId, number: 9, place: "教学楼 A109", capacity: 30 } });
    await staff.goto("/admin/seating");
    await staff.getByRole("link", { name: /删除….*第9考场/u }).click();
    await staff.getByRole("button", { name: "删除第 9 考场" }).click();
    await expect(alertOf(staff)).toContainText("输入的内容与要求的不一致，操作没有执行");
    await look(staff, "seating-01-delete-room");
    await staff.getByLabel("请输入考场编号“9”确认").fill("9");
    await staff.getByRole("button", { name: "删除第 9 考场" }).click();
    await expect(staff.getByText("A109")).toHaveCount(0);
    expect(await db().room.count({ where: { examSessionId, number: 9 } })).toBe(0);
  });

  await test.step("asked before drawing, and again when somebody paid meanwhile", async () => {
    await staff.getByRole("link", { name: "编排座位…" }).click();
    await expect(staff.getByText("将为 2 名考生编排座位：2 个语种，2 个考场。")).toBeVisible();
    await expect(staff.getByRole("row", { name: /001 教学楼 A101 英语 1/ })).toBeVisible();
    await expect(staff.getByText("不使用的考场 1 个：003（教学楼 A103）。")).toBeVisible();
    await look(staff, "seating-02-question");
    await createRegistration({
      status: "PAID",
      examSessionId,
      accommodation: "需要轮椅通道",
      accommodationState: "GRANTED",
    });
    await staff.getByRole("button", { name: "确认编排 2 人" }).click();
    await expect(staff.getByText("没有编排：打开本页之后，缴费考生或考场有了变化。")).toBeVisible();
    await expect(staff.getByRole("row", { name: /003 教学楼 A103 英语 1 01–01 1/ })).toBeVisible();
    await staff.getByRole("button", { name: "确认编排 3 人" }).click();
    await expect(staff.getByText("座位已编排")).toBeVisible();
    await staff.getByRole("link", { name: /座次表.*第1考场/ }).click();
    await expect(staff.getByText("准考证号在发布后显示")).toBeVisible();
    await expect(staff.getByRole("cell", { name: "发布后显示" })).toBeVisible();
  });

  await test.step("taken back with a reason, without JavaScript", async () => {
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      storageState: await staff.context().storageState(),
    });
    const page = await plain.newPage();
    await page.goto("/admin/seating");
    await page.getByRole("link", { name: "撤回编排…" }).click();
    await page.getByRole("button", { name: "确认撤回 3 人的编排" }).click();
    await expect(alertOf(page)).toContainText("请填写撤回编排的原因");
    await page.getByLabel("撤回原因").fill("漏录了两个考场");
    await page.getByRole("button", { name: "确认撤回 3 人的编排" }).click();
    await expect(alertOf(page)).toContainText("输入的内容与要求的不一致，操作没有执行");
    await expect(page.getByLabel("撤回原因")).toHaveValue("漏录了两个考场");
    await page.getByLabel("请输入人数“3”确认").fill("３ ");
    await page.getByRole("button", { name: "确认撤回 3 人的编排" }).click();
    await expect(page.getByText("编排已撤回")).toBeVisible();
    await expect(page.getByText(/撤回了 3 人的编排，原因：漏录了两个考场/)).toBeVisible();
    await page.getByRole("link", { name: "编排座位…" }).click();
    await page.getByRole("button", { name: "确认编排 3 人" }).click();
    await expect(page.getByText("座位已编排")).toBeVisible();
    await plain.close();
  });

  await test.step("published after a question; the place of a room is changed afterwards", async () => {
    await staff.goto("/admin/seating");
    await staff.getByRole("link", { name: "撤回编排…" }).click();
    await look(staff, "seating-03-take-back");
    await staff.getByRole("link", { name: "返回，不撤回" }).click();
    await staff.getByRole("link", { name: "发布准考证…" }).click();
    await expect(staff.getByText("将发布 3 张准考证。")).toBeVisible();
    await look(staff, "seating-04-publish");
    await staff.getByLabel("请输入准考证张数“3”确认").fill("3");
    await staff.getByRole("button", { name: "确认发布 3 张准考证" }).click();
    await expect(staff.getByText("准考证已发布，考生可以在打印时间内打印。")).toBeVisible();
    await expect(staff.getByRole("link", { name: "撤回编排…" })).toHaveCount(0);
    await staff.getByRole("link", { name: /修改.*第1考场/ }).click();
    await staff.getByLabel("地点（楼栋与房间）").fill("图书馆 301");
    await staff.getByRole("button", { name: "保存" }).click();
    await expect(alertOf(staff)).toContainText("请先勾选确认，再保存");
    await expect(staff.getByLabel("地点（楼栋与房间）")).toHaveValue("图书馆 301");
    await look(staff, "seating-05-room");
    await staff.getByLabel(/1 名考生的准考证更新为新版/).check();
    await staff.getByRole("button", { name: "保存" }).click();
    await expect(staff.getByText("考场已保存。")).toBeVisible();
    const seats = await db().seat.findMany({ where: { examSessionId }, orderBy: { room: { number: "asc" } } });
    expect(seats.map(({ cardRevision }) => cardRevision)).toEqual([1, 0, 0]);
  });
  await staff.context().close();
});
