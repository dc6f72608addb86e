import { expect, type Page } from "playwright/test";
import { newPhone } from "../support/factories";
import { readPdf } from "../support/pdf";
import { keep, look, photograph, test } from "./support/page";
import { confirmAndSubmit, confirmNotice, fillDetails, uploadDocuments, uploadPortrait } from "./support/steps";
import { openSession, smsCode, staffPage } from "./support/world";

test("goes from a new account to a printed admit card", async ({ page, browser, isMobile }) => {
  test.setTimeout(240_000);
  await openSession();
  const staff = await staffPage(browser);
  const phone = newPhone();

  await test.step("1 注册登录", async () => {
    await page.goto("/");
    await look(page, "01-home");
    await page.getByRole("main").getByRole("link", { name: "新用户注册" }).click();
    await page.getByLabel("手机号码").fill(`+86 ${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`);
    await page.getByRole("button", { name: "获取验证码" }).click();
    await expect(page.getByText("验证码已发送")).toBeVisible();
    await page.getByLabel("短信验证码").fill(await smsCode(phone));
    await page.getByLabel("密码", { exact: true }).fill("correct-horse-battery");
    await page.getByLabel("确认密码", { exact: true }).fill("correct-horse-battery");
    await page.getByLabel(/我已阅读并同意/).check();
    await look(page, "02-register");
    await page.getByRole("button", { name: "注册", exact: true }).click();
    await expect(page).toHaveURL(/\/registration$/);
    await look(page, "03-status-new");

    await page.getByRole("button", { name: "安全退出" }).click();
    await expect(page.getByText("您已安全退出。")).toBeVisible();
    await look(page, "04-login");
    await page.getByLabel("用户名/手机号").fill(phone);
    await page.getByLabel("密码", { exact: true }).fill("correct-horse-battery");
    await page.getByLabel("记住我").check();
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(page).toHaveURL(/\/registration$/);
  });

  const typed = await test.step("2 信息填写", async () => {
    await page.getByRole("link", { name: "立即报名" }).click();
    await look(page, "05-notice");
    await confirmNotice(page);
    const given = await fillDetails(page);
    await uploadDocuments(page);
    await look(page, "06-details");
    await page.getByRole("button", { name: "下一步" }).click();
    await expect(page).toHaveURL(/\/registration\/portrait$/);
    return given;
  });

  await test.step("3 人像采集", async () => {
    await photograph(page, "07-portrait-empty");
    await uploadPortrait(page);
    await look(page, "08-portrait");
    await page.getByRole("button", { name: /下一步$/ }).click();
    await expect(page).toHaveURL(/\/registration\/confirm$/);
    await expect(page.getByText(typed.documentNumber).first()).toBeVisible();
    await look(page, "09-confirm");
    await confirmAndSubmit(page);
  });

  await test.step("4 线上审核", async () => {
    await expect(page.getByRole("heading", { name: "提交成功" })).toBeVisible();
    await look(page, "10-submitted");
    await page.goto("/registration/form");
    await expect(page.getByText(/^277365\d{18}$/)).toBeVisible();
    await look(page, "11-form");

    await staff.goto("/admin");
    await look(staff, "admin-01-desk");
    await staff.goto("/admin/reviews");
    await look(staff, "admin-02-queue");
    await staff.getByRole("link", { name: new RegExp(`审核.*${typed.name}的报名`) }).click();
    await expect(staff.getByText("证件号码校验通过")).toBeVisible();
    // Shown whole beside the picture: it is part of the recorded view.
    await expect(staff.getByText(typed.documentNumber)).toBeVisible();
    await everyPicture(staff, 2);
    await look(staff, "admin-03-case");
    await staff.getByRole("button", { name: "通过", exact: true }).click();
    await expect(staff.getByText("上一份报名已审核通过。")).toBeVisible();

    await page.goto("/registration");
    await expect(page.getByRole("heading", { name: "审核通过，待缴费" })).toBeVisible();
    await look(page, "12-status-approved");
  });

  await test.step("5 报名缴费", async () => {
    await page.getByRole("link", { name: "去缴费" }).click();
    await look(page, "13-payment-confirm");
    await page.getByRole("button", { name: "确认信息并缴费" }).click();
    await (isMobile ? payInThisBrowser(page) : payByScanning(page));
    // Nobody presses anything: the page turns by itself.
    await expect(page.getByText("报名已生效，请等待考试通知")).toBeVisible({ timeout: 20_000 });
    await look(page, "16-receipt");
    await page.getByRole("link", { name: "查看考试安排" }).click();
    await expect(page.getByText("缴费已完成，等待准考证发布")).toBeVisible();
    await look(page, "17-waiting");
  });

  await test.step("6 打印准考证", async () => {
    await staff.goto("/admin/seating");
    await look(staff, "admin-04-seating-empty");
    await staff.getByLabel("考场编号").fill("1");
    await staff.getByLabel("地点（楼栋与房间）").fill("教学楼 A101");
    await staff.getByRole("button", { name: "增加考场" }).click();
    await expect(staff.getByText("考场已保存。")).toBeVisible();
    await staff.getByRole("link", { name: "编排座位…" }).click();
    await staff.getByRole("button", { name: "确认编排 1 人" }).click();
    await expect(staff.getByText("座位已编排，准考证号已生成。")).toBeVisible();
    await look(staff, "admin-05-seated");
    await staff.getByRole("link", { name: /座次表/ }).click();
    await look(staff, "admin-06-room");
    await staff.goto("/admin/seating");
    await staff.getByRole("link", { name: "发布准考证…" }).click();
    await staff.getByLabel("请输入准考证张数“1”确认").fill("1");
    await staff.getByRole("button", { name: "确认发布 1 张准考证" }).click();
    await expect(staff.getByText("准考证已发布，考生可以在打印时间内打印。")).toBeVisible();

    await page.goto("/registration");
    await page.getByRole("link", { name: "打印准考证" }).click();
    const card = page.getByRole("article", { name: "准考证" });
    await expect(card).toContainText(typed.name);
    await everyPicture(page, 1);
    await look(page, "18-card");
    const printed = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    await keep("19-card-printed.pdf", printed);
    expect(readPdf(printed).pages).toBe(1);

    const href = (await page.getByRole("link", { name: "下载准考证 PDF" }).getAttribute("href")) ?? "";
    const answer = await page.request.get(href);
    expect(answer.headers()["cache-control"]).toContain("no-store");
    await keep("20-card.pdf", await answer.body());
    const pdf = readPdf(await answer.body());
    expect(pdf.pages).toBe(1);
    expect(pdf.allEmbedded).toBe(true);
    for (const word of ["准考证", typed.name, typed.documentNumber, "成考(在籍)", "英语", "教学楼 A101", "考生须知"]) {
      expect(pdf.text.replaceAll(/\s+/g, "")).toContain(word.replaceAll(" ", ""));
    }
    const pledgeBytes = await (await page.request.get(`${href}/pledge`)).body();
    await keep("21-pledge.pdf", pledgeBytes);
    const pledge = readPdf(pledgeBytes);
    expect(pledge.text).toContain("考试承诺书");
    expect(pledge.pages).toBe(1);
  });

  await test.step("7 等待考试", async () => {
    await page.goto("/registration/exam");
    await expect(page.getByRole("timer")).toContainText("距离考试开始还有");
    await look(page, "22-exam");
    const calendar = await page.request.get("/api/exam-calendar");
    expect(await calendar.text()).toContain("BEGIN:VEVENT");
  });
  await staff.context().close();
});

