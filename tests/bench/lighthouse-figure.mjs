import { chromium } from "playwright";
import { freePort } from "../../lib/launch/ports.mjs";
import { chromiumPath } from "../machine.mjs";
import { round2 } from "./measure.mjs";

const ROUNDS = 3;
const POINTS = 3;

// By a name that the type check does not follow: a checkout whose packages are older must still pass it.
const packageName = /** @type {string} */ ("lighthouse");

/** `desktop`: read with Lighthouse's settings for a computer, the device that the page is made for.
 * @typedef {{ path: string, cookie?: string, desktop?: boolean }} Page */
/**
 * What this figure reads of Lighthouse's report.
 * @typedef {{
 *   finalDisplayedUrl: string,
 *   runtimeError?: { message: string },
 *   categories: Record<string, { score: number | null, auditRefs: { id: string, weight: number }[] }>,
 *   audits: Record<string, { score: number | null, numericValue?: number }>,
 * }} Report
 */
/**
 * @typedef {{
 *   points: number,
 *   lcpMs: number,
 *   cls: number,
 *   accessibility: number,
 *   bestPractices: number,
 *   faults: string[],
 * }} Reading
 */

/**
 * Lighthouse, mobile, and desktop for the pages of the desk: each page alternately with a bare page of the same build.
 * `ratio`: the points that the worst page lies below the bare page, / 3. The pages are told on the error output, one a
 * line.
 * @param {string} base
 * @param {Page[]} pages
 */
export async function lighthouseGap(base, pages) {
  const port = await freePort();
  const executablePath = chromiumPath();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      `--remote-debugging-port=${port}`,
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // No name but ours is looked up: nothing is asked of other machines.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ],
  });
  try {
    const told = [];
    for (const page of pages) told.push(await besideBare(base, port, page));
    console.error(table(told));
    const worst = told.toSorted((a, b) => b.gap - a.gap)[0];
    return {
      name: "lighthouse-gap",
      ratio: round2((worst?.gap ?? NaN) / POINTS),
      beside: `${POINTS} points below the bare page`,
      worst: worst?.path,
      points: Math.min(...told.map(({ points }) => points)),
      lcpRatio: Math.max(...told.map(({ lcpRatio }) => lcpRatio)),
      cls: Math.max(...told.map(({ cls }) => cls)),
      accessibility: Math.min(...told.map(({ accessibility }) => accessibility)),
      bestPractices: Math.min(...told.map(({ bestPractices }) => bestPractices)),
      n: told.length * ROUNDS,
    };
  } finally {
    await browser.close();
  }
}

/** @param {string} base @param {number} port @param {Page} page */
async function besideBare(base, port, page) {
  const bare = [];
  const ours = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await read(base, port, { path: "/bench", ...(page.desktop ? { desktop: true } : {}) }));
    ours.push(await read(base, port, page));
  }
  const of = (/** @type {Reading[]} */ readings, /** @type {(reading: Reading) => number} */ field) =>
    median(readings.map(field));
  const [points, barePoints] = [of(ours, (r) => r.points), of(bare, (r) => r.points)];
  return {
    path: page.path,
    points,
    gap: barePoints - points,
    lcpRatio: round2(of(ours, (r) => r.lcpMs) / of(bare, (r) => r.lcpMs)),
    cls: round2(of(ours, (r) => r.cls) * 10) / 10,
    accessibility: Math.min(...ours.map((r) => r.accessibility)),
    bestPractices: Math.min(...ours.map((r) => r.bestPractices)),
    faults: [...new Set(ours.flatMap((r) => r.faults))],
  };
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/**
 * One run of Lighthouse. On a busy machine the browser's trace may lack its beginning, so such a run is repeated.
 * @param {string} base
 * @param {number} port
 * @param {Page} page
 * @returns {Promise<Reading>}
 */
async function read(base, port, page, triesLeft = 3) {
  const { path, cookie, desktop } = page;
  const { default: lighthouse, desktopConfig } = await import(packageName);
  /** @type {{ lhr: Report } | undefined} */
  const result = await lighthouse(
    new URL(path, base).href,
    {
      port,
      logLevel: "error",
      output: "json",
      disableFullPageScreenshot: true,
      onlyCategories: ["performance", "accessibility", "best-practices"],
      ...(cookie ? { extraHeaders: { Cookie: cookie } } : {}),
    },
    desktop ? desktopConfig : undefined,
  );
  if (!result) throw new Error(`Lighthouse read nothing at ${path}`);
  const { lhr } = result;
  if (lhr.runtimeError && triesLeft > 1) return read(base, port, page, triesLeft - 1);
  if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
  const arrived = new URL(lhr.finalDisplayedUrl).pathname;
  if (arrived !== path) throw new Error(`${path} went on to ${arrived}`);
  const score = (/** @type {string} */ category) => Math.round((lhr.categories[category]?.score ?? NaN) * 100);
  const value = (/** @type {string} */ audit) => lhr.audits[audit]?.numericValue ?? NaN;
  return {
    points: score("performance"),
    lcpMs: value("largest-contentful-paint"),
    cls: value("cumulative-layout-shift"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    faults: ["accessibility", "best-practices"].flatMap((category) =>
      (lhr.categories[category]?.auditRefs ?? [])
        .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 1)
        .map(({ id }) => id),
    ),
  };
}

/** @param {Awaited<ReturnType<typeof besideBare>>[]} told */
function table(told) {
  const head = ["page", "points", "gap", "LCP", "CLS", "a11y", "b.p.", "faults"];
  const rows = told.map((t) => [
    t.path,
    t.points,
    t.gap,
    `${t.lcpRatio}x`,
    t.cls,
    t.accessibility,
    t.bestPractices,
    t.faults.join(" "),
  ]);
  return [head, ...rows]
    .map((row) => row.map((cell, index) => String(cell).padEnd(index === 0 ? 26 : 7)).join(""))
    .join("\n");
}
