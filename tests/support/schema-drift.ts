import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import { Pool } from "pg";
import { openEngine } from "@/lib/adapter/db/migrate";

/**
 * Type ids of PostgreSQL: the catalog's one-byte "char", which the adapter does not know, and an array of it, which it
 * does.
 */
const CHAR = 18;
const CHAR_ARRAY = 1002;

/**
 * The SQL that would lead from this database, as it is, to this schema.prisma; empty when they agree.
 * Prisma's own engine reads the catalog. It works once in a process: give it a test file of its own.
 */
export async function driftFrom(databaseUrl: string, schema: string): Promise<string> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<{ fields?: { dataTypeID: number }[] }>;
  // The values are read already, so only the adapter's label changes here: to the one whose column type is turned to a
  // single "char" below.
  const relabelled = async (...given: unknown[]) => {
    const result = await query(...given);
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = CHAR_ARRAY;
    return result;
  };
  const inner = new PrismaPg(Object.assign(pool, { query: relabelled }));
  const factory: SqlMigrationAwareDriverAdapterFactory = {
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
  const files = [{ path: "schema.prisma", content: schema }];
  try {
    const engine = await openEngine(factory, [["schema.prisma", schema]]);
    try {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: "schemaDatasource", files, configDir: "." },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      });
      return exitCode === 2 ? (stdout ?? "") : "";
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}
