import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { alertOf, look, test } from "./support/page";
import { fillDetails } from "./support/steps";
import { candidate, openSession } from "./support/world";

test("a window that closes while one is filling in refuses in words and keeps what was typed", async ({
  page,
  context,
}) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "DRAFT");
  await page.goto("/registration/details");
  await fillDetails(page, { name: "欧阳小明" });

  await db().examSession.update({ where: { id: examSession.id }, data: { registrationClosesAt: new Date() } });
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(alertOf(page)).toContainText("网上报名已截止。报名时间过后不补报名。");
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("欧阳小明");
  await look(page, "closed-01-details");

  await page.goto("/registration/confirm");
  await expect(page).toHaveURL(/\/registration$/);
  await expect(page.getByRole("status").filter({ hasText: "网上报名已截止" })).toBeVisible();
  await expect(page.getByText("您没有在规定时间内提交报名，本次报名无效。")).toBeVisible();
  await look(page, "closed-02-status");
  const { status, name } = await db().registration.findUniqueOrThrow({ where: { id: registration.id } });
  expect({ status, name }).toEqual({ status: "DRAFT", name: "王小明" });

  await page.goto("/");
  await expect(page.getByText("网上报名已截止", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "立即报名" })).toHaveCount(0);
});

test("payment shows no code in the last minute, and none after the close", async ({ page, context }) => {
  const examSession = await openSession();
  await candidate(context, examSession.id, "APPROVED");
  const closesIn = (milliseconds: number) =>
    db().examSession.update({
      where: { id: examSession.id },
      data: { paymentClosesAt: new Date(Date.now() + milliseconds) },
    });

  await closesIn(59_000);
  await page.goto("/registration/payment");
  await expect(page.getByText("缴费即将截止")).toBeVisible();
  await expect(page.getByRole("button", { name: /缴费/ })).toHaveCount(0);
  await look(page, "closed-03-last-minute");

  await closesIn(-1);
  await page.reload();
  await expect(alertOf(page)).toContainText("网上缴费已截止");
  await look(page, "closed-04-payment");
});

test("after review has closed the candidate reads of a delay, never of a refusal", async ({ page, context }) => {
  const past = new Date(Date.now() - 60_000);
  const examSession = await openSession({ registrationClosesAt: past, reviewClosesAt: past });
  await candidate(context, examSession.id, "SUBMITTED");
  await page.goto("/registration/review");
  await expect(page.getByText("审核延迟")).toBeVisible();
  await expect(page.getByText("不通过")).toHaveCount(0);
});
