import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { look, test } from "./support/page";
import { candidate, openSession, staffPage } from "./support/world";

const HOUR = 3_600_000;
const main = (page: Page) => page.getByRole("main");

test("the home says which exam, what is open and until when, and its button knows the visitor", async ({
  page,
  context,
}) => {
  const examSession = await openSession();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: examSession.title })).toBeVisible();
  await expect(page.getByText("网上报名进行中")).toBeVisible();
  await expect(main(page).getByRole("link", { name: "登录" })).toBeVisible();
  await expect(main(page).getByRole("link", { name: "新用户注册" })).toBeInViewport();
  await look(page, "face-01-home");

  for (const [status, label, address] of [
    ["DRAFT", "核对并提交", "/registration/confirm"],
    ["APPROVED", "去缴费", "/registration/payment"],
  ] as const) {
    await candidate(context, examSession.id, status);
    await page.goto("/");
    const button = main(page).locator(".now-card").getByRole("link");
    await expect(button).toHaveText(label);
    await expect(button).toHaveAttribute("href", address);
    await expect(button).toBeInViewport();
  }
  await look(page, "face-02-home-signed-in");
});

test("before, between and after the windows the home tells what comes next", async ({ page }) => {
  const now = Date.now();
  const at = (hours: number) => new Date(now + hours * HOUR);
  const closed = { registrationOpensAt: at(-9), registrationClosesAt: at(-8), reviewOpensAt: at(-9) };
  for (const [windows, words] of [
    [{ registrationOpensAt: at(5), registrationClosesAt: at(9) }, /^网上报名 .* 开始$/],
    [{ ...closed, paymentOpensAt: at(-1), paymentClosesAt: at(2) }, "网上缴费进行中"],
    [{ ...closed, paymentOpensAt: at(2), paymentClosesAt: at(3), printingOpensAt: at(4) }, /^网上缴费 .* 开始$/],
    [{ ...closed, paymentOpensAt: at(-3), paymentClosesAt: at(-2), printingOpensAt: at(4) }, /^准考证打印 .* 开始$/],
  ] as const) {
    await openSession(windows);
    await page.goto("/");
    await expect(page.locator(".now-card").getByText(words)).toBeVisible();
  }
});

test("text size, contrast and language are remembered, and lead back to the page one came from", async ({ page }) => {
  await openSession();
  await page.goto("/faq?q=缴费");
  await page.getByRole("link", { name: "大字" }).click();
  await page.getByLabel("超大字").check();
  await page.getByLabel("高对比").check();
  await look(page, "face-03-display");
  await page.getByRole("button", { name: "保存并返回" }).click();
  await expect(page).toHaveURL(/\/faq\?q=/);
  const html = page.locator("html");
  await expect(html).toHaveCSS("font-size", "22px");
  await expect(page.locator("h1")).toHaveCSS("color", "rgb(0, 0, 0)");
  for (const address of ["/", "/login", "/register", "/faq"]) {
    await page.goto(address);
    await look(page, `face-04-largest${address.replaceAll("/", "-")}`);
  }

  await page.getByRole("button", { name: "English" }).click();
  await expect(page).toHaveURL(/\/faq$/);
  await expect(html).toHaveAttribute("lang", "en");
  await expect(html).toHaveCSS("font-size", "22px");
  await page.getByRole("button", { name: "中文" }).click();
  await expect(html).toHaveAttribute("lang", "zh-CN");
});

test("what was typed goes along when the text gets larger or another language is chosen", async ({ page }) => {
  await openSession();
  await page.goto("/register");
  await page.getByLabel("手机号码").fill("13900001234");
  await page.getByLabel(/我已阅读并同意/).check();
  await page.getByRole("link", { name: "大字" }).click();
  await page.getByLabel("大字", { exact: true }).check();
  await page.getByRole("button", { name: "保存并返回" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-text-size", "large");
  await expect(page.getByLabel("手机号码")).toHaveValue("13900001234");
  await expect(page.getByLabel(/我已阅读并同意/)).toBeChecked();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByLabel("Mobile number")).toHaveValue("13900001234");
  await expect(page.getByText("系统刚刚更新过")).toHaveCount(0);
});

test("常见问题 can be searched, and an empty result says whom to call", async ({ page }) => {
  await openSession({ contactPhone: "027-83955655、027-83943655" });
  await page.goto("/");
  await page.getByRole("searchbox").fill("验证码");
  await page.getByRole("button", { name: "搜索" }).click();
  await expect(page.getByText(/^找到\d+个问题。/)).toBeVisible();
  const answer = page.getByText("60秒后可以重新获取");
  if (!(await answer.isVisible())) await page.getByText("收不到短信验证码怎么办？").click();
  await expect(answer).toBeVisible();
  await look(page, "face-05-faq");
  await page.getByRole("searchbox").fill("没有这种问题");
  await page.getByRole("button", { name: "搜索" }).click();
  await expect(main(page).getByRole("link", { name: "027-83943655" })).toHaveAttribute("href", "tel:02783943655");
});

test("what the office uploads and chooses is what candidates see", async ({ browser, page }) => {
  const examSession = await openSession();
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.goto(`/admin/sessions/${examSession.id}`);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="30"/></svg>';
  await desk.getByLabel("校徽", { exact: true }).setInputFiles({
    name: "emblem.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from(svg),
  });
  await desk.getByRole("button", { name: "上传校徽" }).click();
  await expect(desk.getByText("图片已更新")).toBeVisible();
  await look(desk, "face-06-pictures");

  await desk.getByLabel("学校标准色").fill("#8a1c1c");
  await desk.getByRole("button", { name: "保存", exact: true }).click();
  await expect(desk.getByText("考试批次已保存。")).toBeVisible();

  await page.goto("/");
  const { emblemHash } = await db().examSession.findUniqueOrThrow({ where: { id: examSession.id } });
  await expect(page.locator("header img")).toHaveAttribute("src", `/school-pictures/${emblemHash}`);
  await expect(page.locator("header.site-head")).toHaveCSS("background-color", "rgb(138, 28, 28)");
  expect(await page.locator("header img").evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(512);
  await look(page, "face-07-own-colour");

  await desk.getByLabel("学校标准色").fill("#07c160");
  await desk.getByRole("button", { name: "保存", exact: true }).click();
  await expect(desk.getByText("颜色须足够深").first()).toBeVisible();
  await desk.context().close();
});
