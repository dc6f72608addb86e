import { execFile } from "node:child_process";
import { rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, devices, expect, type Page, test } from "playwright/test";
import { db } from "@/lib/adapter/db/client";
import { hostCookie } from "@/lib/http/host-cookie";
import { createSeated } from "../support/admit-card";
import { createAccount, createExamSession } from "../support/factories";
import { addressOf } from "./support/callers/addresses";
import { builtRoutes } from "./support/callers/build";
import { callers, rowsOf } from "./support/callers/table";
import { createWorld, type World } from "./support/callers/world";
import { listen, writeHeard } from "./support/screen-reader";
import { confirmAndSubmit } from "./support/steps";
import { candidate, openSession as openAnySession, putPictures, signIn, stranger } from "./support/world";

// The pictures of `npm run pictures` (tests/pictures.mjs): every page as people see it, for people to look at, and what
// a screen reader tells of candidates' pages (tests/screen-reader.md). Nothing is judged here; the names of the files
// are all that tests/pictures.mjs knows. Pictures whose name starts with "look-" are for whoever looks now and are not
// kept in the gallery: the same pages at 320 and 1440 px, and further pages of a document.

const folder = process.env["PICTURES"] ?? "";
/** Longer pages are cut: their rest is more of the same. */
const MAX_HEIGHT = 2400;

const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 };
const desktop = { viewport: { width: 1366, height: 768 } };
/** The oldest phone, and a larger screen. */
const narrow = { width: 320, height: 693 };
const wide = { width: 1440, height: 900 };
/** A4 is then 794×1123. */
const DOTS_PER_INCH = "96";
const guidePhone = { width: 360, height: 640 };
const guideDesktop = { width: 1024, height: 672 };

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** How a visitor wants the pages, as the cookie `display` says it: language, text size, contrast. */
const faces = { "": "zh.standard.standard", "largest-": "zh.largest.standard", "en-": "en.standard.standard" };

type Screen = { name: string; address: string };

/** Somebody's browser, with his pages as `display` says. */
async function browserOf(browser: Browser, device: object, display = faces[""]): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", ...device });
  await context.addCookies([{ name: hostCookie("display"), value: display, url: process.env["E2E_URL"] ?? "" }]);
  return context;
}

async function open(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await expect(page).toHaveTitle(/\S/u);
  // The bar of a demo is no part of the page. It is hidden and not removed, because React owns it.
  await page.evaluate(() => {
    const bar = document.querySelector<HTMLElement>("aside[aria-label='演示模式']");
    if (bar) bar.style.display = "none";
  });
  await page.waitForTimeout(300);
  return page;
}

async function take(page: Page, name: string, size: { width: number; height: number }, whole: boolean): Promise<void> {
  const height = whole ? await page.evaluate(() => document.documentElement.scrollHeight) : size.height;
  await page.screenshot({
    path: path.join(folder, `${name}.png`),
    fullPage: whole,
    ...(whole ? { clip: { x: 0, y: 0, width: size.width, height: Math.min(height, MAX_HEIGHT) } } : {}),
    animations: "disabled",
  });
}

/** The screens on a phone in every face, and on the office's screen; those of `printed` on paper too. */
async function everyFace(
  browser: Browser,
  signedIn: (context: BrowserContext) => Promise<unknown>,
  screens: readonly Screen[],
  printed: readonly string[] = [],
): Promise<void> {
  for (const [face, display] of Object.entries(faces)) {
    const context = await browserOf(browser, phone, display);
    await signedIn(context);
    for (const { name, address } of screens) {
      const page = await open(context, address);
      // A page that has no English yet is not shown twice.
      const speaks = await page.evaluate(() => document.documentElement.lang);
      if (face !== "en-" || speaks.startsWith("en")) await take(page, `phone-${face}${name}`, phone.viewport, true);
      if (!face) {
        await listen(page, `${name} ${address}`);
        await page.setViewportSize(narrow);
        await take(page, `look-320-${name}`, narrow, true);
      }
      await page.close();
    }
    await context.close();
  }
  const context = await browserOf(browser, desktop);
  await signedIn(context);
  for (const { name, address } of screens) {
    const page = await open(context, address);
    await take(page, `desktop-${name}`, desktop.viewport, false);
    await page.setViewportSize(wide);
    await take(page, `look-1440-${name}`, wide, true);
    if (printed.includes(name)) await print(page, name);
    await page.close();
  }
  await context.close();
}

