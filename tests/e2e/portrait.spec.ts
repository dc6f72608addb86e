import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { chromium, devices, expect, type Locator, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { cutOut, frontalFaces, groupPhoto } from "../support/faces";
import { look, photograph, test } from "./support/page";
import { jpeg } from "./support/steps";
import { candidate, openSession } from "./support/world";

const [, , , , , , , , , , face] = frontalFaces;

/** A candidate whose details are done and who has no portrait yet. */
async function atPortrait(page: Page): Promise<void> {
  const { id } = await openSession();
  await candidate(page.context(), id, "DRAFT", { portrait: false });
  await page.goto("/registration/portrait");
  await page.getByLabel("我已阅读并单独同意").check();
}

/** A photo of a whole room, in which the person is to be found: twelve megapixels, held sideways. */
const sideways = async () =>
  sharp(await groupPhoto(6))
    .resize(4000, 3000, { fit: "cover" })
    .rotate(90)
    .jpeg({ quality: 85 })
    .toBuffer();

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error("not on the screen");
  return box;
}

const kept = (page: Page) => page.getByAltText("处理后的登记照");

async function keptPicture(page: Page): Promise<Buffer> {
  const address = await kept(page).getAttribute("src");
  const response = await page.request.get(address ?? "");
  expect(response.headers()["cache-control"]).toContain("no-store");
  return response.body();
}

const keptSize = async (page: Page) => sharp(await keptPicture(page)).metadata();

/** The photo on the screen and the frame that cuts it. */
async function cropped(page: Page) {
  const [shown, frame] = await Promise.all([
    boxOf(page.getByAltText("正在裁剪的照片")),
    boxOf(page.getByLabel("裁剪区域，可用方向键移动照片")),
  ]);
  return { shown, frame };
}

/** How far two pictures are apart, in grey levels of a small copy. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((picture) => sharp(picture).resize(48, 64, { fit: "fill" }).greyscale().raw().toBuffer()),
  );
  if (!a || !b) return NaN;
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

test("any photo is turned and cut by buttons alone, with the keyboard", async ({ page }) => {
  // Where the server cannot be asked for the face, the crop starts in the middle.
  await page.route("**/registration/portrait/face", (route) => route.abort());
  await atPortrait(page);
  const photo = await sideways();
  await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", photo));
  await expect(page.getByRole("button", { name: "使用这张" })).toBeEnabled();
  const press = async (name: string, times = 1) => {
    await page.getByRole("button", { name, exact: true }).focus();
    for (let time = 0; time < times; time += 1) await page.keyboard.press("Enter");
  };
  await press("左转");
  await expect(page.getByRole("button", { name: "使用这张" })).toBeEnabled();
  // Pressed too often, the picture stays where it still fills the frame: what is seen is what is cut.
  await press("左移", 6);
  await press("下移", 2);
  const { shown, frame } = await cropped(page);
  expect(shown.x + shown.width).toBeCloseTo(frame.x + frame.width, 0);
  expect(shown.y).toBeCloseTo(frame.y, 0);
  expect(shown.y + shown.height).toBeGreaterThanOrEqual(frame.y + frame.height - 1);
  await press("放大", 8);
  await press("左移", 3);
  await press("下移", 2);
  await look(page, "portrait-crop");
  const seen = await cropped(page);
  await press("使用这张");
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
  expect(await keptSize(page)).toMatchObject({ format: "jpeg", width: 480, height: 640 });
  // What was seen in the frame is what was cut.
  const upright = await sharp(photo).rotate(270).jpeg().toBuffer();
  const { width, height } = await sharp(upright).metadata();
  const scale = width / seen.shown.width;
  const part = {
    left: Math.round((seen.frame.x - seen.shown.x) * scale),
    top: Math.round((seen.frame.y - seen.shown.y) * scale),
    width: Math.round(seen.frame.width * scale),
    height: Math.round(seen.frame.height * scale),
  };
  expect(part.top + part.height).toBeLessThanOrEqual(height);
  expect(await difference(await keptPicture(page), await sharp(upright).extract(part).toBuffer())).toBeLessThan(8);
  await expect(page.getByAltText("原照片")).toBeVisible();
  await look(page, "portrait-before-after");
});

