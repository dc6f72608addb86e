import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { look, test } from "./support/page";
import { candidate, openSession } from "./support/world";

const orders = (registrationId: string) =>
  db().paymentOrder.findMany({ where: { registrationId }, orderBy: { createdAt: "asc" } });
const paid = (page: Page) => expect(page.getByText("报名已生效，请等待考试通知")).toBeVisible({ timeout: 15_000 });
const confirm = (page: Page) => page.getByRole("button", { name: "确认信息并缴费" }).click();

test.describe("on a desktop", () => {
  test.skip(({ isMobile }) => isMobile, "a code is scanned from a screen");

  test("a reload and a second tab show the same order, and the page turns by itself when it is paid", async ({
    page,
    context,
  }) => {
    const examSession = await openSession();
    const { registration } = await candidate(context, examSession.id, "APPROVED");
    await page.goto("/registration/payment");
    await confirm(page);
    await expect(page.getByAltText("微信支付二维码")).toBeVisible();
    await page.reload();
    const second = await context.newPage();
    await second.goto("/registration/payment");
    await expect(second.getByAltText("微信支付二维码")).toBeVisible();
    expect(await orders(registration.id)).toHaveLength(1);

    const opened = second.waitForEvent("popup");
    await second.getByRole("link", { name: /模拟支付/ }).click();
    await (await opened).getByRole("button", { name: /支付/ }).click();
    await page.bringToFront();
    await paid(page);
    await look(page, "pay-desktop-paid");
  });

  test("money that came too late is shown on its way back", async ({ page, context }) => {
    const examSession = await openSession();
    const { registration } = await candidate(context, examSession.id, "APPROVED");
    await page.goto("/registration/payment");
    await confirm(page);
    await expect(page.getByAltText("微信支付二维码")).toBeVisible();
    // The window and the order end under the open page; the cashier still has the code.
    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: /模拟支付/ }).click();
    const cashier = await opened;
    const past = new Date(Date.now() - 60_000);
    await db().examSession.update({ where: { id: examSession.id }, data: { paymentClosesAt: past } });
    await db().paymentOrder.updateMany({
      where: { registrationId: registration.id },
      data: { timeExpire: past, nextQueryAt: new Date(Date.now() + 3_600_000) },
    });
    await cashier.getByRole("button", { name: /支付/ }).click();
    await expect(cashier.getByText("该订单已支付")).toBeVisible();
    await expect.poll(async () => (await orders(registration.id))[0]?.status).toBe("SURPLUS");
    await page.bringToFront();
    await page.goto("/registration");
    await page.goto("/registration/payment");
    await expect(page.getByText(/50\.00元(?:正在原路退回|已原路退回)/)).toBeVisible();
    await look(page, "pay-desktop-surplus");
    // The worker sends it, the simulator pays it back, its notification ends it.
    await expect
      .poll(
        async () => (await db().refund.findFirst({ where: { charge: { registrationId: registration.id } } }))?.status,
        {
          timeout: 30_000,
        },
      )
      .toBe("SUCCEEDED");
    await page.reload();
    await expect(page.getByText("50.00元已原路退回")).toBeVisible();
    await look(page, "pay-desktop-refunded");
  });
});