/** As the browser prints it, page by page. */
const print = async (page: Page, name: string) => draw(name, await page.pdf({ preferCSSPageSize: true }));

/** A document's first page as `print-…`, its further ones as `look-print-…`. */
async function draw(name: string, pdf: Buffer): Promise<void> {
  const file = path.join(folder, `${name}.pdf`);
  await writeFile(file, pdf);
  const drawn = path.join(folder, `look-print-${name}`);
  const { stdout } = await promisify(execFile)("pdfinfo", [file]);
  const pages = Number(/^Pages:\s+(\d+)/m.exec(stdout)?.[1]);
  const page = (number: number) => `${drawn}-${String(number).padStart(String(pages).length, "0")}.png`;
  await promisify(execFile)("pdftoppm", ["-png", "-r", DOTS_PER_INCH, file, drawn]);
  await rename(page(1), path.join(folder, `print-${name}.png`));
  await rm(file);
}

/** A document of the server; one that is still being drawn is left out. */
async function documentOf({ request }: BrowserContext, name: string, address: string): Promise<void> {
  const answer = await request.get(address);
  if (answer.headers()["content-type"]?.startsWith("application/pdf")) await draw(name, await answer.body());
}

/** An exam session whose cards can be printed after the other windows: otherwise the start page would say both. */
function openSession(overrides: Parameters<typeof openAnySession>[0] = {}) {
  return openAnySession({ printingOpensAt: new Date(Math.ceil(Date.now() / HOUR) * HOUR + 6 * DAY), ...overrides });
}

/** A picture for the 办理指南 of the home page. */
async function guide(page: Page, name: string, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(300);
  await take(page, `guide-${name}`, size, false);
}

test.describe.configure({ mode: "serial", timeout: 900_000 });

test("visitors", async ({ browser }) => {
  await openSession();
  await everyFace(
    browser,
    async () => undefined,
    [
      { name: "01-home", address: "/" },
      { name: "02-login", address: "/login" },
      { name: "03-register", address: "/register" },
      { name: "04-reset-password", address: "/reset-password" },
      { name: "05-appeal", address: "/appeal" },
      { name: "06-privacy", address: "/privacy" },
      { name: "07-faq", address: "/faq" },
    ],
    ["01-home"],
  );
  const context = await browserOf(browser, phone);
  await guide(await open(context, "/register"), "phone-register", guidePhone);
  await context.close();
});

test("candidates, state by state", async ({ browser }) => {
  const examSession = await openSession();
  const as: SignIn =
    (...more) =>
    (context) =>
      candidate(context, examSession.id, ...more);
  await everyFace(browser, async (context) => signIn(context, { accountId: (await createAccount()).id }), [
    { name: "10-status-new", address: "/registration" },
    { name: "11-notice", address: "/registration/notice" },
    { name: "40-account", address: "/account" },
    { name: "41-account-phone", address: "/account/phone" },
  ]);
  await everyFace(browser, as("DRAFT"), [
    { name: "12-details", address: "/registration/details" },
    { name: "14-portrait", address: "/registration/portrait" },
    { name: "15-confirm", address: "/registration/confirm" },
  ]);
  await everyFace(browser, as("DRAFT", { portrait: false }), [
    { name: "13-portrait-empty", address: "/registration/portrait" },
  ]);
  await everyFace(
    browser,
    as("SUBMITTED"),
    [
      { name: "20-status-submitted", address: "/registration" },
      { name: "21-review", address: "/registration/review" },
      { name: "22-form", address: "/registration/form" },
      { name: "42-correction", address: "/registration/correction" },
      { name: "43-accommodation", address: "/registration/accommodation" },
    ],
    ["22-form"],
  );
  await everyFace(browser, as("RETURNED", { reopenedItems: ["name", "ID_FRONT", "PROOF"] }), [
    { name: "23-status-returned", address: "/registration" },
    { name: "24-review-returned", address: "/registration/review" },
  ]);
  await everyFace(browser, as("REFUSED"), [{ name: "25-review-refused", address: "/registration/review" }]);
  await everyFace(browser, as("APPROVED"), [
    { name: "26-status-approved", address: "/registration" },
    { name: "27-payment", address: "/registration/payment" },
  ]);
  await everyFace(
    browser,
    as("PAID"),
    [
      { name: "28-status-paid", address: "/registration" },
      { name: "29-receipt", address: "/registration/payment" },
      { name: "30-exam", address: "/registration/exam" },
    ],
    ["29-receipt"],
  );

  for (const [device, where] of [
    [phone, "phone"],
    [desktop, "desktop"],
  ] as const)
    await moments(browser, where, device, as);

  const onPhone = await browserOf(browser, phone);
  await as("DRAFT")(onPhone);
  await guide(await open(onPhone, "/registration/details"), "phone-details", guidePhone);
  await guide(await open(onPhone, "/registration/portrait"), "phone-portrait", guidePhone);
  await onPhone.close();
  const onDesktop = await browserOf(browser, desktop);
  await as("DRAFT")(onDesktop);
  await guide(await open(onDesktop, "/registration/details"), "desktop-details", guideDesktop);
  await onDesktop.close();
  for (const [device, name, size] of [
    [phone, "phone-payment", guidePhone],
    [desktop, "desktop-payment", guideDesktop],
  ] as const) {
    const context = await browserOf(browser, device);
    await as("APPROVED")(context);
    const page = await open(context, "/registration/payment");
    await page.getByRole("button", { name: "确认信息并缴费" }).click();
    await expect(page.getByText("付款截止")).toBeVisible();
    await guide(page, name, size);
    await context.close();
  }
});

