import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { settlePayment } from "@/lib/domain/payment/commands/settle-payment";
import { readPdf } from "../support/pdf";
import { approvedIn, factOf } from "../support/payments";
import { alertOf, keep, look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

test.setTimeout(120_000);

/** A candidate who has paid at the simulator. */
async function payer(examSessionId: string) {
  const { createOrder } = await import("@/lib/domain/payment/commands/create-order");
  const who = await approvedIn(examSessionId);
  await createOrder({ ...who, way: { channel: "NATIVE" } }, new Date());
  const order = await db().paymentOrder.findFirstOrThrow({ where: { registrationId: who.registrationId } });
  await fetch(`http://127.0.0.1:${new URL(process.env["WECHAT_PAY_BASE_URL"] ?? "").port}/control/pay`, {
    method: "POST",
    body: JSON.stringify({ out_trade_no: order.outTradeNo }),
  });
  const registration = await db().registration.findUniqueOrThrow({ where: { id: who.registrationId } });
  expect(registration.status).toBe("PAID");
  return { ...who, order, registrationNumber: registration.registrationNumber ?? "" };
}

/** In Shanghai. */
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

test("finance finds an order, reads its story, and gives back a part and then the rest", async ({ browser }) => {
  const examSession = await openSession({ refundLimitFen: 5000 });
  const one = await payer(examSession.id);
  const page = await staffPage(browser, { role: "FINANCE", name: "钱会计" });
  await page.goto("/admin/payments");
  await look(page, "money-01-desk");
  await page.getByLabel("查询缴费情况").fill(one.registrationNumber);
  await page.getByRole("button", { name: "查询", exact: true }).click();
  await expect(page.getByText("找到 1 份报名")).toBeVisible();
  expect(page.url()).not.toContain(one.registrationNumber);
  await look(page, "money-02-found");
  // The list below has it too.
  const found = page.getByRole("region", { name: /找到 1 份报名/ });
  await found.getByRole("link", { name: one.order.outTradeNo, exact: true }).click();
  await expect(page.getByText("收到微信支付的付款通知：已入账，报名缴费成功")).toBeVisible();
  await look(page, "money-03-story");

  await page.getByLabel("退款金额（元）").fill("60");
  await page.getByLabel("退款原因").fill("多收费用");
  await page.getByRole("button", { name: "申请退款" }).click();
  await expect(page.getByText("退款金额超过该笔款项尚可退的金额")).toBeVisible();
  await expect(page.getByLabel("退款金额（元）")).toHaveValue("60");
  await page.getByLabel("退款金额（元）").fill("20");
  await page.getByRole("button", { name: "申请退款" }).click();
  await expect(page.getByText("退款已提交微信支付")).toBeVisible();
  await expect(page.getByText("已退回 1 / 1")).toBeVisible({ timeout: 30_000 });
  await look(page, "money-04-refund-done");

  await page.goto(`/admin/payments/${one.order.id}`);
  await expect(page.getByLabel("退款金额（元）")).toHaveValue("30.00");
  await page.getByLabel("退款原因").fill("考生退考");
  await expect(page.getByText("全额退款后，该考生的报名将取消")).toBeVisible();
  const receipt = await page.request.get(`/api/payments/receipts/${one.order.id}`);
  const bytes = await receipt.body();
  await keep("money-receipt.pdf", bytes);
  expect(readPdf(bytes).text.replaceAll(/\s+/g, "")).toContain("其中20.00元已原路退还");
  // With the 20 yuan of before exactly the limit of the day: it sets out at once.
  await page.getByRole("button", { name: "申请退款" }).click();
  await expect(page.getByText("退款已提交微信支付")).toBeVisible();
});

test("refunds of chosen orders give back what was named, and another person confirms them", async ({ browser }) => {
  const examSession = await openSession({ refundLimitFen: 3000 });
  const one = await payer(examSession.id);
  const page = await staffPage(browser, { role: "FINANCE", name: "钱会计" });
  await page.goto("/admin/payments?status=SUCCEEDED");
  await page.getByLabel("付款方式").selectOption("手机浏览器");
  await page.getByLabel("下单日期").fill(today());
  await page.getByRole("button", { name: "筛选" }).click();
  // Other journeys pay in this database too, in phone browsers among them: only this order may be looked for.
  await expect(page).toHaveURL(/channel=H5/u);
  await expect(page.getByRole("checkbox", { name: `选择订单 ${one.order.outTradeNo}` })).toHaveCount(0);
  await page.getByLabel("付款方式").selectOption("扫码");
  await page.getByRole("button", { name: "筛选" }).click();
  await look(page, "money-05-filtered");
  await page.getByRole("checkbox", { name: `选择订单 ${one.order.outTradeNo}` }).check();
  await page.getByRole("button", { name: "为所选订单办理退款…" }).click();
  await expect(page.getByRole("heading", { name: "办理退款" })).toBeVisible();
  await page.getByLabel("退款原因").fill("考生退考");
  await page.getByRole("button", { name: "退回 1 笔，共 50.00元" }).click();
  await expect(page.getByText("请核对名单并勾选确认。").first()).toBeVisible();
  await look(page, "money-05-many");
  await page.getByLabel(/我已核对下列名单/).check();
  // A colleague gives back a part meanwhile: what was read here is not true any more.
  const now = new Date();
  const charge = await db().ledgerEntry.findFirstOrThrow({ where: { orderId: one.order.id, kind: "CHARGE" } });
  const colleague = await db().refund.create({
    data: {
      chargeId: charge.id,
      outRefundNo: `R${Date.now()}`,
      cause: "STAFF",
      status: "AWAITING",
      amountFen: 1000,
      reason: "退考",
      createdAt: now,
      nextTryAt: now,
    },
  });
  await page.getByRole("button", { name: "退回 1 笔，共 50.00元" }).click();
  await expect(page.getByText("名单中的款项刚刚有变化，没有提交").first()).toBeVisible();
  await db().refund.delete({ where: { id: colleague.id } });
  await page.getByRole("button", { name: "退回 1 笔，共 50.00元" }).click();
  await expect(page.getByText("须由申请人以外的财务人员或管理员复核后才会退出")).toBeVisible();
  await look(page, "money-06-waits");

  const second = await staffPage(browser, { role: "FINANCE", name: "孙出纳" });
  await second.goto("/admin");
  await second.getByRole("link", { name: "去复核" }).click();
  await second.goto(new URL(page.url()).pathname);
  await look(second, "money-07-second");
  await second.getByRole("button", { name: "复核通过，退回 1 笔，共 50.00元" }).click();
  await expect(second.getByText("已退回 1 / 1")).toBeVisible({ timeout: 30_000 });
  await expect
    .poll(async () => (await db().registration.findUnique({ where: { id: one.registrationId } }))?.status)
    .toBe("CANCELLED");
});

test("a case of the exceptions queue is answered with a note; the day is closed, and exported to the fen", async ({
  browser,
}) => {
  const examSession = await openSession();
  const one = await payer(examSession.id);
  const strange = `STRANGE${Date.now()}00000`;
  await settlePayment(factOf({ outTradeNo: strange, amountFen: 1234 }), "notification", new Date());
  // Another one before it on the page: each case has fields of its own.
  const charge = await db().ledgerEntry.findFirstOrThrow({ where: { orderId: one.order.id, kind: "CHARGE" } });
  const outside = await db().paymentException.create({
    data: {
      kind: "BILL_UNKNOWN_REFUND",
      reference: `P${strange}`,
      outTradeNo: one.order.outTradeNo,
      transactionId: charge.transactionId,
      amountFen: charge.amountFen,
      createdAt: new Date(0),
    },
  });
  const page = await staffPage(browser, { role: "FINANCE", name: "钱会计" });
  await page.goto("/admin/payments");
  await page.getByLabel("查询缴费情况").fill(strange);
  await page.getByRole("button", { name: "查询", exact: true }).click();
  await expect(page.getByRole("heading", { name: "相关异常" })).toBeVisible();
  await look(page, "money-08-found-case");
  await page.goto("/admin/payments/exceptions");
  await expect(page.getByRole("heading", { name: "订单不存在" }).first()).toBeVisible();
  await look(page, "money-08-cases");
  const ending = page.locator("article").filter({ has: page.locator(`[id="${outside.id}"]`) });
  await ending.getByText("更正台账…").click();
  await expect(ending.getByText(`${one.registrationNumber} 将取消、座位释放`)).toBeVisible();
  await ending.getByLabel("说明", { exact: true }).filter({ visible: true }).fill("商户平台已全部退回");
  await ending.getByLabel("请输入金额“50.00”确认").fill("5.00");
  await ending.getByRole("button", { name: "更正台账 50.00元" }).click();
  await expect(alertOf(page)).toContainText("输入的内容与要求的不一致，操作没有执行");
  await expect(ending.getByLabel("请输入金额“50.00”确认")).toHaveValue("5.00");
  await look(page, "money-08-ends-registration");
  const screen = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 320, height: 700 });
  await look(page, "money-08-ends-registration-narrow");
  await page.setViewportSize(screen);
  const latest = page.getByRole("article").last();
  await latest.getByText("说明原因，不作处理…").click();
  await latest.getByRole("button", { name: "说明原因，不作处理" }).click();
  await expect(latest.getByText("请填写说明：为什么这样处理。").first()).toBeVisible();
  await latest.getByLabel("说明", { exact: true }).filter({ visible: true }).fill("同一商户号的另一系统收款，已核对");
  await latest.getByRole("button", { name: "说明原因，不作处理" }).click();
  await expect(page.getByText("该异常已处理")).toBeVisible();

  await page.goto(`/admin/payments/closing?day=${today()}`);
  await expect(page.getByRole("heading", { name: "台账", exact: true })).toBeVisible();
  await look(page, "money-09-closing");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "导出 CSV：明细" }).click();
  const stream = await (await download).createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const csv = Buffer.concat(parts).toString("utf8");
  expect(csv).toContain(one.order.outTradeNo);
  expect(csv).toMatch(/^\uFEFF时间,类别,金额（元）/);

  // On the way home: the same on a phone.
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, "money-14-phone-closing");
  for (const [name, address] of [
    ["desk", "/admin/payments"],
    ["story", `/admin/payments/${one.order.id}`],
    ["refunds", "/admin/payments/refunds"],
    ["cases", "/admin/payments/exceptions"],
  ] as const) {
    await page.goto(address);
    await look(page, `money-14-phone-${name}`);
  }

  const auditor = await staffPage(browser, { role: "AUDITOR" });
  await auditor.goto("/admin/payments/exceptions");
  await expect(auditor.getByText("说明原因，不作处理")).toHaveCount(0);
  const reviewer = await staffPage(browser, { role: "REVIEWER" });
  expect((await reviewer.goto("/admin/payments"))?.status()).toBe(404);
});

