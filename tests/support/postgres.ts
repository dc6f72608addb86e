import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "@/lib/adapter/db/migrate";
import { migrateJobs } from "@/lib/adapter/jobs/runner";
import { startPostgres } from "@/lib/launch/postgres.mjs";
import { ensureSimulatorCredentials } from "@/lib/wechat-pay-simulator/credentials.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** The database that every test file's own is copied from: migrated, empty. */
    templateUrl: string;
    /** Keys of a simulated merchant account; to be copied, not used in place. */
    weChatPayDir: string;
  }
}

/**
 * One real PostgreSQL for the run, in a folder of its own that goes with it. Its data may be lost at any time: speed
 * before safety.
 */
export async function setup(project: TestProject) {
  const dir = await mkdtemp(path.join(tmpdir(), "integration-"));
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "400" };
  const postgres = await startPostgres({
    root: path.resolve(import.meta.dirname, "../.."),
    home: path.join(dir, "postgres"),
    settings,
  });
  const stop = async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await migrate(postgres.url);
    await migrateJobs(postgres.url);
    const client = new Client({ connectionString: postgres.urlOf("postgres") });
    await client.connect();
    await client.query("ALTER DATABASE registration RENAME TO template_registration");
    await client.end();
    ensureSimulatorCredentials(path.join(dir, "wechat-pay"));
    project.provide("templateUrl", postgres.urlOf("template_registration"));
    project.provide("weChatPayDir", path.join(dir, "wechat-pay"));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
