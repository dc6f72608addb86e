import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { diffSchemas } from "@/lib/adapter/db/migrate";

// `npm run db:migration -- name`: writes prisma/migrations/<stamp>_<name>/migration.sql, the way from the last
// migration's schema to the present one. Each migration keeps the schema it arrived at beside its SQL, so no database,
// and no shadow of one, is needed.

const folder = path.join("prisma", "migrations");
const name = (process.argv[2] ?? "").trim();

if (!/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(name)) {
  console.error("Name the migration in small letters and underscores: npm run db:migration -- add_waiver_reason");
  process.exit(1);
}

const last = (await readdir(folder, { withFileTypes: true }).catch(() => []))
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
  .at(-1);
const schema = await readFile(path.join("prisma", "schema.prisma"), "utf8");
const sql = await diffSchemas(
  last === undefined ? null : await readFile(path.join(folder, last, "schema.prisma"), "utf8"),
  schema,
);

if (sql === null) {
  console.log(`Nothing to write: prisma/schema.prisma says the same as ${last ?? "an empty database"}.`);
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const target = path.join(folder, `${stamp}_${name}`);
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, "migration.sql"), sql);
  await writeFile(path.join(target, "schema.prisma"), schema);
  console.log(`Wrote ${path.join(target, "migration.sql")}. Read it, and change it where data must be carried over.`);
}
