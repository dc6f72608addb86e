import { Client } from "pg";
import { type Holder, LockTimeout } from "./installation-lock";
import { isSameDatabase, probePooler } from "./pooler";

export type Problem = { what: string; advice: string[] };

const unreachable = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
];

const problem = (what: string, ...advice: string[]): Problem => ({ what, advice });

/**
 * A message that tells the person at the keyboard how to solve a database error; null for any other error. It never
 * contains the address, because that holds the password.
 */
export function databaseProblem(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof LockTimeout) return lockProblem(error.holder);
  const { code = "" } = error as NodeJS.ErrnoException;
  if (
    unreachable.includes(code) ||
    /timeout expired|connection timeout|Query read timeout|terminated unexpectedly/.test(error.message)
  ) {
    return problem(
      `无法连接数据库服务器（${code || "超时"}）。(The database server cannot be reached.)`,
      "请确认 PostgreSQL 正在运行，DATABASE_URL 中的主机与端口正确，且没有被防火墙阻挡。",
    );
  }
  switch (code) {
    case "ERR_INVALID_URL":
      return problem(
        "DATABASE_URL 不是有效的地址。(DATABASE_URL cannot be read.)",
        "格式：postgresql://用户:密码@主机:端口/数据库名。用户名或密码中的 # / ? @ : % 须写成 %23 %2F %3F %40 %3A %25。",
      );
    case "28P01":
    case "28000":
      return problem(
        "数据库拒绝了 DATABASE_URL 中的用户名或密码。(The database refuses this user or password.)",
        "请核对用户名与密码（特殊字符须写成 %23 之类），以及服务器 pg_hba.conf 是否允许本机用它登录。",
      );
    case "3D000":
      return problem(
        "DATABASE_URL 中的数据库不存在。(The database does not exist.)",
        "请先创建：CREATE DATABASE 数据库名 OWNER 用户名，或核对 DATABASE_URL 末尾的数据库名。",
      );
    case "42501":
      return problem(
        "DATABASE_URL 中的用户没有建表的权限。(This user may not create tables.)",
        "请让该用户拥有数据库：ALTER DATABASE 数据库名 OWNER TO 用户名",
      );
    case "55P03":
      return problem(
        "更新数据库结构时，一张表被其他程序占用超过一分钟。(A table is locked by somebody else.)",
        "没有改动任何数据。请结束占用它的长事务（见 pg_stat_activity），或在空闲时重新运行。",
      );
    case "53100":
      return problem(
        "数据库所在的磁盘已满。(The disk of the database is full.)",
        "请清理数据库服务器的磁盘后重新运行。",
      );
    case "53300":
      return problem(
        "数据库的连接数已用尽。(The database has no connection left.)",
        "请调大 max_connections，或停止其他占用连接的程序。",
      );
    case "57P03":
      return problem("数据库正在启动、恢复或停止。(The database is not ready yet.)", "请稍后重新运行。");
    default:
  }
  if (/SSL|TLS|certificate/i.test(`${code} ${error.message}`)) {
    return problem(
      `与数据库的加密连接失败：${error.message}。(No encrypted connection to the database.)`,
      "请核对 DATABASE_URL 中的 sslmode 与证书设置。",
    );
  }
  return databaseProblem(error.cause);
}

/** One line that names the holder of the database's lock. */
export const holderText = (holder: Holder | undefined): string =>
  holder
    ? `持有者：数据库进程 ${holder.pid}，程序 ${holder.application}，来自 ${holder.address ?? "本机"}，自 ${holder.since.toISOString()} 起 (pid, application_name, since)`
    : "持有者刚刚离开，请重新运行。";

const lockProblem = (holder: Holder | undefined): Problem =>
  problem(
    "另一个程序一直占用着数据库的更新锁。(Another connection holds the migration lock.)",
    holderText(holder),
    "如另一台机器正在更新，请等它完成后重新运行。若没有程序在更新，锁多半留在连接池的连接上：",
    `请在数据库中执行 SELECT pg_terminate_backend(${holder?.pid ?? "进程号"})，并用 DATABASE_DIRECT_URL 指定不经过连接池的地址。`,
  );

/**
 * Describes a problem with the pooler between us and the database; null when there is none. Both addresses must have
 * been reached before.
 */
export async function judgePooler(databaseUrl: string, directUrl: string): Promise<Problem | null> {
  const between = await probePooler(databaseUrl);
  if (between === "unsafe") {
    return problem(
      "DATABASE_URL 经过的连接池不支持预备语句，会把一个人的数据答给另一个人。(The pooler mixes up prepared statements.)",
      "请升级到 PgBouncer 1.21 或更新并设置 max_prepared_statements = 500，或改为 pool_mode = session，或直接连接 PostgreSQL。",
    );
  }
  if (directUrl === databaseUrl) {
    return between === "none"
      ? null
      : problem(
          "DATABASE_URL 经过按事务分配连接的连接池，还需要一个不经过它的地址。(The pooler needs a direct address beside it.)",
          "请设置 DATABASE_DIRECT_URL=postgresql://…（直接指向 PostgreSQL）：更新数据库结构和后台任务用它。",
        );
  }
  if ((await probePooler(directUrl)) !== "none") {
    return problem(
      "DATABASE_DIRECT_URL 仍然经过按事务分配连接的连接池。(DATABASE_DIRECT_URL leads through a pooler.)",
      "请改为直接指向 PostgreSQL 的主机和端口。",
    );
  }
  if (await isSameDatabase(databaseUrl, directUrl)) return null;
  return problem(
    "DATABASE_DIRECT_URL 与 DATABASE_URL 指向不同的数据库。(The two addresses lead to different databases.)",
    "请核对两个地址的主机与数据库名。",
  );
}

/** The oldest PostgreSQL that the migrations run on. */
const oldest = 15;

/** Returns what makes the database unsuitable, or null. Throws when it cannot be reached. */
export async function judgeDatabase(connectionString: string): Promise<Problem | null> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000, query_timeout: 10_000 });
  // The query that fails reports a lost connection, so the event is ignored here.
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: number; owner: boolean }>(
      `SELECT current_setting('server_version_num')::int AS version, has_database_privilege(current_database(), 'CREATE')
         AND has_schema_privilege(current_schema(), 'CREATE') AS owner`,
    );
    const [{ version, owner } = { version: 0, owner: false }] = rows;
    if (Math.floor(version / 10_000) < oldest) {
      return problem(
        `数据库是 PostgreSQL ${Math.floor(version / 10_000)}，需要 ${oldest} 或更新。(PostgreSQL is too old.)`,
        "请升级数据库服务器，或在 DATABASE_URL 中换一个。",
      );
    }
    return owner ? null : databaseProblem(Object.assign(new Error(), { code: "42501" }));
  } finally {
    await client.end();
  }
}