type SignIn = (
  ...more: Parameters<typeof candidate> extends [unknown, unknown, ...infer Rest] ? Rest : never
) => (context: BrowserContext) => Promise<unknown>;

/** What a candidate sees right after he submitted, while he pays, and right after he paid. */
async function moments(browser: Browser, where: string, device: typeof desktop, as: SignIn): Promise<void> {
  const submits = await browserOf(browser, device);
  await as("DRAFT")(submits);
  const submitted = await open(submits, "/registration/confirm");
  await confirmAndSubmit(submitted);
  await submitted.waitForTimeout(300);
  await take(submitted, `${where}-16-submitted`, device.viewport, where === "phone");
  await submits.close();

  const pays = await browserOf(browser, device);
  await as("APPROVED")(pays);
  const payment = await open(pays, "/registration/payment");
  await payment.getByRole("button", { name: "确认信息并缴费" }).click();
  await expect(payment.getByText("付款截止")).toBeVisible();
  await payment.waitForTimeout(300);
  await take(payment, `${where}-27-paying`, device.viewport, where === "phone");
  await pays.close();
}

test("the admit card", async ({ browser }) => {
  const now = new Date();
  const examSession = await openSession({
    seatsFrozenAt: now,
    cardsPublishedAt: now,
    printingOpensAt: now,
  });
  const account = await createAccount();
  const seated = await createSeated({ examSessionId: examSession.id, accountId: account.id, name: "王小明" });
  await putPictures(seated.id);
  await everyFace(
    browser,
    (context) => signIn(context, { accountId: account.id }),
    [
      { name: "31-status-card", address: "/registration" },
      { name: "32-admit-card", address: "/registration/admit-card" },
      { name: "33-exam-with-seat", address: "/registration/exam" },
    ],
    ["32-admit-card"],
  );
  const context = await browserOf(browser, desktop);
  await signIn(context, { accountId: account.id });
  await guide(await open(context, "/registration/admit-card"), "desktop-card", guideDesktop);
  await documentOf(context, "admit-card-pdf", `/api/admit-cards/${seated.id}`);
  await documentOf(context, "pledge-pdf", `/api/admit-cards/${seated.id}/pledge`);
  await context.close();
});

test("what a screen reader tells of candidates' pages is written down", () => writeHeard());

test("the desk", async ({ browser }) => {
  const world = await createWorld();
  await db().examSession.update({ where: { id: world.examSession.id }, data: { title: "2026年秋季学位外语考试" } });
  for (let made = 0; made < 12; made += 1)
    await stranger(world.examSession.id, "SUBMITTED", { name: `考生${"一二三四五六七八九十甲乙".charAt(made)}` });
  await putPictures(world.who.sendable.registrationId);
  const pages = new Set(builtRoutes().flatMap(({ kind, path: route }) => (kind === "page" ? [route] : [])));
  const context = await browserOf(browser, desktop);
  const [name = "", value = ""] = world.cookieFor("admin", "paid").split(/=(.*)/s);
  await context.addCookies([{ name, value, url: process.env["E2E_URL"] ?? "" }]);
  for (const row of rowsOf("route")) {
    const route = row.name.replace(/^GET /, "");
    if (!pages.has(route) || !route.startsWith("/admin") || row.cells[callers.indexOf("admin")] !== "ok") continue;
    const called = route.replace(/^\/admin\/?/, "").replaceAll(/[^\w]+/g, "-") || "landing";
    await desk(context, called.replace(/-$/, ""), addressOf(route, world));
  }
  await documentOf(context, "receipt-pdf", `/api/payments/receipts/${world.things.paid.orderId}`);
  await dangers(context, world);
  await context.close();
});

