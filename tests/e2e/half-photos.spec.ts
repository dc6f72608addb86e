import sharp from "sharp";
import { expect } from "playwright/test";
import { alertOf, test } from "./support/page";
import { jpeg } from "./support/steps";
import { candidate, openSession } from "./support/world";

/** A photo large enough for the browser to draw it anew before it is sent. */
const photo = (progressive = false) =>
  sharp({
    create: {
      width: 1200,
      height: 1600,
      channels: 3,
      background: "#a08060",
      noise: { type: "gaussian", mean: 128, sigma: 50 },
    },
  })
    .jpeg({ quality: 90, progressive })
    .toBuffer();

const DAMAGED = "文件已损坏或不完整，请重新拍摄，或换一个文件上传。";

test("half a photo gets no tick, however its end looks; one that lacks its end marker alone does", async ({
  page,
  context,
}) => {
  const { id } = await openSession();
  await candidate(context, id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  const whole = await photo();
  const half = whole.subarray(0, whole.length / 2);
  const end = Buffer.from([0xff, 0xd9]);
  const front = page.getByRole("region", { name: "身份证正面照片" });
  for (const broken of [half, Buffer.concat([half, end]), (await photo(true)).subarray(0, -5000)]) {
    const answered = page.waitForResponse("**/api/uploads");
    await page.locator("#ID_FRONT").setInputFiles(jpeg("photo.jpg", broken));
    expect((await answered).status()).toBe(422);
    await expect(front.getByText(DAMAGED)).toBeVisible();
    await expect(page.getByText("✓ 已上传")).toHaveCount(0);
  }
  await page.locator("#ID_FRONT").setInputFiles(jpeg("photo.jpg", whole.subarray(0, -2)));
  await expect(front.getByText("✓ 已上传")).toBeVisible();
});

test("half a portrait is refused after it was cut, and a whole one is taken", async ({ page, context }) => {
  const { id } = await openSession();
  await candidate(context, id, "DRAFT", { portrait: false });
  await page.goto("/registration/portrait");
  await expect(page.getByRole("button", { name: "拍照", exact: true })).toBeVisible();
  await expect(page.getByText("打开手机自带相机")).toBeVisible();
  await page.getByLabel("我已阅读并单独同意").check();
  const whole = await photo();
  const half = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.from([0xff, 0xd9])]);
  await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", half));
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(alertOf(page).getByText(DAMAGED)).toBeVisible();
  await page.getByRole("button", { name: "重新选择" }).click();
  await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", whole.subarray(0, -2)));
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
});

test("every input asks for one kind of file, and a camera stands beside it", async ({ page, context, browser }) => {
  const { id } = await openSession();
  await candidate(context, id, "DRAFT", { bare: true });
  await page.goto("/registration/details");
  await expect(page.locator("#ID_FRONT")).toHaveAttribute("accept", "image/*");
  await expect(page.locator("#PROOF")).toHaveAttribute("accept", "image/*");
  await expect(page.locator("#PROOF")).toHaveAttribute("multiple", "");
  // The proof of the exam, and the folded one of 合理便利.
  const pdfs = page.getByLabel("选择PDF：");
  await expect(pdfs).toHaveCount(2);
  for (const pdf of await pdfs.all()) await expect(pdf).toHaveAttribute("accept", "application/pdf");
  await page.locator("summary").filter({ hasText: "合理便利" }).click();
  const cameras = page.getByText("拍照", { exact: true });
  await expect(cameras).toHaveCount(4);
  // The smallest phone sees them, too: what is only in the page helps nobody.
  await page.setViewportSize({ width: 320, height: 640 });
  for (const camera of await cameras.all()) await expect(camera).toBeVisible();
  await expect(page.getByLabel("拍照：身份证正面照片")).toHaveAttribute("capture", "environment");
  await page.getByLabel("拍照：身份证正面照片").setInputFiles(jpeg("shot.jpg", await photo()));
  await expect(page.getByText("✓ 已上传")).toBeVisible();

  const userAgent =
    "Mozilla/5.0 (Linux; Android 12; V2001A) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49";
  const wechat = await browser.newContext({ userAgent, storageState: await context.storageState(), locale: "zh-CN" });
  const inWeChat = await wechat.newPage();
  await inWeChat.goto("/registration/details");
  await expect(inWeChat.getByLabel("选择PDF：")).toHaveCount(2);
  await expect(inWeChat.locator("input[type=file][multiple]")).toHaveCount(0);
  await wechat.close();
});
