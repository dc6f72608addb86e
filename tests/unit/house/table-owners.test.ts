import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { exceptions } from "@/prisma/owners";
import { ownedTables, tableAccesses } from "../../support/table-access";

/** The order of the design: a domain knows its own tier and those before it. */
const tiers = [
  ["platform"],
  ["exam-session", "audit", "roster"],
  ["account"],
  ["registration"],
  ["review", "payment", "seating", "appeal"],
  ["admit-card"],
];
const tierOf = (domain: string) => tiers.findIndex((members) => members.includes(domain));

const tables = ownedTables();
const ownerOf = new Map(tables.map(({ table, owner }) => [table, owner]));

/** The accesses of a file to tables of others that the rule forbids. */
function foreign(file: string, source: string): string[] {
  const [, tier = "", name = ""] = file.split("/");
  // The adapters' own tables lie in platform.prisma.
  const domain = tier === "domain" ? name : "platform";
  return tableAccesses(source, tables)
    .filter(({ table, access }) => {
      const owner = ownerOf.get(table) ?? "";
      return owner !== domain && (access === "write" || tierOf(owner) > tierOf(domain));
    })
    .map(({ table, access }) => `${file} ${access}s ${table}`);
}

/** Files of lib that work in production. demo and cli fill and re-encrypt every table, which is their purpose. */
const files = readdirSync("lib", { recursive: true })
  .map((name) => path.posix.join("lib", String(name).split(path.sep).join("/")))
  .filter((name) => /\.tsx?$/.test(name) && !/^lib\/(?:demo|cli|adapter\/db\/generated)\//.test(name));

describe("tables have owners", () => {
  it("each in the file of a domain that exists", () => {
    expect(tables.length).toBeGreaterThan(40);
    expect([...new Set(tables.map(({ owner }) => owner))].filter((owner) => tierOf(owner) < 0)).toEqual([]);
  });

  it("nobody else writes a table or reads one of a later domain, but for the listed exceptions", () => {
    const listed = exceptions.map(({ file, table, access }) => `${file} ${access}s ${table}`);
    const found = files.flatMap((file) => foreign(file, readFileSync(file, "utf8")));
    expect([...new Set(found)].sort()).toEqual(listed.sort());
  });

  it.each([
    ["a foreign write by Prisma", "review", "tx.account.updateMany({})", "writes account"],
    ["a client of another name", "review", "other.client.seat.create({ data })", "writes seat"],
    [
      "a foreign INSERT",
      "payment",
      "db().$executeRaw`INSERT INTO audit_entry (at) VALUES (now())`",
      "writes audit_entry",
    ],
    [
      "a foreign UPDATE in a part",
      "seating",
      "Prisma.sql`WITH x AS (UPDATE exam_session SET a = ${a})`",
      "writes exam_session",
    ],
    ["a foreign DELETE", "review", "sql`DELETE FROM step_override`", "writes step_override"],
    ["an upward read by Prisma", "registration", "db().reviewDecision.findFirst({})", "reads review_decision"],
    ["an upward JOIN", "account", "sql`SELECT 1 FROM account JOIN registration r ON true`", "reads registration"],
  ])("finds %s", (_, domain, source, expected) => {
    const file = `lib/domain/${domain}/commands/planted.ts`;
    expect(foreign(file, `export const planted = () => ${source};`)).toEqual([`${file} ${expected}`]);
  });

  it.each([
    ["its own tables", "seating", "tx.seat.deleteMany({})"],
    ["a read of an earlier domain", "payment", "sql`SELECT 1 FROM registration`"],
    ["a word that is no table", "payment", "sql`UPDATE locked SET a = 1`"],
    ["a method of something else", "review", "cache.account.refresh()"],
  ])("allows %s", (_, domain, source) => {
    expect(foreign(`lib/domain/${domain}/planted.ts`, `export const planted = () => ${source};`)).toEqual([]);
  });
});
