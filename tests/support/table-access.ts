import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A table, the name of its model in Prisma's client, and the domain that owns it. */
export type OwnedTable = { model: string; table: string; owner: string };

/** One place where a source file reads or writes a table. */
export type TableAccess = { table: string; access: "read" | "write" };

/** The tables of prisma/schema: a file holds the tables of the domain it is named after. */
export function ownedTables(root = process.cwd()): OwnedTable[] {
  const folder = path.join(root, "prisma", "schema");
  return readdirSync(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), "utf8").matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(
      ([, name = "", body = ""]) => ({
        model: name.charAt(0).toLowerCase() + name.slice(1),
        table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
        owner: path.basename(file, ".prisma"),
      }),
    ),
  );
}

const prismaWrites =
  /^(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
const prismaReads = /^(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|count|aggregate|groupBy)$/;
const sqlAccess = /\b(INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|FROM|JOIN)\s+(?:ONLY\s+)?"?([a-z_]+)"?/g;

/**
 * Every table that a source text reads or writes: calls such as `tx.seat.deleteMany(…)`, whatever the client is called,
 * and the SQL in its template literals. Relations that a select of Prisma follows are not seen.
 */
export function tableAccesses(source: string, tables: readonly OwnedTable[]): TableAccess[] {
  const byModel = new Map(tables.map((entry) => [entry.model, entry.table]));
  const names = new Set(tables.map(({ table }) => table));
  const found: TableAccess[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name: verb, expression: model } = node.expression;
      const table = ts.isPropertyAccessExpression(model) ? byModel.get(model.name.text) : undefined;
      if (table && prismaWrites.test(verb.text)) found.push({ table, access: "write" });
      else if (table && prismaReads.test(verb.text)) found.push({ table, access: "read" });
    }
    if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      for (const [, verb = "", table = ""] of node.getText(file).matchAll(sqlAccess)) {
        if (!names.has(table)) continue;
        found.push({ table, access: verb === "FROM" || verb === "JOIN" ? "read" : "write" });
      }
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile("source.tsx", source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  visit(file);
  return found;
}
