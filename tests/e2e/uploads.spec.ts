import sharp from "sharp";
import { expect } from "playwright/test";
import { drawnIdCard, drawnTranscript } from "../support/drawings";
import { pdf } from "../support/pictures";
import { look, test } from "./support/page";
import { jpeg } from "./support/steps";
import { candidate, openSession } from "./support/world";

/** A candidate in the middle of 信息填写 with nothing uploaded. */
async function atDetails(context: Parameters<typeof candidate>[0]) {
  const { id } = await openSession({ idTypes: ["RESIDENT_ID", "PASSPORT", "HK_MACAO_PERMIT"] });
  await candidate(context, id, "DRAFT", { bare: true });
}

test("documents are sent, turned, replaced and deleted, and a PDF is seen page by page", async ({ page, context }) => {
  await atDetails(context);
  await page.goto("/registration/details");
  const front = page.getByRole("region", { name: "身份证正面照片" });
  await page.locator("#ID_FRONT").setInputFiles(
    jpeg(
      "front.jpg",
      await sharp(await drawnIdCard("front"))
        .rotate(270)
        .toBuffer(),
    ),
  );
  await expect(front.getByText("✓ 已上传")).toBeVisible();
  const shown = front.getByAltText("身份证正面照片，已上传");
  // null until it is loaded. Not decode(): the picture that is asked may be replaced while it waits, and would be
  // waited for for ever.
  const tall = () =>
    shown.evaluate((image: HTMLImageElement) =>
      image.complete && image.naturalWidth > 0 ? image.naturalHeight > image.naturalWidth : null,
    );
  // A browser loads a picture far below the screen when it comes near.
  await shown.scrollIntoViewIfNeeded();
  await expect.poll(tall).toBe(true);
  await front.getByRole("button", { name: "旋转" }).click();
  await expect.poll(tall).toBe(false);

  const proof = page.getByRole("region", { name: /成绩证明/ });
  await page
    .locator("#PROOF")
    .setInputFiles([
      jpeg("transcript.jpg", await drawnTranscript()),
      { name: "report.pdf", mimeType: "application/pdf", buffer: pdf({ pages: 3 }) },
    ]);
  await expect(proof.getByText("✓ 已上传")).toHaveCount(2);
  await proof.getByText("共3页，逐页查看").click();
  await expect(proof.getByAltText(/第3页/)).toBeVisible();
  await look(page, "uploads-pdf");

  page.once("dialog", (dialog) => void dialog.dismiss());
  await proof.getByRole("button", { name: "删除" }).first().click();
  await expect(proof.getByText("✓ 已上传")).toHaveCount(2);
  page.once("dialog", (dialog) => void dialog.accept());
  await proof.getByRole("button", { name: "删除" }).first().click();
  await expect(proof.getByText("✓ 已上传")).toHaveCount(1);
  await page.reload();
  await expect(page.getByText("✓ 已上传")).toHaveCount(2);
});

