import { writeFile } from "node:fs/promises";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test as base } from "playwright/test";

/**
 * A page on which nothing may go wrong unseen: an error on the console or an exception in a script fails the journey.
 */
export const test = base.extend<{ quiet: void }>({
  quiet: [
    async ({ context }, use) => {
      const errors: string[] = [];
      context.on("page", (page) => watch(page, errors));
      for (const page of context.pages()) watch(page, errors);
      await use();
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

function watch(page: Page, errors: string[]): void {
  page.on("console", (message) => {
    // What the browser says of an answer like 404 or 422 is for the journey itself to expect.
    // The recorder of traces reads blob: pictures by itself, which the policy forbids.
    const expected = /^Failed to load resource|^Connecting to .blob:/.test(message.text());
    if (message.type() === "error" && !expected) errors.push(`${page.url()} ${message.text()}`);
  });
  page.on("pageerror", (error) => errors.push(`${page.url()} ${error.message}`));
}

/**
 * What the page says first: the error summary or a bad outcome. (The framework keeps an empty alert of its own outside
 * of main.)
 */
export const alertOf = (page: Page) => page.getByRole("main").getByRole("alert");

/** Looks at the page as a judge of accessibility does, and as a picture when PICTURES names a folder. */
export async function look(page: Page, name: string): Promise<void> {
  // A page that refreshes itself has no title for an instant, in which the judge must not look for one.
  await expect(page).toHaveTitle(/\S/u);
  const { violations } = await new AxeBuilder({ page }).disableRules("document-title").analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`),
    )
    .toEqual([]);
  await fits(page, name);
  await photograph(page, name);
}

/** The widths of phones, from the oldest to the largest. */
const PHONE_WIDTHS = [320, 360, 375, 390, 414];

/**
 * Nothing may stick out sideways: a phone would have to be dragged about. A page on a phone is tried at the widths of
 * other phones too, without loading it again.
 */
export async function fits(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  const onPhone = size !== null && size.width < 500;
  for (const width of onPhone ? PHONE_WIDTHS : [size?.width ?? 0]) {
    if (onPhone) await page.setViewportSize({ ...size, width });
    expect.soft(await stuckOut(page), `${name} is wider than ${width} px`).toEqual([]);
  }
  if (onPhone) await page.setViewportSize(size);
}

/** What makes the page wider than its window; nothing where it fits. */
export const stuckOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    return [
      `${scrollWidth} > ${clientWidth}`,
      ...wide.slice(0, 8).map(({ tagName, className }) => `${tagName} ${String(className)}`),
    ];
  });

/** A picture of the whole page for people to look at: `PICTURES=folder npm run test:e2e`. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env["PICTURES"];
  if (folder)
    await page.screenshot({ path: path.join(folder, `${base.info().project.name}-${name}.png`), fullPage: true });
}

/** A document for people to look at, beside the pictures. */
export async function keep(name: string, bytes: Buffer): Promise<void> {
  const folder = process.env["PICTURES"];
  if (folder) await writeFile(path.join(folder, `${base.info().project.name}-${name}`), bytes);
}

/** The Chinese on the page outside of elements that say they are Chinese. `latinTexts` leaves only ours on it. */
export const chineseOn = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent ?? "";
      if (/[\u4e00-\u9fff]/.test(text) && !parent?.closest("[lang^=zh], script, style, template"))
        found.push(text.trim());
    }
    for (const element of document.body.querySelectorAll("[aria-label], [alt], [placeholder], [title]"))
      for (const name of ["aria-label", "alt", "placeholder", "title"]) {
        const text = element.getAttribute(name) ?? "";
        if (/[\u4e00-\u9fff]/.test(text) && !element.closest("[lang^=zh]")) found.push(`${name}: ${text}`);
      }
    return found;
  });
