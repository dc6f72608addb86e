import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { showsNobody } from "../../support/looks";

/** The source of a page or route, with that of the files beside it: a route may leave the work to one of them. */
const filesOf = (folder: string, name: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(path.basename(file)))
    .map((file) => {
      const place = path.join(folder, file);
      const address = `/${path.relative("app", path.dirname(place))}`.replaceAll(/\/\([^)]*\)/g, "");
      return { address, source: readFileSync(place, "utf8"), place };
    });

const pages = filesOf("app/admin/(desk)", /^page\.tsx$/);
/** Routes that a member of staff may read. */
const routes = filesOf("app/api", /^route\.ts$/).filter(
  ({ source, place }) =>
    /export (?:async function|const) GET\b/.test(source) &&
    /[Ss]taff(?:In)?\(/.test(source + besides(place)) &&
    !/\[\.\.\.nextauth\]/.test(place),
);

function besides(place: string): string {
  const folder = path.dirname(place);
  return ["requested-card.ts", path.join("..", "requested-card.ts")]
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("");
}

/** What puts a look on record: the page's own call, or a command that does it in the transaction of what it reads. */
const recorded = /\b(?:lookAt|recordView|viewFile|viewEvidence)\b/;

describe("every look of staff at a person's data is on record", () => {
  it("knows the desk's pages", () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(routes.map(({ address }) => address)).toContain("/api/files/[id]");
  });

  it.each([...pages, ...routes])("$address", ({ address, source }) => {
    const [records, spared] = [recorded.test(source), showsNobody[address] !== undefined];
    const lacking = `${address} calls lookAt, or stands in tests/support/looks.ts with the reason why it need not; never both`;
    expect(records === spared ? lacking : "").toBe("");
    const named = source.match(/lookAt\(staff, "([^"]+)"/);
    expect(named?.[1] ?? address).toBe(address);
  });

  it("is told of pages that are there", () => {
    const known = new Set([...pages, ...routes].map(({ address }) => address));
    expect(Object.keys(showsNobody).filter((address) => !known.has(address))).toEqual([]);
  });

  it("counts every search by what tells a person", () => {
    const searches = filesOf("app/admin", /^actions\.ts$/).filter(({ source }) =>
      /\bsearch(?:Registrations|Payments)\(/.test(source),
    );
    expect(searches.length).toBe(3);
    for (const { source } of searches) {
      expect(source).toMatch(/await recordSearch\(/);
      expect(source).toMatch(/await takeStaffSearch\(/);
    }
  });
});
