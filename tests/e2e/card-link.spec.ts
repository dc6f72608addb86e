import { expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { storeEncryptedFile } from "@/lib/adapter/storage/encrypted-file";
import { portraitBytes } from "../support/admit-card";
import { look, test } from "./support/page";
import { candidate, openSession } from "./support/world";

// The card on a phone: one picture to keep, and a link that opens in another browser, once.

async function cardOut(context: Parameters<typeof candidate>[0]) {
  const now = new Date();
  const examSession = await openSession({ seatsFrozenAt: now, cardsPublishedAt: now });
  const who = await candidate(context, examSession.id, "PAID");
  const room = await db().room.create({
    data: { examSessionId: examSession.id, number: 1, place: "教学楼 A101", capacity: 30, numberedSeats: 5 },
  });
  await db().seat.create({
    data: {
      examSessionId: examSession.id,
      roomId: room.id,
      number: 5,
      registrationId: who.registration.id,
      admitCardNumber: `1049626${Date.now()}`,
    },
  });
  await db().storedFile.updateMany({
    where: { registrationId: who.registration.id, kind: "PORTRAIT" },
    data: { storageKey: await storeEncryptedFile(await portraitBytes()) },
  });
  return { examSession, ...who };
}

test("the card is kept as one picture, and opened once in another browser without signing in", async ({
  page,
  context,
  browser,
}) => {
  const { registration } = await cardOut(context);
  await page.goto("/registration");
  await look(page, "card-01-status");
  await page.getByRole("link", { name: "打印准考证" }).click();
  const picture = page.getByAltText("准考证图片，内容与下方准考证相同");
  await expect(picture).toBeHidden();
  await page.getByText("显示图片，长按保存").click();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1240);
  await expect(page.getByRole("link", { name: "保存准考证图片" })).toBeVisible();
  // A phone has no printer: printing is not its first act.
  await expect(page.getByRole("link", { name: "打印准考证" })).toBeHidden();
  await look(page, "card-02-phone");
  const kept = await page.request.get(`/api/admit-cards/${registration.id}/picture`);
  expect(kept.headers()).toMatchObject({
    "content-type": "image/png",
    "cache-control": expect.stringContaining("no-store"),
  });

  await page.getByText("换一个浏览器或电脑打印").click();
  await page.getByRole("button", { name: "生成一次性链接" }).click();
  const address = (await page.getByText(/\/card-link\/[\w-]{43}$/).textContent()) ?? "";
  await look(page, "card-03-link");

  const elsewhere = await browser.newContext();
  // A messenger that previews the link uses nothing up.
  for (let look = 0; look < 2; look += 1) expect((await elsewhere.request.get(address)).status()).toBe(200);
  const other = await elsewhere.newPage();
  await other.goto(address);
  await expect(other.getByRole("heading", { name: "打开准考证" })).toBeVisible();
  await expect(other.getByText("王小明")).toHaveCount(0);
  await look(other, "card-04-other-browser");
  const posted = other.waitForResponse((response) => response.request().method() === "POST");
  await other.getByRole("button", { name: "打开准考证 PDF" }).click();
  const answer = await posted;
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({
    "content-type": "application/pdf",
    "cache-control": expect.stringContaining("no-store"),
    "referrer-policy": "no-referrer",
  });

  const again = await elsewhere.newPage();
  await again.goto(address);
  await expect(again.getByRole("heading", { name: "链接已失效" })).toBeVisible();
  await look(again, "card-05-used");
  await elsewhere.close();
});

test("a second press opens a card link no second time, which would hide the card", async ({
  page,
  context,
  browser,
}) => {
  await cardOut(context);
  await page.goto("/registration/admit-card");
  await page.getByText("换一个浏览器或电脑打印").click();
  await page.getByRole("button", { name: "生成一次性链接" }).click();
  const address = (await page.getByText(/\/card-link\/[\w-]{43}$/).textContent()) ?? "";
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(address);
  await other.waitForLoadState("networkidle");
  // What the page lets through is counted and held back: the answer of a first post would replace the page.
  await other.evaluate(() => {
    const passed: boolean[] = [];
    Object.assign(window, { passed });
    window.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) passed.push(true);
      event.preventDefault();
    });
  });
  const button = other.getByRole("button", { name: "打开准考证 PDF" });
  await button.click();
  await button.click();
  expect(await other.evaluate(() => (window as unknown as { passed: boolean[] }).passed.length)).toBe(1);
  await elsewhere.close();
});

test("the exam page and the status page after the exam", async ({ page, context }) => {
  const { examSession } = await cardOut(context);
  await page.goto("/registration/exam");
  await expect(page.getByRole("timer")).toBeVisible();
  await look(page, "card-06-exam");
  const past = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await db().examSession.update({
    where: { id: examSession.id },
    data: { examStartsAt: past(3), examEndsAt: past(1), printingClosesAt: past(3) },
  });
  // An exam that is over is shown first when no other one is under way: the others step back.
  const later = await db().examSession.findMany({
    where: { id: { not: examSession.id }, examStartsAt: { gt: past(3) }, publishedAt: { not: null } },
    select: { id: true },
  });
  const put = (publishedAt: Date | null) =>
    db().examSession.updateMany({ where: { id: { in: later.map(({ id }) => id) } }, data: { publishedAt } });
  await put(null);
  try {
    await page.goto("/registration");
    await expect(page.getByRole("heading", { name: "考试已结束" })).toBeVisible();
    await look(page, "card-07-after-exam");
  } finally {
    await put(new Date());
  }
});

test.describe("inside WeChat", () => {
  test.use({
    userAgent:
      "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0 Mobile MicroMessenger/8.0.40",
  });

  test("the picture is kept by a long press, and the link is offered at once", async ({ page, context }) => {
    await cardOut(context);
    await page.goto("/registration/admit-card");
    await page.getByText("显示图片，长按保存").click();
    await expect(page.getByText("长按下图，选择“保存图片”。")).toBeVisible();
    await expect(page.getByRole("link", { name: "保存准考证图片" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "生成一次性链接" })).toBeVisible();
    await look(page, "card-08-wechat");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the link is made and opened by plain posts", async ({ page, context }) => {
    await cardOut(context);
    await page.goto("/registration/admit-card");
    await page.getByText("换一个浏览器或电脑打印").click();
    await page.getByRole("button", { name: "生成一次性链接" }).click();
    const link = page.getByText(/\/card-link\/[\w-]{43}$/);
    await expect(link).toBeVisible();
    await page.goto((await link.textContent()) ?? "");
    const posted = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "打开准考证 PDF" }).click();
    expect((await posted).headers()["content-type"]).toBe("application/pdf");
  });
});