test.describe("in a phone's browser", () => {
  test.skip(({ isMobile }) => !isMobile, "needs a phone");

  test("WeChat is opened by a link, and after the return the page asks and does not believe", async ({
    page,
    context,
  }) => {
    const examSession = await openSession();
    const { registration } = await candidate(context, examSession.id, "APPROVED");
    await page.goto("/registration/payment");
    await confirm(page);
    await expect(page.getByRole("link", { name: "打开微信付款" })).toBeVisible();
    await look(page, "pay-h5-open");
    expect(await orders(registration.id)).toMatchObject([{ channel: "H5", status: "OPEN" }]);

    await page.getByRole("link", { name: "打开微信付款" }).click();
    await expect(page.getByRole("button", { name: /^支付/ })).toBeVisible();
    await page.getByRole("link", { name: "取消支付" }).click();
    await expect(page).toHaveURL(/returned=1/);
    await expect(page.getByRole("heading", { name: "是否已完成付款？" })).toBeVisible();
    await look(page, "pay-h5-returned");
    await page.getByRole("button", { name: "已完成付款，查询结果" }).click();
    await expect(page.getByText("微信支付尚未收到这笔付款。")).toBeVisible();

    await page.getByRole("link", { name: /打开微信付款/ }).click();
    await page.getByRole("button", { name: /^支付/ }).click();
    await expect(page).toHaveURL(/\/registration\/(?:payment|paid)/);
    await paid(page);
    await look(page, "pay-h5-paid");
  });

  test("a changed way to pay closes the old order first", async ({ page, context }) => {
    const examSession = await openSession();
    const { registration } = await candidate(context, examSession.id, "APPROVED");
    await page.goto("/registration/payment");
    await confirm(page);
    await page.getByRole("button", { name: "改用扫码支付" }).click();
    await expect(page.getByAltText("微信支付二维码")).toBeVisible();
    await look(page, "pay-h5-changed");
    const made = await orders(registration.id);
    expect(made.map(({ channel, status }) => [channel, status])).toEqual([
      ["H5", "CLOSED"],
      ["NATIVE", "OPEN"],
    ]);
    expect(made[0]?.outTradeNo).not.toBe(made[1]?.outTradeNo);
  });

  test.describe("inside WeChat", () => {
    test.use({
      userAgent:
        "Mozilla/5.0 (Linux; Android 10; MAR-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.49.2600(0x28003133)",
    });

    /** WeChat's own browser, the one thing that stands in: it does with the page's parameters what its user presses. */
    const bridge = async (page: Page, presses: ("cancel" | "pay")[]) => {
      const cashier = `http://127.0.0.1:${new URL(process.env["WECHAT_PAY_BASE_URL"] ?? "").port}/jsapi-pay`;
      await page.exposeFunction("weChatWindow", async (parameters: object) => {
        if (presses.shift() !== "pay") return { err_msg: "get_brand_wcpay_request:cancel" };
        return await (await fetch(cashier, { method: "POST", body: JSON.stringify(parameters) })).json();
      });
      await page.addInitScript(() => {
        const { weChatWindow } = window as never as { weChatWindow: (parameters: object) => Promise<object> };
        (window as never as Record<string, unknown>)["WeixinJSBridge"] = {
          invoke: (_name: string, parameters: object, answer: (said: object) => void) =>
            void weChatWindow(parameters).then(answer),
        };
      });
    };

    test("who pays is learnt silently, the payment window opens by itself, and a cancelled one can be opened again", async ({
      page,
      context,
    }) => {
      const examSession = await openSession();
      const { registration } = await candidate(context, examSession.id, "APPROVED");
      await bridge(page, ["cancel", "pay"]);
      await page.goto("/registration/payment");
      await expect(page).toHaveURL(/\/registration\/payment\?payer=known/);
      await confirm(page);
      await expect(page.getByText("您取消了付款，订单仍然保留")).toBeVisible();
      await look(page, "pay-jsapi-cancelled");
      expect(await orders(registration.id)).toMatchObject([
        { channel: "JSAPI", status: "OPEN", payerEncrypted: expect.any(String) as unknown },
      ]);

      // A reload is no wish to pay: the window stays shut until the press.
      await page.reload();
      await page.waitForResponse(/\/status$/);
      expect(await orders(registration.id)).toMatchObject([{ status: "OPEN" }]);

      await page.getByRole("button", { name: "立即支付" }).click();
      await paid(page);
      await look(page, "pay-jsapi-paid");
    });

    test("another account of WeChat is told so, and pays by an order of its own", async ({ page, context }) => {
      const examSession = await openSession();
      const { registration } = await candidate(context, examSession.id, "APPROVED");
      await bridge(page, ["cancel", "cancel"]);
      await page.goto("/registration/payment");
      await confirm(page);
      await expect(page.getByText("您取消了付款，订单仍然保留")).toBeVisible();

      // To the simulator a browser without its cookie is somebody else.
      await context.clearCookies({ name: /^(?:openid|payer-openid)$/ });
      await page.goto("/api/wechat-oauth/start");
      await expect(page.getByText("该订单是在另一个微信账户中生成的")).toBeVisible();
      await look(page, "pay-jsapi-other-account");
      await page.getByRole("button", { name: "改在微信内支付" }).click();
      await expect(page.getByText("您取消了付款，订单仍然保留")).toBeVisible();
      expect((await orders(registration.id)).map(({ channel, status }) => [channel, status])).toEqual([
        ["JSAPI", "CLOSED"],
        ["JSAPI", "OPEN"],
      ]);
    });

    test("who pays is asked again when it was forgotten under the open page", async ({ page, context }) => {
      const examSession = await openSession();
      const { registration } = await candidate(context, examSession.id, "APPROVED");
      await bridge(page, ["cancel"]);
      await page.goto("/registration/payment");
      await expect(page.getByRole("button", { name: "确认信息并缴费" })).toBeVisible();
      await context.clearCookies({ name: "payer-openid" });
      const asked = page.waitForRequest(/\/api\/wechat-oauth\/callback/);
      await confirm(page);
      await asked;
      await expect(page).toHaveURL(/\/registration\/payment\?payer=known/);
      expect(await orders(registration.id)).toEqual([]);
      await confirm(page);
      await expect(page.getByText("您取消了付款，订单仍然保留")).toBeVisible();
    });

    test("an address that came back from WeChat is worth nothing a second time", async ({ page, context }) => {
      const examSession = await openSession();
      await candidate(context, examSession.id, "APPROVED");
      const back = page.waitForRequest(/\/api\/wechat-oauth\/callback/);
      await page.goto("/registration/payment");
      const used = (await back).url();
      await expect(page).toHaveURL(/payer=known/);
      expect(page.url()).not.toMatch(/code|state/);
      // Called twice, as WeChat does with some pages: what was learnt holds, and nothing is said.
      await page.goto(used);
      await expect(page.getByRole("button", { name: "确认信息并缴费" })).toBeVisible();
      await expect(page.getByText("没有取得微信的付款身份")).toHaveCount(0);
      // In a browser that knows nothing of the payer it opens nothing.
      await context.clearCookies({ name: "payer-openid" });
      await page.goto(used);
      await expect(page.getByText("没有取得微信的付款身份")).toBeVisible();
    });

    test("when WeChat does not say who pays, the page says so and offers the code", async ({ page, context }) => {
      const examSession = await openSession();
      await candidate(context, examSession.id, "APPROVED");
      for (const state of ["forged", "", "伪".repeat(32)]) {
        await page.goto(`/api/wechat-oauth/start`);
        await expect(page).toHaveURL(/payer=known/);
        await context.clearCookies({ name: "payer-openid" });
        const answer = await page.goto(`/api/wechat-oauth/callback?code=forged&state=${encodeURIComponent(state)}`);
        expect(answer?.status()).toBe(200);
      }
      await expect(page.getByText("没有取得微信的付款身份")).toBeVisible();
      await look(page, "pay-jsapi-failed");
      await confirm(page);
      await expect(page.getByAltText("微信支付二维码")).toBeVisible();
      await expect(page.getByRole("link", { name: "改在微信内支付" })).toBeVisible();
    });
  });
});
