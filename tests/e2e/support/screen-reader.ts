import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright/test";

// What a screen reader tells of a page, in one file for people to walk through: tests/screen-reader.md. Numbers, which
// differ from run to run, are written as #.

const FILE = path.resolve(import.meta.dirname, "..", "..", "screen-reader.md");
/** The walk that people made stands above this line and is kept. */
const BEGIN = "<!-- what follows is written by npm run pictures -->";
const MAX_STOPS = 40;

const landmarks = /^(?:banner|navigation|main|contentinfo|region|complementary|search|form)\b/;
const liveRoles = /^(?:status|alert|timer|log|progressbar)\b/;
const controls = /^(?:link|button|textbox|searchbox|combobox|checkbox|radio|spinbutton|slider|switch|file)\b/;

const pages = new Map<string, string>();

const masked = (text: string) => text.replaceAll(/\d+/g, "#").replaceAll(/\s+/g, " ").trim();

/** The lines of an aria snapshot: role, name and state, without what stands inside. */
const rolesIn = (snapshot: string): string[] =>
  snapshot
    .split("\n")
    .map((line) => /^\s*- (.*?):?$/.exec(line)?.[1] ?? "")
    .filter((line) => line !== "" && !line.startsWith("/url") && !line.startsWith("text"));

/** The names of what Tab reaches, in its order. */
async function tabStops(page: Page): Promise<string[]> {
  const stops: string[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let stop = 0; stop < MAX_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 0 || (await focused.first().evaluate((element) => element === document.body)))
      break;
    const [said = ""] = rolesIn(await focused.first().ariaSnapshot());
    // The snapshot of a field is what it holds; its name is its label. That of a fold is empty; its name is its text.
    const label = await focused.first().evaluate((element) => {
      if (element.tagName === "SUMMARY") return `fold "${element.textContent.replace(/\s+/g, " ").trim()}"`;
      const { labels } = element as HTMLInputElement;
      return labels?.[0] ? `field "${labels[0].textContent.replace(/\s+/g, " ").trim()}"` : "";
    });
    stops.push(label || said.replace(/: .*$/, "").replace(/ \[active\]/, ""));
  }
  return stops;
}

/** Links that sound alike and lead to different places. */
const ambiguousLinks = (page: Page) =>
  page.evaluate(() => {
    const targets = new Map<string, Set<string>>();
    for (const link of document.querySelectorAll("a[href]")) {
      if (link.getClientRects().length === 0) continue;
      const words = link.getAttribute("aria-label") ?? (link.textContent || link.querySelector("img")?.alt) ?? "";
      const name = words.replace(/\s+/g, " ").trim();
      targets.set(name, (targets.get(name) ?? new Set()).add(link.getAttribute("href") ?? ""));
    }
    return [...targets].filter(([, places]) => places.size > 1).map(([name]) => name);
  });

function skippedLevels(headings: readonly string[]): string[] {
  const levels = headings.map((heading) => Number(/level=(\d)/.exec(heading)?.[1] ?? 0));
  return headings.filter((_, at) => (levels[at] ?? 0) > (at === 0 ? 1 : (levels[at - 1] ?? 0) + 1));
}

/** Listens to a page that is open. */
export async function listen(page: Page, name: string): Promise<void> {
  const said = rolesIn(await page.locator("body").ariaSnapshot());
  const of = (pattern: RegExp) => said.filter((line) => pattern.test(line));
  const headings = of(/^heading\b/);
  const quiet = await page.evaluate(() =>
    [...document.querySelectorAll("[aria-live], output, [role=status], [role=alert], [role=timer]")].map(
      (element) =>
        `${element.getAttribute("aria-live") ?? element.getAttribute("role") ?? "status"} ${element.getAttribute("aria-label") ?? ""}`,
    ),
  );
  const remarks = [
    ...said.filter((line) => controls.test(line) && !line.includes('"')).map((line) => `without a name: ${line}`),
    ...skippedLevels(headings).map((heading) => `skips a level: ${heading}`),
    ...(await ambiguousLinks(page)).map((link) => `two targets: ${link}`),
  ];
  const line = (title: string, parts: readonly string[]) =>
    parts.length > 0 ? [`- ${title}: ${parts.join(" · ")}`] : [];
  const outline = headings.map((heading) => {
    const [, called = "", level = ""] = /^heading "(.*)" \[level=(\d)\]/.exec(heading) ?? [];
    return `h${level} ${masked(called)}`;
  });
  const lines = [
    ...line("title", [masked(await page.title())]),
    ...line("headings", outline),
    ...line("landmarks", of(landmarks).map(masked)),
    ...line("pictures", of(/^img\b/).map(masked)),
    ...line("live", [...new Set([...of(liveRoles), ...quiet].map(masked))]),
    ...line("Tab", (await tabStops(page)).map(masked)),
    ...line("remarks", remarks.map(masked)),
  ];
  pages.set(name, `## ${name}\n\n${lines.join("\n")}\n`);
}

/** Writes what was heard below the walk that stands in the file. */
export async function writeHeard(): Promise<void> {
  const walk = await readFile(FILE, "utf8");
  const head = walk.includes(BEGIN) ? walk.slice(0, walk.indexOf(BEGIN)) : walk;
  const heard = [...pages].toSorted(([a], [b]) => a.localeCompare(b)).map(([, text]) => text);
  await writeFile(FILE, `${head}${BEGIN}\n\n${heard.join("\n")}`);
}
