import { expect, type Page } from "playwright/test";
import { newDocument } from "../support/factories";
import { test } from "./support/page";
import { candidate, openSession } from "./support/world";

/** The sum of all layout shifts from now on, those right after a press included. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift" });
  });
  return () =>
    page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((sum: number, value: number) => sum + value, 0),
    );
}

/** A candidate who begins, in an exam session with two schools, of which one has teaching points. */
async function atDetails(context: Parameters<typeof candidate>[0]) {
  const { id } = await openSession({
    idTypes: ["RESIDENT_ID", "PASSPORT"],
    schools: {
      create: [
        { name: "武汉轻工大学", position: 1, teachingPoints: { create: [{ name: "襄阳函授站", position: 1 }] } },
        { name: "湖北开放大学", position: 2 },
      ],
    },
  });
  await candidate(context, id, "DRAFT", { bare: true });
}

test("on a desk nothing moves when an answer brings a field, and the number tells the sex", async ({
  page,
  context,
}) => {
  await atDetails(context);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto("/registration/details");
  await page.waitForLoadState("networkidle");
  const shifts = await watchShifts(page);

  await page.getByLabel("姓名", { exact: true }).fill("王小明");
  await expect(page.getByText("准考证上将这样打印：")).toBeVisible();
  await page.getByLabel("证件类型").selectOption({ label: "居民身份证" });
  await page.getByLabel(/^身份证号/).fill(newDocument("FEMALE"));
  await expect(page.locator("#sex")).toContainText("女");
  await page.getByLabel("考生类别").selectOption({ label: "成考(已申请毕业)" });
  await expect(page.getByLabel("毕业申请年月")).toBeVisible();
  await expect(page.getByLabel("学号", { exact: true })).toBeVisible();
  await page.getByLabel("就读学校").selectOption({ label: "武汉轻工大学" });
  await expect(page.getByLabel("教学点")).toBeVisible();
  await expect(page.getByText(/已保存 \d/)).toBeVisible();
  expect(await shifts()).toBeLessThan(0.005);
});

test("on a phone what one looks at stays where it is, and a school's teaching points are its own", async ({
  page,
  context,
}) => {
  await atDetails(context);
  await page.goto("/registration/details");
  await page.waitForLoadState("networkidle");
  const top = async (label: string) => (await page.getByLabel(label).boundingBox())?.y;

  const shifts = await watchShifts(page);
  const category = page.getByLabel("考生类别");
  await category.scrollIntoViewIfNeeded();
  const before = await top("考生类别");
  await category.selectOption({ label: "成考(已申请毕业)" });
  await expect(page.getByLabel("毕业申请年月")).toBeVisible();
  expect(await top("考生类别")).toBe(before);
  // What stands below makes room: the measure that is zero on a desk sees it.
  expect(await shifts()).toBeGreaterThan(0.005);

  const point = page.getByLabel("教学点");
  await expect(point).toHaveCount(0);
  await page.getByLabel("就读学校").selectOption({ label: "武汉轻工大学" });
  await point.selectOption({ label: "襄阳函授站" });
  // Another school has none, and the choice of the first one is not sent with it.
  await page.getByLabel("就读学校").selectOption({ label: "湖北开放大学" });
  await expect(point).toHaveCount(0);
  await page.getByLabel("就读学校").selectOption({ label: "武汉轻工大学" });
  await expect(point).toHaveValue("");
});

for (const over of ["the page of the display settings", "an update of the system"] as const) {
  test(`what was typed comes back over ${over}, with the fields that depend on others`, async ({ page, context }) => {
    await atDetails(context);
    // Nothing reaches the draft on the server, so that all of it comes from this tab.
    await page.addInitScript(() => (navigator.sendBeacon = () => true));
    await page.route("**/registration/details/draft", (route) =>
      route.fulfill({ json: { savedAt: new Date().toISOString() } }),
    );
    await page.goto("/registration/details");
    await page.waitForLoadState("networkidle");
    await page.getByLabel("考生类别").selectOption({ label: "成考(已申请毕业)" });
    await page.getByLabel("毕业申请年月").fill("202612");
    await page.getByLabel("姓名", { exact: true }).fill("王小明");
    await page.getByLabel("证件类型").selectOption({ label: "居民身份证" });
    const number = newDocument("FEMALE");
    await page.getByLabel(/^身份证号/).fill(number);
    await expect(page.locator("#sex")).toContainText("已按证件号码填写");
    await page.getByLabel("就读学校").selectOption({ label: "武汉轻工大学" });
    await page.getByLabel("教学点").selectOption({ label: "襄阳函授站" });

    if (over === "an update of the system") {
      await page.route("**/*", (route) => {
        const headers = route.request().headers();
        // An id that this build does not know is what the page of an older one sends.
        return headers["next-action"]
          ? route.continue({ headers: { ...headers, "next-action": "40".padEnd(42, "a") } })
          : route.fallback();
      });
      await page.getByRole("button", { name: "下一步" }).click();
      await expect(page.getByText("页面已更新，内容已保留")).toBeVisible();
    } else {
      await page.getByRole("link", { name: "大字" }).click();
      await page.getByLabel("大字", { exact: true }).check();
      await page.getByRole("button", { name: "保存并返回" }).click();
      await expect(page.locator("html")).toHaveAttribute("data-text-size", "large");
    }
    await expect(page.getByLabel("姓名", { exact: true })).toHaveValue("王小明");
    await expect(page.getByLabel(/^身份证号/)).toHaveValue(number);
    await expect(page.locator("#sex")).toContainText("女");
    await expect(page.getByLabel("毕业申请年月")).toHaveValue("202612");
    await expect(page.getByLabel("教学点").locator("option:checked")).toHaveText("襄阳函授站");
  });
}