test("the crop starts on the face, wherever in the photo it is", async ({ page }) => {
  await atPortrait(page);
  // A person at the right edge of a wide photo, where the middle shows nothing but wall.
  const person = await sharp(await cutOut(face, { width: 4.6 }))
    .resize(720, 960)
    .toBuffer();
  const photo = await sharp({ create: { width: 2400, height: 1400, channels: 3, background: "#c9d2da" } })
    .composite([{ input: person, left: 1600, top: 300 }])
    .jpeg({ quality: 90 })
    .toBuffer();
  const asked = page.waitForRequest("**/registration/portrait/face");
  const choose = async () => {
    const answered = page
      .waitForResponse("**/registration/portrait/face", { timeout: 6000 })
      .then((response) => response.ok())
      .catch(() => false);
    await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", photo));
    await expect(page.getByRole("button", { name: "使用这张" })).toBeEnabled();
    return answered;
  };
  // On a busy machine the answer may come too late for the page, which then starts in the middle.
  for (let attempt = 1; !(await choose()) && attempt < 5; attempt += 1)
    await page.getByRole("button", { name: "重新选择" }).click();
  // A small copy is enough to find the face.
  expect(Number((await (await asked).allHeaders())["content-length"])).toBeLessThan(60_000);
  await look(page, "portrait-crop-on-face");
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
  // Eyes, size and place are as they should be without a touch.
  await expect(page.getByText(/没有找到清楚的面部|头部没有完整|面部过大或过小|眼睛的位置/)).toHaveCount(0);
});

test("a real portrait is cut by dragging and taken without a word of warning", async ({ page }) => {
  await atPortrait(page);
  await page.locator("#PORTRAIT").setInputFiles(
    jpeg(
      "photo.jpg",
      await sharp(await cutOut(face, { width: 4.6 }))
        .resize(960, 1280)
        .toBuffer(),
    ),
  );
  const area = page.getByLabel("裁剪区域，可用方向键移动照片");
  await expect(page.getByRole("button", { name: "使用这张" })).toBeEnabled();
  const box = await boxOf(area);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -120);
  await page.mouse.down();
  await page.mouse.move(x + 10, y + 6, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
  await expect(page.getByText("建议重新拍摄")).toBeHidden();
  await expect(page.getByRole("button", { name: "下一步", exact: true })).toBeVisible();
});

test("what could be better is said in words; the photo can be cut again, and used all the same", async ({ page }) => {
  await atPortrait(page);
  const dark = await sharp(await cutOut(face))
    .resize(960, 1280)
    .modulate({ brightness: 0.3 })
    .jpeg()
    .toBuffer();
  await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", dark));
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(page.getByText("建议重新拍摄")).toBeVisible();
  await expect(page.getByText("面部偏暗，请到光线充足的地方重新拍摄。")).toBeVisible();
  await expect(page.getByText(/480×640，\d+KB/)).toBeVisible();
  await look(page, "portrait-warned");
  // One primary button at a time: a better photo first, and what is open below before both.
  const primary = page.locator(".button-primary");
  await expect(primary).toHaveText(["重新拍摄"]);
  const first = await kept(page).getAttribute("src");
  await page.getByRole("button", { name: "重新裁剪" }).click();
  await expect(primary).toHaveText(["使用这张"]);
  await page.getByRole("button", { name: "放大" }).click();
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(kept(page)).not.toHaveAttribute("src", first ?? "");
  await page.getByRole("button", { name: "重新拍摄" }).click();
  await expect(page.getByRole("button", { name: "返回" })).toBeVisible();
  await expect(primary).toHaveText(["拍照"]);
  await page.getByRole("button", { name: "返回" }).click();
  await page.getByRole("button", { name: "仍要使用，下一步" }).click();
  await expect(page).toHaveURL(/\/registration\/confirm$/);
});

test("where the browser cannot draw, the photo goes as it is and is cut by the server", async ({ page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.toBlob = (done) => setTimeout(() => done(null));
  });
  await atPortrait(page);
  await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", await groupPhoto(6)));
  await expect(page.getByRole("button", { name: "使用这张" })).toBeEnabled();
  await expect(page.getByRole("button", { name: "左转" })).toBeDisabled();
  await page.getByRole("button", { name: "放大" }).click();
  const sent = page.waitForRequest("**/api/uploads");
  await page.getByRole("button", { name: "使用这张" }).click();
  // Many times the size of a portrait: the photo itself.
  expect(Number((await (await sent).allHeaders())["content-length"])).toBeGreaterThan(350_000);
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
  expect(await keptSize(page)).toMatchObject({ format: "jpeg", width: 480, height: 640 });
});

test("the page is light, and the cropper comes only with a photo", async ({ page }) => {
  await atPortrait(page);
  const scripts = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter(
          (entry): entry is PerformanceResourceTiming =>
            entry instanceof PerformanceResourceTiming && entry.name.endsWith(".js"),
        )
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    );
  const first = await scripts();
  expect(first).toBeGreaterThan(50_000);
  expect(first).toBeLessThanOrEqual(190_000);
  await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", await cutOut(face)));
  await expect(page.getByRole("button", { name: "使用这张" })).toBeEnabled();
  expect(await scripts()).toBeGreaterThan(first);
});

