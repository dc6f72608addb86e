import { expect, type Page } from "playwright/test";
import { drawnIdCard, drawnPortrait, drawnTranscript } from "../../support/drawings";
import { newDocument } from "../../support/factories";

// The steps of a candidate as he takes them on the screen. A journey strings them together.

export const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: "image/jpeg", buffer });

/** 报名须知: read, ticked, 立即报名. */
export async function confirmNotice(page: Page): Promise<void> {
  await page.goto("/registration/notice");
  await page.getByLabel("我已阅读并同意遵守").check();
  await page.getByRole("button", { name: "立即报名" }).click();
  await expect(page).toHaveURL(/\/registration\/details$/);
}

export type Typed = { name: string; documentNumber: string };

/**
 * 信息填写, every field; the data of a man born in 1995. His sex is told by the number, and picked where no script runs.
 */
export async function fillDetails(
  page: Page,
  typed: Partial<Typed> = {},
  sex: "told" | "picked" = "told",
): Promise<Typed> {
  const given = { name: "王小明", documentNumber: newDocument(), ...typed };
  await page.getByLabel("考生类别").selectOption({ label: "成考(在籍)" });
  await page.getByLabel("姓名", { exact: true }).fill(given.name);
  await page.getByLabel("证件类型").selectOption({ label: "居民身份证" });
  await page.getByLabel(/^身份证号/).fill(given.documentNumber);
  if (sex === "picked") await page.getByRole("radio", { name: "男" }).check();
  else await expect(page.getByText("已按证件号码填写")).toBeVisible();
  await page.getByLabel("报考层次").selectOption({ label: "专升本" });
  await page.getByLabel("应试语种").selectOption({ label: "英语" });
  await page.getByLabel("就读学校").selectOption({ label: "武汉轻工大学" });
  await page.getByLabel(/^学号|^考籍号（自考）/).fill("202300012345");
  return given;
}

/** The three uploads of 信息填写. */
export async function uploadDocuments(page: Page): Promise<void> {
  await page.locator("#ID_FRONT").setInputFiles(jpeg("front.jpg", await drawnIdCard("front")));
  await page.locator("#ID_BACK").setInputFiles(jpeg("back.jpg", await drawnIdCard("back")));
  await page.locator("#PROOF").setInputFiles(jpeg("proof.jpg", await drawnTranscript()));
  await expect(page.getByText("✓ 已上传")).toHaveCount(3);
}

/** 人像采集 by 上传照片: the photo is cut as it is offered. */
export async function uploadPortrait(page: Page, photo?: Buffer): Promise<void> {
  await page.getByLabel("我已阅读并单独同意").check();
  await page.locator("#PORTRAIT").setInputFiles(jpeg("portrait.jpg", photo ?? (await drawnPortrait())));
  await page.getByRole("button", { name: "使用这张" }).click();
  await expect(page.getByRole("heading", { name: "已保存的登记照" })).toBeVisible();
}

/** 核对并提交: the three ticks and the promise. */
export async function confirmAndSubmit(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/registration\/confirm$/);
  await expect(page.getByRole("checkbox")).toHaveCount(4);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "提交报名" }).click();
  await expect(page).toHaveURL(/\/registration\/submitted/);
}
