import { devices, expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { drawnTranscript } from "../support/drawings";
import { createRegistration } from "../support/factories";
import { alertOf, look, photograph, test } from "./support/page";
import { confirmAndSubmit, jpeg } from "./support/steps";
import { candidate, openSession, staffPage } from "./support/world";

// 合理便利: the candidate asks on his phone, an officer decides, the candidate reads it, and the drawing uses it.

test.setTimeout(120_000);

test("a request is filed with consent and proof, decided apart, told, and used by the drawing", async ({ browser }) => {
  const { id: examSessionId } = await openSession();
  const { defaultBrowserType: _, ...phone } = devices["iPhone 13"];
  const context = await browser.newContext({ ...phone, viewport: { width: 390, height: 844 }, locale: "zh-CN" });
  const { registration } = await candidate(context, examSessionId, "DRAFT", { name: "求便人" });
  const page = await context.newPage();

  await test.step("asked in 信息填写", async () => {
    await page.goto("/registration/details?from=confirm");
    await page.getByText("因残疾、伤病等需要考试便利的").click();
    await page.getByLabel("延长考试时间").check();
    await page.getByLabel("单独考场").check();
    await page.getByLabel("情况说明").fill("右手骨折，书写缓慢");
    await page.getByRole("button", { name: "保存并返回核对页" }).last().click();
    await expect(alertOf(page)).toContainText("请勾选同意学校为此处理您的健康信息");
    await expect(page.getByLabel("延长考试时间")).toBeChecked();
    await expect(page.getByLabel("情况说明")).toHaveValue("右手骨折，书写缓慢");
    await page.getByLabel("我单独同意：学校为安排考试便利").check();
    await page.locator("#ACCOMMODATION_PROOF").setInputFiles(jpeg("proof.jpg", await drawnTranscript()));
    await expect(page.getByText("合理便利证明材料已上传")).toBeAttached();
    await look(page, "accommodation-01-asked");
    await page.getByRole("button", { name: "保存并返回核对页" }).last().click();
    await expect(page.getByText("延长考试时间、单独考场")).toBeVisible();
    await confirmAndSubmit(page);
  });

  const desk = await staffPage(browser, { role: "EXAM_OFFICER", name: "闻人考务" });
  await test.step("decided at the desk, taken back, and decided again", async () => {
    await desk.goto("/admin/accommodations");
    await expect(desk.getByRole("rowheader", { name: "求便人", exact: true })).toBeVisible();
    await expect(desk.getByText("右手骨折")).toHaveCount(0);
    await look(desk, "accommodation-02-list");
    await desk.getByRole("link", { name: /审批.*求便人的申请/u }).click();
    await expect(desk.getByText("右手骨折，书写缓慢")).toBeVisible();
    await expect(desk.getByRole("img", { name: "求便人的证明材料 1" })).toBeVisible();
    await look(desk, "accommodation-03-case");
    await desk.getByRole("radio", { name: "不同意" }).check();
    await desk.getByRole("button", { name: "保存决定" }).click();
    await expect(alertOf(desk)).toContainText("请填写理由，考生会看到。");
    await desk.getByLabel("理由或说明").fill("证明不清楚");
    await desk.getByRole("button", { name: "保存决定" }).click();
    await expect(desk.getByText("决定已保存。")).toBeVisible();
    await desk.getByRole("button", { name: "撤销这个决定" }).click();
    await expect(desk.getByText("决定已撤销")).toBeVisible();
    await desk.getByRole("radio", { name: "同意", exact: true }).check();
    await desk.getByLabel("单独考场").uncheck();
    await desk.getByLabel("理由或说明").fill("延长三十分钟");
    await desk.getByRole("button", { name: "保存决定" }).click();
    await expect(desk.getByText("决定已保存。")).toBeVisible();
    await look(desk, "accommodation-04-decided");
    const looks = await db().auditEntry.findMany({ where: { action: { in: ["registration.look", "file.view"] } } });
    expect(looks.map(({ action }) => action)).toEqual(expect.arrayContaining(["registration.look", "file.view"]));
  });

  await test.step("read by the candidate", async () => {
    await page.goto("/registration");
    const part = page.getByRole("region", { name: "合理便利申请" });
    await expect(part).toContainText("已同意");
    await expect(part).toContainText("延长三十分钟");
    await part.getByRole("link", { name: "查看申请" }).click();
    await look(page, "accommodation-05-own");
  });

  await test.step("used by the drawing, which warns of what is undecided", async () => {
    await db().registration.update({ where: { id: registration.id }, data: { status: "PAID", paidAt: new Date() } });
    await createRegistration({ status: "PAID", examSessionId, name: "未决人", accommodation: "#WHEELCHAIR\n#AGREED" });
    for (const number of [1, 2])
      await db().room.create({ data: { examSessionId, number, place: `教学楼 A10${number}`, capacity: 30 } });
    await desk.goto("/admin/seating/arrange");
    await expect(desk.getByText("有 1 名待编排考生的合理便利申请尚未决定")).toBeVisible();
    await look(desk, "accommodation-06-arrange");
    await desk.getByRole("button", { name: "确认编排 2 人" }).click();
    await expect(desk.getByText("座位已编排")).toBeVisible();
    await desk.getByRole("link", { name: /座次表.*第2考场/ }).click();
    await expect(desk.getByRole("row", { name: /求便人.*延时/u })).toBeVisible();
    await photograph(desk, "accommodation-07-room");
    await page.goto("/registration/accommodation");
    await expect(page.getByText("座位已经编排")).toBeVisible();
  });
  await desk.context().close();
  await context.close();
});
