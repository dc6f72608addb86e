import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page } from "playwright/test";
import type { RegistrationStatus } from "@/lib/adapter/db/enums";
import { createRegistration } from "../support/factories";
import { addressOf } from "./support/callers/addresses";
import { builtRoutes } from "./support/callers/build";
import { callers, rowsOf } from "./support/callers/table";
import { createWorld, type PersonName, type World } from "./support/callers/world";
import { stuckOut, test } from "./support/page";

// Every page of the build, in every state that the world of the callers has, at the widths that people have: nothing
// sticks out, and the judge of accessibility finds nothing. A new page enters itself through support/callers/table.ts.

const HEIGHT = 900;
/** The oldest phone, today's phone, a tablet, the office's screen, a larger one. */
const WIDTHS = [320, 390, 768, 1366, 1440];
/** Where the layout changes: a phone, a tablet, a desk. The widths between them show the same elements. */
const LAYOUTS = new Set([320, 768, 1366]);
/** A page that was judged once is judged in its further states where it is narrowest and where it is widest. */
const EXTREMES = new Set([320, 1366]);
/** Two pages at once, as the machine has two cores. */
const LANES = 2;

/** Enough for a second page of each list, with names that are as long as names get. */
async function fillLists({ examSession }: World): Promise<void> {
  const many: [RegistrationStatus, number][] = [
    ["SUBMITTED", 30],
    ["RETURNED", 5],
    ["APPROVED", 5],
    ["PAID", 5],
    ["REFUSED", 3],
  ];
  for (const [status, count] of many)
    for (let made = 0; made < count; made += 1)
      await createRegistration({
        status,
        examSessionId: examSession.id,
        name: made % 3 === 0 ? "买买提阿卜杜勒·艾合麦提江·吐尔逊古丽·努尔买买提·阿依" : "王小明",
      });
}

/** `widths`: where the judge looks. */
type Visit = { cookie: string; address: string; name: string; widths: ReadonlySet<number> };

/** Every page once, as somebody who may see it. */
function everyPage(world: World): Visit[] {
  const pages = new Set(builtRoutes().flatMap(({ kind, path }) => (kind === "page" ? [path] : [])));
  return rowsOf("route").flatMap(({ name, cells, owner }) => {
    const route = name.replace(/^GET /, "");
    if (!pages.has(route)) return [];
    const caller = (["anonymous", "owner", "admin"] as const).find((who) => cells[callers.indexOf(who)] === "ok");
    return caller
      ? [{ cookie: world.cookieFor(caller, owner), address: addressOf(route, world), name: route, widths: LAYOUTS }]
      : [];
  });
}

/** What a candidate meets in each state; pages that are closed to him lead to one that is open. */
function everyState(world: World): Visit[] {
  const steps = ["", "/details", "/portrait", "/confirm", "/review", "/payment", "/exam", "/form"];
  const people: PersonName[] = ["draft", "submitted", "returned", "approved", "waived", "paid"];
  const visits = people.flatMap((person) =>
    steps.map((step) => ({
      cookie: world.cookieFor("owner", person),
      address: `/registration${step}`,
      name: `${person} /registration${step}`,
      widths: EXTREMES,
    })),
  );
  // To strangers the home is the choice among the world's exam sessions; to him it is that of his own.
  return [...visits, { cookie: world.cookieFor("owner", "draft"), address: "/", name: "draft /", widths: LAYOUTS }];
}

/** Walks the visits one after the other, each in its visitor's own browser context. */
async function walk(browser: Browser, visits: readonly Visit[]): Promise<string[]> {
  const problems: string[] = [];
  const met = new Set<string>();
  const contexts = new Map<string, BrowserContext>();
  const left = visits.toReversed();
  const lane = async () => {
    for (let visit = left.pop(); visit; visit = left.pop()) {
      const context = contexts.get(visit.cookie) ?? (await contextOf(browser, visit.cookie));
      contexts.set(visit.cookie, context);
      const page = await context.newPage();
      try {
        problems.push(...(await judge(page, visit, met)));
      } finally {
        await page.close();
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await Promise.all([...contexts.values()].map((context) => context.close()));
  return problems;
}

async function contextOf(browser: Browser, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "zh-CN", reducedMotion: "reduce" });
  if (cookie) {
    const [name = "", value = ""] = cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url: process.env["E2E_URL"] ?? "" }]);
  }
  return context;
}

async function judge(page: Page, { cookie, address, name, widths }: Visit, met: Set<string>): Promise<string[]> {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`${name}: ${error.message}`));
  await page.setViewportSize({ width: WIDTHS[0] ?? 0, height: HEIGHT });
  const answer = await page.goto(address);
  if (answer?.status() !== 200) problems.push(`${name}: answered ${answer?.status()}`);
  const arrived = `${cookie} ${new URL(page.url()).pathname}`;
  if (met.has(arrived)) return problems;
  met.add(arrived);
  await expect(page).toHaveTitle(/\S/u);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    problems.push(...(await stuckOut(page)).map((what) => `${name} at ${width} px sticks out: ${what}`));
    if (!widths.has(width)) continue;
    const { violations } = await new AxeBuilder({ page }).disableRules("document-title").analyze();
    for (const { id, nodes } of violations)
      problems.push(`${name} at ${width} px: ${id} ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
  }
  return problems;
}

test("no page of any state sticks out or stops a screen reader, at any width", async ({ browser }) => {
  // Two minutes on a machine that does nothing else.
  test.setTimeout(1_200_000);
  const world = await createWorld();
  await fillLists(world);
  expect(await walk(browser, [...everyPage(world), ...everyState(world)])).toEqual([]);
});
