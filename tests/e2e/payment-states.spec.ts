import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import type { Prisma } from "@/lib/adapter/db/client";
import { look, test } from "./support/page";
import { candidate, openSession } from "./support/world";

// What the payment page says in the states that nobody can bring about by pressing.

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

test("the page says what to do, whatever became of the order", async ({ page, context, isMobile }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "APPROVED");
  await page.goto("/registration/payment");
  await page.getByRole("button", { name: "确认信息并缴费" }).click();
  await expect(page.getByText("付款截止")).toBeVisible();
  const { id: orderId, outTradeNo } = await db().paymentOrder.findFirstOrThrow({
    where: { registrationId: registration.id },
  });
  // The sweep would ask WeChat and mend what is put here.
  const put = (data: Prisma.PaymentOrderUncheckedUpdateInput) =>
    db().paymentOrder.update({
      where: { id: orderId },
      data: { ...data, nextQueryAt: new Date(Date.now() + 60 * MINUTE) },
    });
  const closing = (paymentClosesAt: Date) =>
    db().examSession.update({ where: { id: examSession.id }, data: { paymentClosesAt } });

  await put({ prepayAt: ago(180) });
  await shows(page, "支付链接已过期", "pay-state-renew");
  await page.goto("/registration/payment?returned=1");
  await expect(page.getByRole("heading", { name: "是否已完成付款？" })).toBeVisible();
  await look(page, "pay-state-renew-returned");
  await page.getByRole("button", { name: "尚未付款，重新支付" }).click();
  await expect(
    isMobile ? page.getByRole("link", { name: "打开微信付款" }) : page.getByAltText("微信支付二维码"),
  ).toBeVisible();
  await expect(page.getByText(outTradeNo)).toBeVisible();

  await put({ status: "CREATING", prepay: null, prepayAt: null });
  await shows(page, "正在确认支付订单", "pay-state-creating");
  await page.getByRole("button", { name: "继续缴费" }).click();
  await expect(
    isMobile ? page.getByRole("link", { name: "打开微信付款" }) : page.getByAltText("微信支付二维码"),
  ).toBeVisible();
  await expect(page.getByText(outTradeNo)).toBeVisible();

  const { channel } = await db().paymentOrder.findUniqueOrThrow({ where: { id: orderId } });
  await put({ channel: "JSAPI" });
  await shows(page, "已有一笔待支付的订单", "pay-state-elsewhere");
  await expect(page.getByText("该订单是在微信中生成的")).toBeVisible();
  await expect(page.getByRole("button", { name: "改用扫码支付" })).toBeVisible();
  await put({ channel });

  const { id: caseId } = await db().paymentException.create({
    data: { kind: "AMOUNT_MISMATCH", reference: orderId, orderId, outTradeNo, amountFen: 4900, expectedFen: 5000 },
  });
  await shows(page, "已扣款，正在核对", "pay-state-checking");
  await db().paymentException.delete({ where: { id: caseId } });

  await closing(new Date(Date.now() + 55_000));
  await shows(page, "缴费即将截止", "pay-state-last-minute");
  await closing(ago(1));
  await shows(page, "网上缴费已截止", "pay-state-closed");
  await closing(new Date(Date.now() + 60 * MINUTE));
});

async function shows(page: Page, title: string, picture: string): Promise<void> {
  await page.goto("/registration/payment");
  await expect(page.getByText(title, { exact: true })).toBeVisible();
  await look(page, picture);
}

test("the candidate is told when only he himself can pay", async ({ page, context }) => {
  const examSession = await openSession({ payerIdentity: true });
  await candidate(context, examSession.id, "APPROVED");
  await page.goto("/registration/payment");
  await expect(page.getByText("须由考生本人的微信账户付款")).toBeVisible();
  await look(page, "pay-state-identity-confirm");
  await page.getByRole("button", { name: "确认信息并缴费" }).click();
  await expect(page.getByText("付款截止")).toBeVisible();
  await expect(page.getByText("须由考生本人的微信账户付款")).toBeVisible();
  await look(page, "pay-state-identity");
});

test("WeChat finds its file at the root", async ({ request }) => {
  await writeFile(path.join(process.env["DATA_DIR"] ?? "", "MP_verify_Journey1.txt"), "Journey1");
  const answer = await request.get("/MP_verify_Journey1.txt");
  expect([answer.status(), await answer.text()]).toEqual([200, "Journey1"]);
  expect((await request.get("/MP_verify_Journey2.txt")).status()).toBe(404);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an order is opened, and WeChat is asked about it by a press", async ({ page, context, isMobile }) => {
    const examSession = await openSession();
    await candidate(context, examSession.id, "APPROVED");
    await page.goto("/registration/payment");
    await page.getByRole("button", { name: "确认信息并缴费" }).click();
    await expect(
      isMobile ? page.getByRole("link", { name: "打开微信付款" }) : page.getByAltText("微信支付二维码"),
    ).toBeVisible();
    await page.getByRole("button", { name: "刷新（查询支付结果）" }).click();
    await expect(page.getByText("微信支付尚未收到这笔付款。")).toBeVisible();
    if (!isMobile) return;
    await page.getByRole("link", { name: "打开微信付款" }).click();
    await page.getByRole("button", { name: /^支付/ }).click();
    // Nothing turns this page by itself; the notification may come before it or after it.
    await expect(page).toHaveURL(/returned=1|\/registration\/paid/);
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("报名已生效，请等待考试通知")).toBeVisible({ timeout: 1_000 });
    }).toPass();
  });
});
