import { expect, type Page } from "playwright/test";
import { test } from "./support/page";
import { openSession, staffPage } from "./support/world";

// News is said once and is not kept in the address: lib/http/notice.ts.

/** The address as it is meant to be kept: the exam session that the page shows, and no news. */
const SEATING = /\/admin\/seating(?:\?session=[\da-f-]{36})?$/;

const saved = (page: Page) => page.getByText("考场已保存。");

async function addRoom(page: Page, place: string): Promise<void> {
  await page.getByLabel("地点（楼栋与房间）").last().fill(place);
  await page.getByRole("button", { name: "增加考场" }).click();
  await expect(page.getByText(place)).toBeVisible();
}

test("news is shown once: not after a reload, not on Back, and each of two saves has its own", async ({ browser }) => {
  await openSession();
  const page = await staffPage(browser, { role: "EXAM_OFFICER" });
  await page.goto("/admin/seating");
  await addRoom(page, "教一楼 101");
  await expect(saved(page)).toBeVisible();
  await expect(page).toHaveURL(SEATING);

  // At once again, with the same sentence. The first one's element is marked, so that the second is told from it.
  await saved(page).evaluate((element) => element.setAttribute("data-first", ""));
  await addRoom(page, "教一楼 102");
  await expect(saved(page)).toBeVisible();
  await expect(page.locator("[data-first]")).toHaveCount(0);
  await expect(page).toHaveURL(SEATING);

  await page.goto("/admin");
  await page.goBack();
  await expect(page.getByText("教一楼 102")).toBeVisible();
  await expect(saved(page)).toHaveCount(0);

  await addRoom(page, "教一楼 103");
  await expect(saved(page)).toBeVisible();
  await page.reload();
  await expect(page.getByText("教一楼 103")).toBeVisible();
  await expect(saved(page)).toHaveCount(0);
  // The address was replaced, not added: one step back is the page before all of this.
  await page.goBack();
  await expect(page).toHaveURL(/\/admin$|\/admin\/seating(?:\?session=[\da-f-]{36})?$/);
  await expect(saved(page)).toHaveCount(0);
  await page.context().close();
});

test("without JavaScript news is shown once, too", async ({ browser }) => {
  await openSession();
  const page = await staffPage(browser, { role: "EXAM_OFFICER" }, { javaScriptEnabled: false });
  await page.goto("/admin/seating");
  await addRoom(page, "教二楼 101");
  await expect(saved(page)).toBeVisible();
  await expect(page).toHaveURL(SEATING);
  await page.reload();
  await expect(page.getByText("教二楼 101")).toBeVisible();
  await expect(saved(page)).toHaveCount(0);
  await page.context().close();
});
