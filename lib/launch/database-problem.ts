import { Client } from "pg";

export type Problem = { what: string; advice: string[] };

const unreachable = ["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "EPIPE"];

const problem = (what: string, ...advice: string[]): Problem => ({ what, advice });

/**
 * What the person at the keyboard can do about an error that comes from the database; null for an error of another kind.
 * Never repeats the address: it holds the password.
 */
export function databaseProblem(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const { code = "" } = error as NodeJS.ErrnoException;
  if (unreachable.includes(code) || /timeout expired|terminated unexpectedly/.test(error.message)) {
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
    case "53100":
      return problem("数据库所在的磁盘已满。(The disk of the database is full.)", "请清理数据库服务器的磁盘后重新运行。");
    case "53300":
      return problem("数据库的连接数已用尽。(The database has no connection left.)", "请调大 max_connections，或停止其他占用连接的程序。");
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

/** The oldest PostgreSQL that the migrations run on. */
const oldest = 15;

/** Throws when the database cannot be reached; otherwise answers with what makes it unfit, or null. */
export async function judgeDatabase(connectionString: string): Promise<Problem | null> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000 });
  // A server that hangs up is told by the query that fails of it.
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