test("a fee is waived for a reason, and an exam that was called off gives everybody's money back", async ({
  browser,
}) => {
  const examSession = await openSession({ title: `取消的考试 ${Date.now()}`, refundLimitFen: 1_000_000 });
  const waived = await approvedIn(examSession.id);
  const { registrationNumber } = await db().registration.findUniqueOrThrow({ where: { id: waived.registrationId } });
  const people = [await payer(examSession.id), await payer(examSession.id)];
  const page = await staffPage(browser, { role: "FINANCE", name: "钱会计" });
  await page.goto("/admin/payments");
  await page.getByLabel("查询缴费情况").fill(registrationNumber ?? "");
  await page.getByRole("button", { name: "查询", exact: true }).click();
  await page.getByRole("link", { name: /减免报名费/ }).click();
  await page.getByLabel("减免原因").fill("低保家庭，有民政部门证明");
  await look(page, "money-10-waive");
  await page.getByRole("button", { name: /免除/ }).click();
  await expect(page.getByText("已免除该考生的报名费")).toBeVisible();

  await page.goto("/admin/payments/refunds");
  await page.getByRole("link", { name: "考试取消，全部退款…" }).click();
  await page.getByRole("link", { name: examSession.title }).click();
  await page.getByLabel("退款原因").fill("因故取消考试");
  await page.getByLabel("请输入人数“2”确认").fill("20");
  await page.getByRole("button", { name: "全部退款 2 人，共 100.00元" }).click();
  await expect(alertOf(page)).toContainText("输入的内容与要求的不一致，操作没有执行");
  await expect(page.getByLabel("请输入人数“2”确认")).toHaveValue("20");
  await look(page, "money-11-session");
  await page.getByLabel("请输入人数“2”确认").fill("2");
  await page.getByRole("button", { name: "全部退款 2 人，共 100.00元" }).click();
  await expect(page.getByText("已退回 2 / 2")).toBeVisible({ timeout: 30_000 });
  await look(page, "money-12-session-done");
  for (const { registrationId } of people) {
    expect((await db().registration.findUniqueOrThrow({ where: { id: registrationId } })).status).toBe("CANCELLED");
  }
  await page.goto("/admin/payments/refunds");
  await look(page, "money-13-refunds");
});
