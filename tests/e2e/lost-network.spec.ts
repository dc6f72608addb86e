// Not the journeys' own test: what the browser says of a lost network is what this file is about.
import { expect, type Page, test } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { createSeated } from "../support/admit-card";
import { createAccount, createStaff, newPhone } from "../support/factories";
import { chineseOn, look, photograph } from "./support/page";
import { candidate, latinTexts, openSession, readsEnglish, signIn, staffPage, stranger } from "./support/world";

const bar = (page: Page) => page.getByRole("alert").filter({ hasText: "内容已保留" });

/** The post of a server action fails in this way; everything else passes. */
async function failActions(page: Page, how: (route: Parameters<Parameters<Page["route"]>[1]>[0]) => Promise<void>) {
  await page.route("**/*", (route) => (route.request().headers()["next-action"] ? how(route) : route.fallback()));
}

for (const [failure, how] of [
  ["the network is gone", (route) => route.abort("internetdisconnected")],
  ["the connection is reset", (route) => route.abort("connectionreset")],
  [
    "a proxy answers 502",
    (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" }),
  ],
  [
    "a gate answers with a page of its own",
    (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<p>Wi-Fi</p>" }),
  ],
  [
    "the answer is cut off",
    (route) => route.fulfill({ status: 200, contentType: "text/x-component", body: '0:{"a":"$@1' }),
  ],
] as [string, Parameters<typeof failActions>[1]][]) {
  test(`${failure}: the form stays as it was, passwords included, and 重试 sends it`, async ({ page }) => {
    await openSession();
    await page.goto("/login");
    await page.getByLabel(/手机号/).fill(newPhone());
    await page.getByLabel("密码", { exact: true }).fill("not-the-password-1");
    await failActions(page, how);
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(bar(page)).toContainText("网络不通，内容已保留");
    await expect(page.getByText("编号")).toHaveCount(0);
    await expect(page.getByLabel(/手机号/)).not.toHaveValue("");
    await expect(page.getByLabel("密码", { exact: true })).toHaveValue("not-the-password-1");

    await page.unroute("**/*");
    await bar(page).getByRole("button", { name: "重试" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    await expect(bar(page)).toHaveCount(0);
  });
}

test("offline on the last step: ticks stay, and the retry submits once", async ({ page, context }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "DRAFT");
  await page.goto("/registration/confirm");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await context.setOffline(true);
  await page.getByRole("button", { name: "提交报名" }).click();
  await expect(bar(page)).toBeVisible();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(4);
  await look(page, "offline-01-confirm");
  await context.setOffline(false);
  await bar(page).getByRole("button", { name: "重试" }).click();
  await expect(page).toHaveURL(/\/registration\/submitted/);
  expect(await db().registrationEvent.count({ where: { registrationId: registration.id, event: "submit" } })).toBe(1);
});

test("staff keep the reasons of a decision, in their own frame", async ({ browser }) => {
  const examSession = await openSession();
  const registration = await stranger(examSession.id, "SUBMITTED");
  const page = await staffPage(browser, { role: "EXAM_OFFICER" });
  await page.goto(`/admin/reviews/${registration.id}?panel=refuse`);
  await page.getByRole("textbox", { name: "不通过的原因" }).fill("学籍不符，不能报考。");
  await failActions(page, (route) => route.abort("timedout"));
  await page.getByRole("button", { name: "确认不通过" }).click();
  await expect(bar(page)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "不通过的原因" })).toHaveValue("学籍不符，不能报考。");
  await look(page, "offline-02-refuse");
  await page.context().close();
});

for (const [failure, how] of [
  ["the network is gone", (route) => route.abort("internetdisconnected")],
  [
    "a proxy answers 502",
    (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" }),
  ],
] as [string, Parameters<Page["route"]>[1]][]) {
  test(`a page that draws itself anew stays while ${failure}, and goes on afterwards`, async ({ browser }) => {
    const examSession = await openSession();
    const { id: staffId } = await createStaff({ role: "ADMINISTRATOR" });
    // A run that nobody works on: its page asks how far it is for as long as it is open.
    const run = await db().bulkRun.create({
      data: { examSessionId: examSession.id, staffId, action: "APPROVE", createdAt: new Date() },
    });
    const page = await staffPage(browser, { role: "ADMINISTRATOR" });
    await page.goto(`/admin/reviews/bulk/runs/${run.id}`);
    const asked = page.waitForRequest((request) => request.headers()["rsc"] === "1");
    await asked;
    let failures = 0;
    await page.route("**/*", (route, request) => {
      failures++;
      return how(route, request);
    });
    await expect.poll(() => failures).toBeGreaterThanOrEqual(2);
    expect(await page.evaluate(() => document.title)).toContain("批量审核");
    await expect(page.getByRole("heading", { name: "批量通过：进行中" })).toBeVisible();

    await page.unroute("**/*");
    await db().bulkRun.update({ where: { id: run.id }, data: { finishedAt: new Date() } });
    await expect(page.getByRole("heading", { name: "批量通过：进行中" })).toHaveCount(0);
    await page.context().close();
  });
}

test("after an update an old page is loaded anew with what was typed, without the password", async ({ page }) => {
  await openSession();
  await page.goto("/register");
  const phone = newPhone();
  await page.getByLabel(/手机号/).fill(phone);
  await page.getByLabel("密码", { exact: true }).fill("correct-horse-battery");
  await page.getByLabel(/我已阅读并同意/).check();
  // An id that this build does not know is what the page of an older one sends.
  await page.route("**/*", (route) => {
    const headers = route.request().headers();
    return headers["next-action"]
      ? route.continue({ headers: { ...headers, "next-action": "40".padEnd(42, "a") } })
      : route.fallback();
  });
  await page.getByRole("button", { name: "注册", exact: true }).click();
  await expect(page.getByText("页面已更新，内容已保留")).toBeVisible();
  await expect(page.getByLabel(/手机号/)).toHaveValue(phone);
  await expect(page.getByLabel(/我已阅读并同意/)).toBeChecked();
  await expect(page.getByLabel("密码", { exact: true })).toHaveValue("");
  await look(page, "update-01-register");
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(phone);
});

test("what one person typed before an update is not shown to the next one in the tab", async ({ page, context }) => {
  const examSession = await openSession();
  const { registration } = await candidate(context, examSession.id, "DRAFT", { bare: true });
  await page.goto("/registration/appeal");
  await page.getByRole("textbox").fill("我的证件号码被他人占用。");
  const next = await candidate(context, examSession.id, "DRAFT", { bare: true });
  await context.clearCookies();
  await signIn(context, { accountId: next.account.id });
  await page.route("**/*", (route) => {
    const headers = route.request().headers();
    return headers["next-action"]
      ? route.continue({ headers: { ...headers, "next-action": "40".padEnd(42, "a") } })
      : route.fallback();
  });
  await page.getByRole("textbox").press("Tab");
  await Promise.all([page.waitForEvent("load"), page.locator("main form button[type=submit]").click()]);
  await expect(page.getByRole("textbox")).toHaveValue("");
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("占用");
  expect(await db().appeal.count({ where: { registrationId: registration.id } })).toBe(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a form of an older build is answered by a page of ours, in Chinese, with the way back", async ({ page }) => {
    await openSession();
    // The page of an older build names an action that this one does not know.
    await page.route("**/login", async (route) => {
      if (route.request().method() !== "GET") return route.fallback();
      const answer = await route.fetch();
      const old = (await answer.text()).replaceAll(/(&quot;id&quot;:&quot;)[0-9a-f]{10}/g, "$1aaaaaaaaaa");
      return route.fulfill({ response: answer, body: old });
    });
    await page.goto("/login");
    await page.getByLabel(/手机号/).fill(newPhone());
    await page.getByRole("button", { name: "登录", exact: true }).click();
    await expect(page.getByRole("heading", { name: "页面已经更新" })).toBeVisible();
    await expect(page.getByText("刚才的操作没有执行")).toBeVisible();
    // axe waits for ever on a page without scripts.
    await photograph(page, "update-02-plain");
    await page.getByRole("link", { name: "回到原来的页面" }).click();
    await expect(page.getByRole("heading", { name: "登录", exact: true })).toBeVisible();
  });
});

test("staff have an error page of their own, inside the desk", async ({ browser }) => {
  const examSession = await openSession();
  const registration = await stranger(examSession.id, "SUBMITTED");
  // Somebody has broken the data: it cannot be decrypted any more.
  const appeal = await db().appeal.create({
    data: { registrationId: registration.id, statementEncrypted: "nothing that opens", createdAt: new Date() },
  });
  const page = await staffPage(browser, { role: "EXAM_OFFICER" });
  await page.goto(`/admin/appeals/${appeal.id}`);
  await expect(page.getByRole("heading", { name: "页面暂时无法打开" })).toBeVisible();
  await expect(page.getByText(/编号：\d+/)).toBeVisible();
  await expect(page.getByRole("navigation", { name: "管理后台" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "返回工作台" })).toHaveAttribute("href", "/admin");
  await look(page, "error-01-desk");
  await page.context().close();
});

test("what goes wrong speaks English too: a lost post, an update, a wrong address, a broken page", async ({
  page,
  context,
}) => {
  await readsEnglish(context);
  const examSession = await openSession({ ...latinTexts, seatsFrozenAt: new Date(), cardsPublishedAt: new Date() });
  await page.goto("/login");
  await page.getByLabel("Mobile number").fill(newPhone());
  await page.getByLabel("Password", { exact: true }).fill("not-the-password-1");
  const isAction = (headers: Record<string, string>) => headers["next-action"] !== undefined;
  await page.route("**/*", (route) =>
    isAction(route.request().headers()) ? route.abort("connectionreset") : route.fallback(),
  );
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const bar = page.getByRole("alert").filter({ hasText: "what you typed is kept" });
  await expect(bar.getByRole("button", { name: "Try again" })).toBeVisible();
  expect(await chineseOn(page)).toEqual([]);
  await look(page, "english-lost-post");

  await page.unroute("**/*");
  // An id that this build does not know is what the page of an older one sends.
  await page.route("**/*", (route) => {
    const headers = route.request().headers();
    return isAction(headers)
      ? route.continue({ headers: { ...headers, "next-action": "40".padEnd(42, "a") } })
      : route.fallback();
  });
  await bar.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("This page was updated; what you typed is kept.")).toBeVisible();
  expect(await chineseOn(page)).toEqual([]);
  await page.unroute("**/*");

  await page.goto("/no-such-page");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await expect(page).toHaveTitle(/^Page not found · /);
  expect(await chineseOn(page)).toEqual([]);

  const account = await createAccount();
  const { id } = await createSeated({ examSessionId: examSession.id, accountId: account.id, name: "ANNA SMITH" });
  // A card cannot be without a portrait: somebody has broken the data.
  await db().storedFile.deleteMany({ where: { registrationId: id, kind: "PORTRAIT" } });
  await signIn(context, { accountId: account.id });
  await page.goto("/registration/exam");
  await expect(page.getByRole("heading", { name: "This page cannot be opened at the moment" })).toBeVisible();
  await expect(page.getByText(/^Number: \d+/)).toBeVisible();
  expect(await chineseOn(page)).toEqual([]);
  await look(page, "english-error");
});
