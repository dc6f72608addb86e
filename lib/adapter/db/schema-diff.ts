import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import { Pool } from "pg";
import { openEngine } from "./migrate";

/** The files of prisma/schema, each with its name. */
export type SchemaFile = { path: string; content: string };

/** Reads prisma/schema under `root`. */
export async function readSchema(root = process.cwd()): Promise<SchemaFile[]> {
  const folder = path.join(root, "prisma", "schema");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort();
  return await Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(path.join(folder, name), "utf8") })),
  );
}

/**
 * The SQL that leads from this database (`from: "database"`) or from an empty one (`from: "empty"`) to the schema; null
 * when they agree. Prisma's own engine reads the database's catalog. It works once in a process: a second call never
 * ends. It does not see checks and triggers: only the migrations know them.
 */
export async function diffSchema(
  databaseUrl: string,
  schema: SchemaFile[],
  from: "database" | "empty" = "database",
): Promise<string | null> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    const engine = await openEngine(
      catalogReader(pool),
      schema.map(({ path: name, content }) => [name, content]),
    );
    try {
      const { exitCode, stdout } = await engine.diff({
        from: from === "empty" ? { tag: "empty" } : { tag: "schemaDatasource", files: schema, configDir: "." },
        to: { tag: "schemaDatamodel", files: schema },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      });
      return exitCode === 2 ? stdout : null;
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

/** PostgreSQL's type id of the one-byte type "char" of its catalog, which Prisma's adapter does not know. */
const CHAR = 18;
/** The type id of an array of it, which the adapter knows. */
const CHAR_ARRAY = 1002;

/**
 * Prisma's adapter, taught the type "char". The driver has read the values by then, so only the label of the column
 * changes: to the array type here, so that the adapter accepts it, and from there to a single character.
 */
function catalogReader(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<{ fields?: { dataTypeID: number }[] }>;
  const relabelled = async (...given: unknown[]) => {
    const result = await query(...given);
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = CHAR_ARRAY;
    return result;
  };
  const inner = new PrismaPg(Object.assign(pool, { query: relabelled }));
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connectToShadowDb: () => inner.connectToShadowDb(),
    connect: async () => {
      const connection = await inner.connect();
      const queryRaw = connection.queryRaw.bind(connection);
      return Object.assign(connection, {
        queryRaw: async (sent: SqlQuery) => {
          const result = await queryRaw(sent);
          const columnTypes = result.columnTypes.map((type) =>
            type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
          );
          return { ...result, columnTypes };
        },
      });
    },
  };
}