test("a photo the browser cannot read is answered with what to do", async ({ page }) => {
  await atPortrait(page);
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic"), Buffer.alloc(2000)]);
  await page.locator("#PORTRAIT").setInputFiles({ name: "IMG_0001.HEIC", mimeType: "image/heic", buffer: heic });
  await expect(page.getByText("HEIC格式的照片无法直接使用")).toBeVisible();
  await photograph(page, "portrait-refused");
});

test("without consent no photo is opened and no camera", async ({ page }) => {
  const { id } = await openSession();
  await candidate(page.context(), id, "DRAFT", { portrait: false });
  await page.goto("/registration/portrait");
  await expect(page.getByLabel("我已阅读并单独同意")).not.toBeChecked();
  await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", await cutOut(face)));
  await expect(page.getByText("请先阅读并勾选同意书，再提交登记照。")).toBeVisible();
  await page.getByRole("button", { name: "拍照" }).click();
  await expect(page.getByRole("button", { name: "使用这张" })).toBeHidden();
  await expect(page.getByText("由工作人员现场办理")).toBeVisible();
});

test("a consent that was taken back on another device is not given again by a page that was open", async ({ page }) => {
  const { id } = await openSession();
  const { registration } = await candidate(page.context(), id, "DRAFT");
  await page.goto("/registration/portrait");
  await expect(page.getByText("您已单独同意处理人脸信息。")).toBeVisible();
  // Another tab takes it back, and the portrait goes with it.
  const other = await page.context().newPage();
  other.on("dialog", (dialog) => void dialog.accept());
  await other.goto("/registration/portrait");
  await other.getByRole("button", { name: "撤回同意" }).click();
  await expect(other.getByText("您已撤回人脸信息处理同意")).toBeVisible();
  await other.close();

  const searched = page.waitForResponse("**/registration/portrait/face");
  await page.locator("#PORTRAIT").setInputFiles(jpeg("photo.jpg", await cutOut(face)));
  expect((await searched).status()).not.toBe(200);
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(page.getByText("上传登记照前，请先阅读并勾选人脸信息处理同意书。")).toBeVisible();
  const { faceConsentAt, files } = await db().registration.findUniqueOrThrow({
    where: { id: registration.id },
    select: { faceConsentAt: true, files: { where: { kind: "PORTRAIT", removedAt: null } } },
  });
  expect({ faceConsentAt, files }).toEqual({ faceConsentAt: null, files: [] });
});

/** A browser of its own, whose camera shows a real face or is refused. */
async function withCamera(
  args: string[],
  permissions: string[],
  use: (page: Page) => Promise<void>,
  viewport: { width: number; height: number },
) {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", ...args],
  });
  try {
    const context = await browser.newContext({
      ...devices["Desktop Chrome"],
      viewport,
      baseURL: process.env["E2E_URL"] ?? "",
      locale: "zh-CN",
      permissions,
    });
    await use(await context.newPage());
  } finally {
    await browser.close();
  }
}

test("the camera shows a frame, takes a picture, and lets it be taken again", async ({ viewport }) => {
  const folder = await mkdtemp(path.join(tmpdir(), "camera-"));
  try {
    // The face as a camera of 4:3 would see it.
    const still = await sharp(await cutOut(face))
      .resize(960, 1280)
      .extend({ left: 372, right: 372, background: "#9aa5b1" })
      .jpeg({ quality: 90 })
      .toBuffer();
    const feed = path.join(folder, "face.mjpeg");
    await writeFile(feed, Buffer.concat(Array.from({ length: 30 }, () => still)));
    const args = [
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-video-capture=${feed}`,
    ];
    await withCamera(
      args,
      ["camera"],
      async (page) => {
        await atPortrait(page);
        await page.getByRole("button", { name: "拍照", exact: true }).click();
        const shutter = page.getByRole("button", { name: "拍照", exact: true });
        await expect(shutter).toBeEnabled();
        await photograph(page, "portrait-camera");
        await shutter.click();
        await page.getByRole("button", { name: "重拍" }).click();
        await shutter.click();
        await page.getByRole("button", { name: "使用这张" }).click();
        await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
        expect(await keptSize(page)).toMatchObject({ width: 480, height: 640 });
        await expect(page.getByText("没有找到清楚的面部")).toBeHidden();
      },
      viewport ?? { width: 390, height: 844 },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a camera that is refused leads on to the photos", async ({ viewport }) => {
  await withCamera(
    ["--use-fake-device-for-media-stream", "--deny-permission-prompts"],
    [],
    async (page) => {
      await atPortrait(page);
      await page.getByRole("button", { name: "拍照", exact: true }).click();
      await expect(page.getByText("没有得到使用摄像头的许可")).toBeVisible();
      await look(page, "portrait-no-camera");
      await page.getByLabel("用手机相机拍照").setInputFiles(jpeg("photo.jpg", await cutOut(face)));
      await page.getByRole("button", { name: "使用这张" }).click();
      await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
    },
    viewport ?? { width: 390, height: 844 },
  );
});
