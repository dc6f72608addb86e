import { devices, expect } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createAccount, createRegistration, createStaff, newPhone } from "../support/factories";
import { look, photograph, test } from "./support/page";
import { openSession, signIn, staffPage } from "./support/world";

test("an officer finds a person from any page with the keyboard alone, and again with Back", async ({ browser }) => {
  const { id: examSessionId } = await openSession();
  const account = await createAccount({ phone: newPhone() });
  const { id } = await createRegistration({
    status: "SUBMITTED",
    examSessionId,
    accountId: account.id,
    name: "寻得着",
  });
  const desk = await staffPage(browser, { role: "EXAM_OFFICER" });
  await desk.setViewportSize({ width: 1366, height: 768 });
  await desk.goto("/admin/seating");
  const field = desk.getByLabel("查找考生、订单或座位");
  const results = desk.getByRole("list", { name: "查找结果" });
  // A key that is pressed before the page's script runs is nobody's.
  await expect(async () => {
    await desk.keyboard.press("/");
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();
  await field.fill("");
  await desk.keyboard.type(account.phone.slice(-8));
  await desk.keyboard.press("Enter");
  await expect(results.getByText("寻得着", { exact: true })).toBeVisible();
  await look(desk, "search-01-results");
  // Nothing of what was typed stands in the address.
  expect(desk.url()).not.toContain(account.phone.slice(-8));

  await desk.keyboard.press("ArrowDown");
  await expect(results.getByRole("link", { name: /^考生档案/ })).toBeFocused();
  await desk.keyboard.press("Escape");
  await expect(field).toBeFocused();
  await expect(results).toBeHidden();
  await desk.keyboard.press("Enter");
  await expect(results).toBeVisible();
  await desk.keyboard.press("Enter");
  await expect(desk).toHaveURL(new RegExp(`/admin/registrations/${id}`));

  await desk.goBack();
  await expect(results.getByText("寻得着", { exact: true })).toBeVisible();
  await expect(field).toHaveValue(account.phone.slice(-8));

  // Back shows what was found; it is no second search on record.
  expect(await db().auditEntry.count({ where: { action: "desk.search", subjectId: examSessionId } })).toBe(1);

  await desk.keyboard.press("Escape");
  await desk.keyboard.press("Control+k");
  await desk.keyboard.type("没有此人");
  await desk.keyboard.press("Enter");
  await expect(desk.getByText("没有找到。请核对后重新输入。")).toBeVisible();

  const searches = await db().auditEntry.findMany({ where: { action: "desk.search", subjectId: examSessionId } });
  expect(searches.map(({ detail }) => detail)).toContainEqual(expect.objectContaining({ field: "end", found: [id] }));
  expect(JSON.stringify(searches.map(({ detail }) => detail))).not.toContain(account.phone.slice(-8));
  await desk.context().close();
});

test("a reviewer finds only his schools, and finance finds orders", async ({ browser }) => {
  const { id: examSessionId } = await openSession();
  const { id } = await createRegistration({ status: "APPROVED", examSessionId, name: "寻校外" });
  const outTradeNo = `E${Date.now()}ABCDEFGHIJ`;
  await db().paymentOrder.create({
    data: {
      outTradeNo,
      amountFen: 5000,
      registrationId: id,
      channel: "NATIVE",
      status: "CLOSED",
      createBody: {},
      timeExpire: new Date(),
    },
  });
  const find = async (role: "REVIEWER" | "FINANCE" | "EXAM_OFFICER", typed: string) => {
    const desk = await staffPage(browser, { role, allSchools: false });
    await desk.goto("/admin");
    await desk.getByLabel("查找考生、订单或座位").fill(typed);
    await desk.keyboard.press("Enter");
    await expect(desk.getByText(/^(?:找到|没有找到)/)).toBeVisible();
    const links = await desk.getByRole("list", { name: "查找结果" }).getByRole("link").allTextContents();
    await desk.context().close();
    return links;
  };
  expect(await find("REVIEWER", "寻校外")).toEqual([]);
  expect(await find("REVIEWER", outTradeNo)).toEqual([]);
  expect(await find("FINANCE", outTradeNo)).toEqual(["考生档案：寻校外", `订单 ${outTradeNo}：寻校外`]);
  expect(await find("EXAM_OFFICER", outTradeNo)).toEqual([
    "考生档案：寻校外",
    "审核页：寻校外",
    `订单 ${outTradeNo}：寻校外`,
  ]);
});

test("without JavaScript the search answers on a page of its own", async ({ browser }) => {
  const { id: examSessionId } = await openSession();
  await createRegistration({ status: "SUBMITTED", examSessionId, name: "寻无脚本" });
  const context = await browser.newContext({ ...devices["Desktop Chrome"], javaScriptEnabled: false });
  const { id } = await createStaff({ role: "EXAM_OFFICER" });
  await signIn(context, { staffId: id });
  const page = await context.newPage();
  await page.goto("/admin/seating");
  await page.getByRole("search").getByLabel("查找考生、订单或座位").fill("寻无脚本");
  await page.getByRole("search").getByRole("button", { name: "查找" }).click();
  await expect(page).toHaveURL(/\/admin\/search$/);
  await expect(page.getByRole("main").getByText("找到 1 人")).toBeVisible();
  await photograph(page, "search-02-without-javascript");
  await page
    .getByRole("main")
    .getByRole("link", { name: /^考生档案/ })
    .click();
  await expect(page).toHaveURL(/\/admin\/registrations\/[0-9a-f-]{36}/);
  await context.close();
});
