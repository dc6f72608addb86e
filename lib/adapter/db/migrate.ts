import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine as Engine } from "@prisma/schema-engine-wasm";
import { Pool } from "pg";
import { type Holder, MIGRATION_LOCK, takeLock } from "./installation-lock";

// Prisma's own migrate command downloads a native engine. The same engine comes as WebAssembly from npm, and serves
// `npm start`, the tests and production alike. It keeps Prisma's table `_prisma_migrations`, so Prisma's command line
// may take over at any time.

const filters = { externalTables: [], externalEnums: [] };
const folder = (root: string) => path.join(root, "prisma", "migrations");

type Bindings = { SchemaEngine: typeof Engine; __wbg_set_wasm: (exports: WebAssembly.Exports) => void };

async function loadBindings(): Promise<Bindings> {
  const require = createRequire(path.join(process.cwd(), "package.json"));
  // The package imports its .wasm file as a module. Plain Node cannot do that, so we load it by hand.
  const bindings = (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as unknown as Bindings;
  const file = path.join(path.dirname(require.resolve("@prisma/schema-engine-wasm")), "schema_engine_bg.wasm");
  // The engine never stops the timer of its lock. The timer would keep the process alive for ten seconds after a
  // migration.
  const idle = (work: () => void, ms: number) => setTimeout(work, ms).unref();
  const functions = Object.entries(bindings).map(([name, value]) => [
    name,
    name.startsWith("__wbg_setTimeout_") ? idle : value,
  ]);
  const imports = { "./schema_engine_bg.js": Object.fromEntries(functions) as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(await readFile(file), imports);
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  return bindings;
}

let bindings: Promise<Bindings> | undefined;

export async function openEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  datamodels: [string, string][] | undefined,
): Promise<Engine> {
  const { SchemaEngine } = await (bindings ??= loadBindings());
  return await SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
}

async function listMigrations(root: string) {
  const names = (await readdir(folder(root), { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return {
    baseDir: folder(root),
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(folder(root), name, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

/** How long to wait for another migration, and the callback that reports its holder. */
export type Waiting = { limitMs: number; onWait: (holder: Holder | undefined) => void };

const ORDINARY: Waiting = { limitMs: 120_000, onWait: () => undefined };
const TABLE_LOCK_MS = 60_000;

/** Creates an engine for this database, runs the work and closes the connections. */
async function withDatabase<T>(
  databaseUrl: string,
  patience: Waiting,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  // All work uses one connection, because the lock that separates two migrations belongs to it.
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
    application_name: "degree-english migrate",
    // If another transaction holds a table, the migration waits, and everyone who needs the table waits behind it.
    lock_timeout: TABLE_LOCK_MS,
  });
  pool.on("error", () => undefined);
  const inner = new PrismaPg(pool);
  let refused: unknown;
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connectToShadowDb: () => inner.connectToShadowDb(),
    connect: async () =>
      Object.assign(await inner.connect(), {
        // The adapter splits a script at every semicolon, also inside a function's body. Sent whole, it is also one
        // transaction: a failed migration leaves no changes.
        executeScript: async (script: string) => {
          await pool.query(script).catch((error: unknown) => {
            refused = error;
            throw error;
          });
        },
      }),
  };
  try {
    // The engine waits for its lock without a limit and without a message. We take the lock first. The engine then gets
    // it at once, because a connection may take its own lock twice.
    const client = await pool.connect();
    await takeLock(client, MIGRATION_LOCK, patience.limitMs, patience.onWait).finally(() => client.release());
    const engine = await openEngine(factory, undefined);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } catch (error) {
    throw refused instanceof Error
      ? new Error(`The database refused the migration: ${refused.message}`, { cause: refused })
      : error;
  } finally {
    await pool.end();
  }
}

/**
 * Applies all migrations under `root`/prisma/migrations; returns the names of those it applied. If two run at once, one
 * waits for the other. Throws LockTimeout when that takes too long. A migration that failed before is retried: it left
 * no changes. The address must lead directly to the database, because through a pooler the lock would outlive its
 * owner.
 */
export const migrate = (databaseUrl: string, root = process.cwd(), waiting = ORDINARY): Promise<string[]> =>
  withDatabase(databaseUrl, waiting, async (engine) => {
    const migrationsList = await listMigrations(root);
    const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    });
    for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  });
