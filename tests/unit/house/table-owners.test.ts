import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { domainTiers } from "@/.dependency-cruiser.mjs";
import { type Exception, exceptions } from "@/prisma/owners";
import { ownedTables, tableAccesses } from "../../support/table-access";

/** A domain reads the tables of its own tier and those before it. The adapters' tables stand before all. */
const tiers = [["platform"], ...domainTiers];
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

/** What the code does beyond the listed exceptions, and which of them it does not use. */
function compared(found: readonly string[], exceptions: readonly Exception[]) {
  const used = new Set(found);
  const listed = new Set(exceptions.map(({ file, table, access }) => `${file} ${access}s ${table}`));
  return {
    unlisted: [...used].filter((line) => !listed.has(line)),
    needless: [...listed].filter((line) => !used.has(line)),
  };
}

/** Files of lib that work in production. demo and cli fill and re-encrypt every table, which is their purpose. */
const files = readdirSync("lib", { recursive: true })
  .map((name) => path.posix.join("lib", String(name).split(path.sep).join("/")))
  .filter((name) => /\.(?:tsx?|mjs)$/.test(name) && !/^lib\/(?:demo|cli|adapter\/db\/generated)\//.test(name));

describe("tables have owners", () => {
  it("each in the file of a domain that exists", () => {
    expect(tables.length).toBeGreaterThan(40);
    expect([...new Set(tables.map(({ owner }) => owner))].filter((owner) => tierOf(owner) < 0)).toEqual([]);
  });

  it("nobody else writes a table or reads one of a later domain, but for the listed exceptions", () => {
    const found = files.flatMap((file) => foreign(file, readFileSync(file, "utf8")));
    expect(compared(found, exceptions)).toEqual({ unlisted: [], needless: [] });
  });

  it("tells an access that is not listed, and an exception that no code needs", () => {
    const listed: Exception[] = [{ file: "lib/domain/roster/queries.ts", table: "staff", access: "read", why: "" }];
    expect(compared(["lib/domain/roster/queries.ts writes staff"], listed)).toEqual({
      unlisted: ["lib/domain/roster/queries.ts writes staff"],
      needless: ["lib/domain/roster/queries.ts reads staff"],
    });
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
    [
      "a foreign write in a relation",
      "review",
      "tx.reviewDecision.update({ data: { registration: { update: { a } } } })",
      "writes registration",
    ],
    [
      "a foreign INSERT in plain quotes",
      "seating",
      'client.query("INSERT INTO submission (id) VALUES ($1)")',
      "writes submission",
    ],
    [
      "a foreign table by a name in pieces",
      "review",
      'sql`UPDATE ${Prisma.raw("account")} SET a = 1`',
      "writes account",
    ],
    [
      "an upward read in a relation",
      "registration",
      "tx.registration.findMany({ where: { OR: [{ seat: { isNot: null } }] } })",
      "reads seat",
    ],
    [
      "an upward count of a relation",
      "exam-session",
      "db().examSession.findMany({ select: { _count: { select: { rooms: true } } } })",
      "reads room",
    ],
    [
      "an upward relation in a typed constant",
      "registration",
      "() => { const s = { appeals: { take: 1 } } satisfies Prisma.RegistrationSelect; return s; }",
      "reads appeal",
    ],
    [
      "an upward relation in a function's result",
      "registration",
      "(): Prisma.RegistrationWhereInput => ({ orders: { none: {} } })",
      "reads payment_order",
    ],
    [
      "an upward table after a comma",
      "registration",
      "sql`SELECT 1 FROM registration r, seat s\n WHERE true`",
      "reads seat",
    ],
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
    [
      "a relation to an earlier domain",
      "payment",
      "tx.paymentOrder.findMany({ select: { registration: { select: { name: true } } } })",
    ],
    ["a method of something else", "review", "cache.account.refresh()"],
  ])("allows %s", (_, domain, source) => {
    expect(foreign(`lib/domain/${domain}/planted.ts`, `export const planted = () => ${source};`)).toEqual([]);
  });
});
