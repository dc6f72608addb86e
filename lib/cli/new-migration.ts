import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { migrate } from "@/lib/adapter/db/migrate";
import { diffSchema, readSchema } from "@/lib/adapter/db/schema-diff";

// `new-migration.mjs <name>` with DATABASE_URL of an empty database (lib/launch/new-migration.mjs makes one). Applies
// the migrations that exist and writes what the database still lacks of prisma/schema as the next one.

const [name = ""] = process.argv.slice(2);
await migrate(process.env["DATABASE_URL"] ?? "");
const sql = await diffSchema(process.env["DATABASE_URL"] ?? "", await readSchema());

if (sql === null) {
  console.log("Nothing to write: the migrations lead to prisma/schema.");
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join("prisma", "migrations", `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "migration.sql"), sql);
  console.log(`Wrote ${path.join(folder, "migration.sql")}. Read it, and change it where data must be carried over.`);
}
