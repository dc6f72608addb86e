import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { maskPhone } from "@/lib/core/phone";
import { keep, look, test } from "./support/page";
import { candidate, openSession } from "./support/world";

// What a candidate meets while he waits, and when he comes back to what he has done.

test("a page that waits for the reviewer turns by itself, says so, and names the phone that is told", async ({
  page,
  context,
}) => {
  const examSession = await openSession();
  const { account, registration } = await candidate(context, examSession.id, "SUBMITTED");
  await page.clock.install();
  await page.goto("/registration/review");
  await expect(page.getByText("本页会自动更新")).toBeVisible();
  await expect(page.getByText(`系统还会向您的手机${maskPhone(account.phone)}发送短信`)).toBeVisible();
  await look(page, "waiting-01-review");
  await db().registration.update({
    where: { id: registration.id },
    data: { status: "APPROVED", decidedAt: new Date(), version: { increment: 1 } },
  });
  await page.clock.fastForward(73_000);
  await expect(page.getByText("审核通过", { exact: true })).toBeVisible();
  await expect(page.getByText("本页会自动更新")).toBeHidden();
  // A screen reader hears of it, too.
  await page.clock.fastForward(1_000);
  await expect(page.getByRole("status").filter({ hasText: "本页已更新：审核通过" })).toBeAttached();
});

test("a page that was offline while it was decided turns once the network is back", async ({ page, context }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "SUBMITTED");
  await page.clock.install();
  await page.goto("/registration/submitted");
  await expect(page.getByText("本页会自动更新")).toBeVisible();
  await context.setOffline(true);
  await db().registration.update({
    where: { id: registration.id },
    data: { status: "APPROVED", decidedAt: new Date(), version: { increment: 1 } },
  });
  await page.clock.fastForward(75_000);
  await expect(page.getByRole("heading", { name: "提交成功" })).toBeVisible();
  await context.setOffline(false);
  // The moment is over: the page gives way to the status page.
  await expect(page).toHaveURL(/\/registration$/);
  await expect(page.getByRole("heading", { name: "审核通过，待缴费" })).toBeVisible();
});

test("the payment page opens at its instant", async ({ page, context }) => {
  const examSession = await openSession({ paymentOpensAt: new Date(Date.now() + 60_000) });
  await candidate(context, examSession.id, "APPROVED");
  await page.goto("/registration/payment");
  await expect(page.getByText("网上缴费尚未开始")).toBeVisible();
  await db().examSession.update({
    where: { id: examSession.id },
    data: { paymentOpensAt: new Date(Date.now() + 3_000) },
  });
  await page.reload();
  await expect(page.getByRole("button", { name: "确认信息并缴费" })).toBeVisible({ timeout: 20_000 });
});

test("a page that the clock turns asks again after the server failed at that moment", async ({ page, context }) => {
  const examSession = await openSession({ paymentOpensAt: new Date(Date.now() + 60_000) });
  await candidate(context, examSession.id, "APPROVED");
  await page.clock.install();
  await page.goto("/registration/payment");
  await expect(page.getByText("网上缴费尚未开始")).toBeVisible();
  await db().examSession.update({
    where: { id: examSession.id },
    data: { paymentOpensAt: new Date(Date.now() - 1_000) },
  });
  await page.route("**/api/registration/mark**", (route) => route.fulfill({ status: 502, body: "Bad Gateway" }));
  const failed = page.waitForResponse((response) => response.status() === 502);
  await page.clock.fastForward(66_000);
  await failed;
  await page.unroute("**/api/registration/mark**");
  await expect(page.getByText("网上缴费尚未开始")).toBeVisible();
  await page.clock.fastForward(73_000);
  await expect(page.getByRole("button", { name: "确认信息并缴费" })).toBeVisible();
});

test("who has handed in and comes back to a form finds his number and his state", async ({ page, context }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "DRAFT");
  await page.goto("/registration/confirm");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "提交报名" }).click();
  await expect(page.getByText("报名已提交，请等待资格审核")).toBeVisible();
  await look(page, "waiting-04-submitted");
  // A bookmark and a reload find the same page.
  await page.reload();
  await expect(page.getByText("报名已提交，请等待资格审核")).toBeVisible();
  const picture = await page.request.get("/api/registration/slip");
  expect(picture.headers()).toMatchObject({
    "content-type": "image/png",
    "cache-control": expect.stringContaining("no-store"),
  });
  await keep("waiting-05-slip.png", await picture.body());
  const { registrationNumber } = await db().registration.findUniqueOrThrow({ where: { id: registration.id } });
  for (const form of ["notice", "details", "portrait", "confirm"]) {
    await page.goto(`/registration/${form}`);
    await expect(page).toHaveURL(/\/registration\/submitted$/);
    await expect(page.getByText("您的报名已经提交，无需再次提交")).toBeVisible();
    await expect(page.getByText(registrationNumber ?? "?")).toBeVisible();
  }
  await look(page, "waiting-02-comes-back");
  await expect(page.getByRole("main").getByRole("link", { name: "我的报名" })).toBeVisible();
  await page.goto("/registration");
  await look(page, "waiting-03-status");
  for (const [step, state] of [
    ["4 线上审核", "当前"],
    ["5 报名缴费", "未到"],
    ["2 信息填写", "已完成"],
  ] as const) {
    await expect(page.getByRole("listitem").filter({ hasText: step })).toContainText(state);
  }
});

test("when the login has ended, no sign-in page is saved under a picture's name", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "DRAFT");
  await page.goto("/registration/confirm");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "提交报名" }).click();
  const link = page.getByRole("link", { name: "保存为图片" });
  await expect(link).toBeVisible();

  await context.clearCookies();
  const download = page.waitForEvent("download");
  await link.click();
  expect(await (await download).failure()).not.toBeNull();
  const ask = (destination: string) =>
    page.request.get("/api/registration/slip", { headers: { "sec-fetch-dest": destination }, maxRedirects: 0 });
  const refused = await ask("empty");
  expect(refused.status()).toBe(401);
  expect(await refused.text()).toContain("登录已结束，文件没有保存。");
  const followed = await ask("document");
  expect(followed.headers()["location"]).toMatch(/^\/login\?/);
});

test("six proofs chosen at once: the page says so, and nothing is lost", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "DRAFT");
  await page.goto("/registration/details");
  const proofs = page.getByRole("region", { name: "成绩证明" });
  await expect(proofs.getByText("继续添加")).toBeVisible();
  await proofs
    .locator("input[type=file]")
    .first()
    .setInputFiles(
      Array.from({ length: 6 }, (_, n) => ({ name: `${n}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from("x") })),
    );
  await expect(proofs.getByRole("alert")).toContainText("您选择了6份，已有1份，最多5份");
  await expect(proofs.getByText("（1/5）")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a link loads a waiting page anew", async ({ page, context }) => {
    const examSession = await openSession();
    const { registration } = await candidate(context, examSession.id, "SUBMITTED");
    await page.goto("/registration/review");
    await expect(page.getByText("本页会自动更新")).toBeHidden();
    await db().registration.update({
      where: { id: registration.id },
      data: { status: "APPROVED", decidedAt: new Date() },
    });
    await page.getByRole("link", { name: "刷新，查看最新状态" }).click();
    await expect(page.getByText("审核通过", { exact: true })).toBeVisible();
  });
});