/** Lists that are printed. */
const printedLists = new Set(["reviews", "seating-rooms-id", "payments", "payments-closing"]);
/** Where somebody of the office may have to look from a phone. */
const onPhones = new Set(["landing", "reviews", "reviews-id", "payments", "payments-closing", "sessions-id"]);

/** A page of the desk on the office's screen, and on others. `first`: what is done on it before. */
async function desk(
  context: BrowserContext,
  called: string,
  address: string,
  first?: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await open(context, address);
  await first?.(page);
  await take(page, `desk-${called}`, desktop.viewport, false);
  if (printedLists.has(called)) await print(page, `desk-${called}`);
  await page.setViewportSize(wide);
  await take(page, `look-1440-desk-${called}`, wide, true);
  await page.setViewportSize(phone.viewport);
  await take(page, `${onPhones.has(called) ? "deskphone" : "look-390-desk"}-${called}`, phone.viewport, true);
  await page.setViewportSize(narrow);
  await take(page, `look-320-desk-${called}`, narrow, true);
  await page.close();
}

/** What cannot be undone, as it is asked for; and the lists that only a search or an import shows. */
async function dangers(context: BrowserContext, { examSession, things, who, staff }: World): Promise<void> {
  await desk(context, "danger-room", `/admin/seating/rooms/${things.spareRoomId}/edit`);
  await desk(context, "danger-refund", `/admin/payments/refunds/new?order=${things.paid.orderId}`);
  await desk(context, "danger-refund-session", `/admin/payments/refunds/new?session=${examSession.id}`);
  await desk(context, "danger-bulk", "/admin/reviews/bulk?action=SEND_BACK");
  const draft = await createExamSession({ publishedAt: null, title: "2027年春季学位外语考试", season: "SPRING" });
  await desk(context, "danger-session", `/admin/sessions/${draft.id}/publish`, async (page) => {
    await page.getByText("删除这个草稿…").click();
  });
  const empty = await createExamSession({ title: "2027年春季学位外语考试" });
  await desk(context, "danger-unpublish", `/admin/sessions/${empty.id}/publish`);
  await desk(context, "danger-exception", "/admin/payments/exceptions", async (page) => {
    await page.getByText("退回付款人…").first().click();
  });
  await desk(context, "payments-found", "/admin/payments", async (page) => {
    const { registrationNumber } = await db().registration.findUniqueOrThrow({
      where: { id: who.paid.registrationId },
      select: { registrationNumber: true },
    });
    await page.getByLabel("查询缴费情况").fill(registrationNumber ?? "");
    await page.getByRole("button", { name: "查询", exact: true }).click();
    await expect(page.getByText(/找到 \d+ 份报名/u)).toBeVisible();
  });
  const counts = { rows: 1204, good: 1200, bad: 3, repeated: 1, passedOver: 2, errors: 3 };
  // Only one import of an exam session can be under way.
  await db().rosterImport.update({ where: { id: things.importId }, data: { finishedAt: new Date() } });
  const roster = await db().rosterImport.create({
    data: {
      examSessionId: examSession.id,
      staffId: staff.admin ?? "",
      fileNamePlain: "2026年秋季学籍名单.xlsx",
      size: 10,
      state: "CHECKED",
      counts: {
        ...counts,
        add: { added: 1100, changed: 20, same: 80 },
        replace: { added: 1100, changed: 20, same: 80, vanishing: 37 },
      },
      createdAt: new Date(),
    },
  });
  await desk(context, "danger-roster", `/admin/roster/${roster.id}`, async (page) => {
    await page.getByText(/用文件整体替换名单/u).click();
  });
  await db().examSession.update({ where: { id: examSession.id }, data: { cardsPublishedAt: null } });
  await desk(context, "danger-publish-cards", "/admin/seating/publish");
  await desk(context, "danger-take-back", "/admin/seating/take-back");
}
