import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** A table, the name of its model in the schema, and the domain that owns it. */
export type OwnedTable = { model: string; table: string; owner: string; relations: ReadonlyMap<string, string> };

/** One place where a source file reads or writes a table. */
export type TableAccess = { table: string; access: "read" | "write" };

/** The tables of prisma/schema: a file holds the tables of the domain it is named after. */
export function ownedTables(root = process.cwd()): OwnedTable[] {
  const folder = path.join(root, "prisma", "schema");
  const models = readdirSync(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), "utf8").matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(
      ([, model = "", body = ""]) => ({ model, body, owner: path.basename(file, ".prisma") }),
    ),
  );
  const names = new Set(models.map(({ model }) => model));
  return models.map(({ model, body, owner }) => ({
    model,
    owner,
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model,
    relations: new Map(
      [...body.matchAll(/^\s+(\w+)\s+(\w+)/gm)]
        .map(([, field = "", type = ""]) => [field, type] as const)
        .filter(([, type]) => names.has(type)),
    ),
  }));
}

const prismaWrites =
  /^(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/;
const prismaReads = /^(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findMany|count|aggregate|groupBy)$/;
/** The words that write a related table when they stand below a relation. */
const nestedWrites =
  /^(?:create|createMany|connectOrCreate|update|updateMany|upsert|delete|deleteMany|set|connect|disconnect)$/;
/** The types of Prisma's arguments begin with the model: RegistrationSelect, SeatCreateManyInput. */
const argumentType = /^([A-Z]\w*?)(?:Select|Include|Omit|Where|OrderBy|Unchecked|Create|Update|Find|Count)\w*$/;

/** One table or several with commas between, each with or without an alias: FROM room r, seat AS s. */
const sqlTable = String.raw`(?:public\.)?"?[a-z_]+"?(?:\s+(?:AS\s+)?[a-z_]+)?`;
const sqlAccess = new RegExp(
  String.raw`\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|FROM|JOIN|USING)\s+(?:ONLY\s+)?` +
    String.raw`(${sqlTable}(?:\s*,\s*${sqlTable})*)`,
  "g",
);

/** The model that a type such as Prisma.RegistrationSelect belongs to. */
function modelOfType(type: ts.TypeNode | undefined): string | undefined {
  if (!type || !ts.isTypeReferenceNode(type) || !ts.isQualifiedName(type.typeName)) return undefined;
  return argumentType.exec(type.typeName.right.text)?.[1];
}

/** The model whose arguments a node holds, told by `satisfies`, by the type of a constant or by a function's result. */
function modelOfTyped(node: ts.Node): string | undefined {
  return ts.isSatisfiesExpression(node) || ts.isVariableDeclaration(node) || ts.isFunctionLike(node)
    ? modelOfType(node.type)
    : undefined;
}

/**
 * Every table that a source text reads or writes: calls such as `tx.seat.deleteMany(…)`, whatever the client is called,
 * the relations that their arguments follow, and the SQL in its texts. Arguments are followed into the constants of the
 * same file; a constant of another file is seen there, by its Prisma type.
 */
export function tableAccesses(source: string, tables: readonly OwnedTable[]): TableAccess[] {
  const byModel = new Map(tables.map((entry) => [entry.model, entry]));
  const byProperty = new Map(
    tables.map((entry) => [entry.model.charAt(0).toLowerCase() + entry.model.slice(1), entry]),
  );
  const names = new Set(tables.map(({ table }) => table));
  const found: TableAccess[] = [];
  const file = ts.createSourceFile("source.tsx", source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

  const constants = new Map<string, ts.Expression>();
  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      constants.set(node.name.text, node.initializer);
    ts.forEachChild(node, collect);
  };
  collect(file);

  /** Follows the relations that Prisma's arguments of a model name. */
  const follow = (model: OwnedTable, node: ts.Node, seen: ReadonlySet<ts.Node> = new Set()): void => {
    if (seen.has(node)) return;
    const path = new Set([...seen, node]);
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      const target = byModel.get(model.relations.get(node.name.getText(file)) ?? "");
      const value = ts.isPropertyAssignment(node) ? node.initializer : constants.get(node.name.text);
      if (target) {
        const writes =
          value &&
          ts.isObjectLiteralExpression(value) &&
          value.properties.some((property) => nestedWrites.test(property.name?.getText(file) ?? ""));
        found.push({ table: target.table, access: writes ? "write" : "read" });
      }
      if (value) follow(target ?? model, value, path);
    } else if (ts.isIdentifier(node)) {
      const value = constants.get(node.text);
      if (value) follow(model, value, path);
    } else if (!ts.isCallExpression(node)) {
      // A call inside arguments is a query of its own, or a function whose result has a type of Prisma.
      ts.forEachChild(node, (child) => follow(model, child, path));
    }
  };

  const scan = (text: string): void => {
    for (const [, verb = "", list = ""] of text.matchAll(sqlAccess)) {
      for (const entry of list.split(",")) {
        const table = /^\s*(?:public\.)?"?([a-z_]+)/.exec(entry)?.[1] ?? "";
        if (names.has(table)) found.push({ table, access: /^(?:FROM|JOIN|USING)$/.test(verb) ? "read" : "write" });
      }
    }
  };

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name: verb, expression: client } = node.expression;
      // A statement whose table is filled in may do anything to it.
      const [first] = node.arguments;
      if (verb.text === "raw" && first && ts.isStringLiteralLike(first) && names.has(first.text))
        found.push({ table: first.text, access: "write" });
      const model = ts.isPropertyAccessExpression(client) ? byProperty.get(client.name.text) : undefined;
      const writes = prismaWrites.test(verb.text);
      if (model && (writes || prismaReads.test(verb.text))) {
        found.push({ table: model.table, access: writes ? "write" : "read" });
        for (const argument of node.arguments) follow(model, argument);
      }
    }
    const typed = byModel.get(modelOfTyped(node) ?? "");
    if (typed) ts.forEachChild(node, (child) => follow(typed, child));
    if (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) scan(node.getText(file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
