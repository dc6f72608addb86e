import { expect, type Page } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { alertOf, look, test } from "./support/page";
import { openSession, staffPage } from "./support/world";

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const save = (page: Page) => page.getByRole("button", { name: "保存", exact: true }).click();

test("the second of two officers is told what changed field by field, and loses nothing", async ({ browser }) => {
  const examSession = await openSession({ publishedAt: null });
  const one = await staffPage(browser, { role: "EXAM_OFFICER" });
  const two = await staffPage(browser, { role: "EXAM_OFFICER" });
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await two.context().storageState(),
  });
  const three = await plain.newPage();
  const address = `/admin/sessions/${examSession.id}`;
  for (const page of [one, two, three]) await page.goto(address);

  await field(one, "contactPhone").fill("027-11111111");
  await field(one, "examAddress").fill("同事的地址");
  await field(one, "noticeText").fill("## 同事的须知");
  await save(one);
  await expect(one.getByText("考试批次已保存。")).toBeVisible();

  await field(two, "examAddress").fill("我的地址");
  await field(two, "contactHours").fill("周一至周五");
  await save(two);
  await expect(alertOf(two)).toContainText("同事在您填写期间保存了这个批次");
  const place = alertOf(two).getByRole("group", { name: "考试地址（您也修改了）" });
  await expect(place).toContainText("同事的地址");
  await expect(place).toContainText("我的地址");
  await expect(field(two, "contactHours")).toHaveValue("周一至周五");
  await look(two, "session-colleagues-01-desktop");
  await two.setViewportSize({ width: 390, height: 844 });
  await look(two, "session-colleagues-02-phone");

  // Where both have typed, the choice is his.
  await two.getByRole("button", { name: "按所选保存" }).click();
  // The question takes the focus back from the button when the answer is shown; its words are the same as before.
  await expect(alertOf(two)).toBeFocused();
  await place.getByRole("radio", { name: /我的/ }).check();
  await two.getByRole("button", { name: "按所选保存" }).click();
  await expect(two.getByText("考试批次已保存。")).toBeVisible();
  const row = () => db().examSession.findUniqueOrThrow({ where: { id: examSession.id } });
  expect(await row()).toMatchObject({
    examAddress: "我的地址",
    contactHours: "周一至周五",
    contactPhone: "027-11111111",
    noticeText: "## 同事的须知",
  });

  // The third one, without JavaScript, typed into the oldest page.
  await field(three, "contactPhone").fill("027-33333333");
  await save(three);
  await expect(alertOf(three)).toContainText("同事在您填写期间保存了这个批次");
  await three
    .getByRole("group", { name: "考务办公室电话（您也修改了）" })
    .getByRole("radio", { name: /同事的/ })
    .check();
  await field(three, "fee").fill("abc");
  await three.getByRole("button", { name: "按所选保存" }).click();
  // A mistake does not lose the choice.
  await expect(three.getByText("保存时采用同事的值")).toContainText("考务办公室电话");
  await field(three, "fee").fill("70");
  await save(three);
  await expect(three.getByText("考试批次已保存。")).toBeVisible();
  expect(await row()).toMatchObject({ contactPhone: "027-11111111", examAddress: "我的地址", feeFen: 7000 });

  await plain.close();
  for (const page of [one, two]) await page.context().close();
});