/** Every picture of the page has come and could be drawn. */
async function everyPicture(page: Page, least: number): Promise<void> {
  const widths = () =>
    page.locator("img:visible").evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth));
  await expect.poll(async () => (await widths()).filter((width) => width > 0).length).toBeGreaterThanOrEqual(least);
  await expect.poll(widths).not.toContain(0);
}

/** A desktop's way: the code is scanned, which in the demo is a window of the simulator. */
async function payByScanning(page: Page): Promise<void> {
  await expect(page.getByAltText("微信支付二维码")).toBeVisible();
  await look(page, "14-payment-code");
  const opened = page.waitForEvent("popup");
  await page.getByRole("link", { name: /模拟支付/ }).click();
  const cashier = await opened;
  await photograph(cashier, "15-simulator");
  await cashier.getByRole("button", { name: /支付/ }).click();
  await expect(cashier.getByText("该订单已支付")).toBeVisible();
  await page.bringToFront();
}

/** A phone's way: its browser goes to WeChat and comes back. */
async function payInThisBrowser(page: Page): Promise<void> {
  await expect(page.getByRole("link", { name: "打开微信付款" })).toBeVisible();
  await look(page, "14-payment-code");
  await page.getByRole("link", { name: "打开微信付款" }).click();
  const pay = page.getByRole("button", { name: /^支付/ });
  await expect(pay).toBeVisible();
  await photograph(page, "15-simulator");
  await pay.click();
  await expect(page).toHaveURL(/\/registration\/(?:payment|paid)/);
}
