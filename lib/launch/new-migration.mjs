import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundle } from "./bundle.mjs";
import { startPostgres } from "./postgres.mjs";

// `npm run db:migration -- <name>` writes prisma/migrations/<stamp>_<name>/migration.sql: what a database with all
// migrations lacks of prisma/schema. The database is a temporary one, so nobody's data is looked at.

const name = (process.argv[2] ?? "").trim();
if (!/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(name)) {
  console.error("Name the migration in small letters and underscores: npm run db:migration -- add_waiver_reason");
  process.exit(1);
}

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "new-migration-"));
await bundle(root, ["new-migration"]);
const postgres = await startPostgres({ root, home: path.join(folder, "postgres") });
try {
  const program = path.join(".build", "new-migration.mjs");
  const { status } = spawnSync(process.execPath, ["--enable-source-maps", program, name], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: postgres.url },
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
