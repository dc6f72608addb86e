import { spawnSync } from "node:child_process";
import path from "node:path";

/**
 * Writes the database client from prisma/schema into lib/adapter/db/generated. Prisma's command line wants to
 * download a schema engine first, though generating uses none: naming any program as that engine stops it.
 * @param {string} root the project's folder
 */
export function generateClient(root) {
  const result = spawnSync(process.execPath, [path.join("node_modules", "prisma", "build", "index.js"), "generate"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (result.status !== 0) throw new Error(`prisma generate failed:\n${result.stdout}${result.stderr}`);
}

if (process.argv[1] === import.meta.filename) generateClient(path.resolve(import.meta.dirname, "../.."));