test("a large photo is made small before it is sent", async ({ page, context }) => {
  await atDetails(context);
  await page.goto("/registration/details");
  const photo = await sharp({
    create: {
      width: 4000,
      height: 3000,
      channels: 3,
      background: "#888",
      noise: { type: "gaussian", mean: 128, sigma: 40 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer();
  const sent = page.waitForRequest("**/api/uploads");
  await page.locator("#ID_FRONT").setInputFiles(jpeg("photo.jpg", photo));
  const length = Number((await (await sent).allHeaders())["content-length"]);
  expect(length).toBeGreaterThan(0);
  expect(length).toBeLessThan(photo.length / 2);
  await expect(page.getByText("✓ 已上传")).toBeVisible();
});

test("a connection that breaks is made up for by itself, and the form stays as it was", async ({ page, context }) => {
  await atDetails(context);
  await page.goto("/registration/details");
  await page.getByLabel("姓名", { exact: true }).fill("王小明");
  let broken = 2;
  await page.route("**/api/uploads", async (route) => {
    if (broken-- > 0) await route.abort("connectionreset");
    else await route.continue();
  });
  await page.locator("#ID_FRONT").setInputFiles(jpeg("front.jpg", await drawnIdCard("front")));
  await expect(page.getByText(/网络中断，\d+秒后自动重试/).first()).toBeVisible();
  await expect(page.getByText("✓ 已上传")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("王小明");

  // One that stays away is left to the person: stopped by 取消, or asked for again.
  broken = 100;
  await page.locator("#ID_BACK").setInputFiles(jpeg("back.jpg", await drawnIdCard("back")));
  await expect(page.getByText(/网络中断/).first()).toBeVisible();
  await page.getByRole("button", { name: "取消" }).click();
  await expect(page.getByText(/网络中断/)).toHaveCount(0);
  await expect(page.getByText("✓ 已上传")).toHaveCount(1);
});

test("without a network a file waits, and goes by itself when the network is back", async ({ page, context }) => {
  await atDetails(context);
  await page.goto("/registration/details");
  await context.setOffline(true);
  await page.locator("#ID_FRONT").setInputFiles(jpeg("front.jpg", await drawnIdCard("front")));
  await expect(page.getByText(/网络中断，\d+秒后自动重试/).first()).toBeVisible();
  await look(page, "uploads-waiting");
  await context.setOffline(false);
  await expect(page.getByText("✓ 已上传")).toBeVisible({ timeout: 20_000 });
});

test("one proof that is refused does not hold up the others, and is called by its name", async ({ page, context }) => {
  await atDetails(context);
  await page.goto("/registration/details");
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic"), Buffer.alloc(2000)]);
  await page.locator("#PROOF").setInputFiles([
    { name: "IMG_0001.HEIC", mimeType: "image/heic", buffer: heic },
    jpeg("transcript.jpg", await drawnTranscript()),
    {
      name: "large.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(10_000_000)]),
    },
  ]);
  await expect(page.getByText("IMG_0001.HEIC：HEIC格式的照片无法直接使用")).toBeVisible();
  await expect(page.getByText("large.pdf：文件过大，不能超过10MB")).toBeVisible();
  await expect(page.getByText("✓ 已上传")).toHaveCount(1);
  await look(page, "uploads-refused");
});

test("the slots follow the kind of document, and what was uploaded stays", async ({ page, context }) => {
  await atDetails(context);
  await page.goto("/registration/details");
  await page.locator("#ID_FRONT").setInputFiles(jpeg("front.jpg", await drawnIdCard("front")));
  await expect(page.getByText("✓ 已上传")).toBeVisible();
  await page.getByLabel("证件类型").selectOption({ label: "护照" });
  await expect(page.getByRole("region", { name: "护照资料页照片" }).getByText("✓ 已上传")).toBeVisible();
  // A passport has no other side.
  await expect(page.locator("#ID_BACK")).toHaveCount(0);
  await page.getByLabel("证件类型").selectOption({ label: "港澳居民来往内地通行证" });
  await expect(page.getByRole("region", { name: "通行证正面照片" }).getByText("✓ 已上传")).toBeVisible();
  await expect(page.getByRole("region", { name: "通行证反面照片" })).toBeVisible();
  await expect(page.getByText("字母H或M加8位数字")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("documents are uploaded, turned and deleted by plain posts", async ({ page, context }) => {
    await atDetails(context);
    await page.goto("/registration/details");
    await page.locator("#ID_FRONT").setInputFiles(
      jpeg(
        "front.jpg",
        await sharp(await drawnIdCard("front"))
          .rotate(270)
          .toBuffer(),
      ),
    );
    await page.getByRole("region", { name: "身份证正面照片" }).getByRole("button", { name: "上传" }).click();
    await expect(page.getByText("文件已上传。")).toBeVisible();
    await page.getByRole("button", { name: /旋转\s*身份证正面照片/ }).click();
    await expect(page.getByText("文件已旋转。")).toBeVisible();
    await page.getByRole("button", { name: /删除\s*身份证正面照片/ }).click();
    await expect(page.getByText("文件已删除。")).toBeVisible();
    await expect(page.getByText("✓ 已上传")).toHaveCount(0);
  });
});
