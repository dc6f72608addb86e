import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildApplication, buildTools } from "./build.mjs";
import { install } from "./install.mjs";
import { watchLog } from "./log-files.mjs";
import { isBlocked, tryPort } from "./ports.mjs";
import { postgresIsRunning, startPostgres } from "./postgres.mjs";
import { leaveWithNpm, Processes } from "./processes.mjs";
import { say, StartProblem, step, stopped, tell } from "./say.mjs";
import { simulatorEnvironment } from "./stand-ins.mjs";
import { demoKeys, makeDataDir, readSettings, serverActionsKey } from "./settings.mjs";

// What `npm start` does on a bare machine. It imports only Node's modules, because nothing else is installed yet.

const projectRoot = path.resolve(import.meta.dirname, "../..");

/**
 * @typedef {{ url: string, dataDir: string, simulatorUrl: string | undefined, demoLogins: string, env: NodeJS.ProcessEnv, failure: Promise<StartProblem>, stop: () => Promise<void> }} Application
 */

/**
 * Starts the whole application and returns when it answers. `onStop` receives the stop function at once, so that an
 * interrupted start also stops everything.
 * @param {{ env: NodeJS.ProcessEnv, onStop?: (stop: () => Promise<void>) => void }} options
 * @returns {Promise<Application>}
 */
export async function launch({ env: given, onStop }) {
  const root = projectRoot;
  const settings = readSettings(root, given);
  const { dataDir, port, host, mode, embedded, simulated, webProcesses, pauseSeconds } = settings;
  makeDataDir(dataDir);
  const processes = new Processes(dataDir);
  const home = path.join(dataDir, "postgres");
  const startDatabase = () => startPostgres({ root, home, settings: databaseSettings(given) });
  /** @type {Promise<import("./postgres.mjs").Postgres> | undefined} */
  let postgres;
  /** @type {Promise<void> | undefined} */
  let stopping;
  const stop = () =>
    (stopping ??= (async () => {
      await processes.stop();
      // Waits for a database that is still starting: otherwise it would keep running.
      await (await postgres?.catch(() => undefined))?.stop();
      processes.letGo();
    })());
  onStop?.(stop);
  const interrupted = () => {
    if (processes.stopping) throw stopped();
  };

  try {
    await processes.takeOver();
    await demandPort(port, host);
    await install(root, processes);
    interrupted();
    await buildTools(root, processes);
    interrupted();

    const env = { ...settings.env, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: serverActionsKey(root, settings.env) };
    if (mode === "demo") for (const [name, value] of Object.entries(demoKeys(dataDir))) env[name] ??= value;
    const logs = path.join(dataDir, "logs");
    mkdirSync(logs, { recursive: true, mode: 0o700 });
    // A demo logs to files. A live installation logs to its output, for systemd or a container.
    const logOf = (/** @type {string} */ name) =>
      mode === "demo" ? { log: watchLog(path.join(logs, `${name}.log`)) } : {};

    let simulatorUrl;
    if (simulated) {
      Object.assign(env, await simulatorEnvironment(settings));
      simulatorUrl = `http://localhost:${env["SIMULATOR_PORT"]}`;
    }
    // With a given database all settings are checked before the build. The embedded database has no address yet.
    if (!embedded) await command(root, processes, env, ["check-env", "check-database"]);

    await buildApplication(root, processes, env);
    interrupted();
    if (embedded) {
      env["DATABASE_URL"] = (await step("启动 PostgreSQL 数据库 (database)", () => (postgres = startDatabase()))).url;
      interrupted();
    }
    let demoLogins = "";
    await step("更新数据库结构 (migrations)", async () => {
      await command(root, processes, env, ["check-env", "migrate", "stamp-mode", "encrypt-plain-values"]);
      if (mode === "demo") demoLogins = await command(root, processes, env, ["seed"], "demo");
    });
    interrupted();

    /** @type {(problem: StartProblem) => void} */
    let fail = () => undefined;
    /** @type {Promise<StartProblem>} */
    const failure = new Promise((resolve) => (fail = resolve));
    const keep = (/** @type {string} */ name, /** @type {string[]} */ args) =>
      keepRunning({
        processes,
        name,
        args,
        root,
        env,
        ...logOf(name),
        patienceMs: (name === "web" ? pauseSeconds * 1_000 : 0) + 15_000,
        fail,
      });
    if (simulatorUrl) keep("simulator", [...traced, path.join(".build", "simulator.mjs")]);
    if (existsSync(path.join(root, ".build", "worker.mjs")))
      keep("worker", [...traced, path.join(".build", "worker.mjs")]);
    const web = [path.join(".build", "server.mjs"), String(port), ...(host ? [host] : [])];
    keep("web", webProcesses === 1 ? web : [path.join("lib", "http", "cluster.mjs"), String(webProcesses), ...web]);

    const url = `http://${reachable(host)}:${port}`;
    await step("启动网站 (web server)", () =>
      Promise.race([untilHealthy(url), failure.then((problem) => Promise.reject(problem))]),
    );
    processes.announce(settings.appUrl);
    if (embedded) keepDatabase({ processes, home, begin: () => (postgres = startDatabase()), fail });
    return { url, dataDir, simulatorUrl, demoLogins, env, failure, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const traced = ["--enable-source-maps"];

/**
 * Tests switch off durability: their data is temporary, and they run faster.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
const databaseSettings = (env) =>
  env["EMBEDDED_POSTGRES_UNSAFE"] === "1" ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {};

/** The host name under which this machine reaches a server that listens on `host`. @param {string | undefined} host */
function reachable(host) {
  if (host === undefined || host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

/** @param {number} port @param {string | undefined} host */
async function demandPort(port, host) {
  const code = await tryPort(port, host);
  if (code === null) {
    if (!(await isBlocked(port))) return;
    throw new StartProblem(`浏览器不允许访问端口 ${port}。(Browsers refuse to open port ${port}.)`, [
      `请换一个端口：PORT=${port + 10} npm start`,
    ]);
  }
  if (code === "EADDRINUSE") {
    throw new StartProblem(`端口 ${port} 已被其他程序占用。(Port ${port} is taken.)`, [
      `请关闭占用它的程序，或换一个端口：PORT=${port + 10} npm start`,
    ]);
  }
  if (code === "EADDRNOTAVAIL") {
    throw new StartProblem(`本机没有 HOST 所写的地址 ${host}。(HOST is no address of this machine.)`, [
      "请改为本机的地址，或去掉 HOST。",
    ]);
  }
  if (code === "EACCES")
    throw new StartProblem(`没有权限使用端口 ${port}。(Not allowed to use port ${port}.)`, [
      "1024 以下的端口通常只有 root 可用，请换一个：PORT=3000 npm start",
    ]);
  throw new StartProblem(`无法使用端口 ${port}（${code}）。(Cannot use port ${port}.)`, [
    "请换一个端口：PORT=3010 npm start",
  ]);
}

/**
 * Runs commands of .build/cli.mjs, one after the other.
 * @param {string} root
 * @param {Processes} processes
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} names
 */
async function command(root, processes, env, names, program = "cli") {
  const { code, output } = await processes.run(
    names.join(" "),
    process.execPath,
    [...traced, path.join(".build", `${program}.mjs`), ...names],
    {
      cwd: root,
      env,
      // The message that another start is waited for must appear at once.
      onOutput: (text) => text.startsWith("▸") && say(text.trimEnd()),
    },
  );
  if (processes.stopping) throw stopped();
  if (code === 0) return output;
  // Commands print expected problems as a marked line with advice; other output is passed on.
  const told = /^PROBLEM (.*)$/m.exec(output)?.[1];
  if (told) {
    const { what, advice } = JSON.parse(told);
    throw new StartProblem(what, advice);
  }
  throw new StartProblem(
    `准备数据库时出错（${names.join("、")}）。(Preparing the database failed.)`,
    output.trim().split("\n").slice(-12),
  );
}

/**
 * @param {{ processes: Processes, name: string, args: string[], root: string, env: NodeJS.ProcessEnv, log?: string, patienceMs: number, fail: (problem: StartProblem) => void }} options
 */
function keepRunning({ processes, name, args, root, env, log, patienceMs, fail }) {
  /** @type {number[]} */
  let deaths = [];
  const run = async () => {
    const { ended } = processes.start(name, args, {
      cwd: root,
      env,
      patienceMs,
      ...(log === undefined ? {} : { log }),
    });
    const code = await ended;
    if (processes.stopping) return;
    deaths = [...deaths.filter((at) => Date.now() - at < 60_000), Date.now()];
    if (deaths.length >= 4) {
      const last =
        log === undefined ? [] : [...readFileSync(log, "utf8").trim().split("\n").slice(-8), `完整日志：${log}`];
      fail(new StartProblem(`${name} 反复退出（代码 ${code}），已停止。(${name} keeps failing.)`, last));
      return;
    }
    say(`▸ ${name} 意外退出（代码 ${code}），正在重新启动 (restarting)`);
    await sleep(1_000);
    if (!processes.stopping) await run();
  };
  run().catch((error) =>
    fail(new StartProblem(`${name} 无法启动：${error instanceof Error ? error.message : String(error)}`)),
  );
}

/**
 * Restarts the embedded database when it has died: the kernel kills it first when memory runs out.
 * @param {{ processes: Processes, home: string, begin: () => Promise<unknown>, fail: (problem: StartProblem) => void }} options
 */
function keepDatabase({ processes, home, begin, fail }) {
  const look = async () => {
    if (processes.stopping) return;
    if (!postgresIsRunning({ home })) {
      say("▸ PostgreSQL 意外退出，正在重新启动 (restarting the database)");
      await begin();
    }
    setTimeout(again, 2_000).unref();
  };
  const again = () =>
    void look().catch((error) => fail(error instanceof StartProblem ? error : new StartProblem(String(error))));
  again();
}

/** @param {string} url */
async function untilHealthy(url) {
  let last = "";
  for (const begun = Date.now(); Date.now() - begun < 60_000; await sleep(150)) {
    try {
      const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return;
      last = `/api/health ${answer.status}`;
    } catch {
      last = "没有应答";
    }
  }
  throw new StartProblem("网站未能在一分钟内就绪。(The web server did not become healthy.)", [
    `最后一次检查：${last}。请查看数据文件夹中 logs/web.log。`,
  ]);
}

/** @param {Application} application @param {ReturnType<typeof readSettings>} settings */
function welcome({ dataDir, simulatorUrl, demoLogins }, { port, host, mode, appUrl, env }) {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal, address }) => family === "IPv4" && !internal && (host ?? address) === address);
  const lines = ["", `✔ 系统已启动 (ready)：${appUrl}`];
  if (mode === "demo") {
    for (const { address } of addresses) lines.push(`  同一网络的手机或电脑：http://${address}:${port}`);
    lines.push("", "  演示模式：数据仅供试用，支付与短信均为模拟。(Demo mode)");
    lines.push(`  管理后台 (staff)：${appUrl}/admin`);
    lines.push(demoLogins.trimEnd().replace(/^/gm, "    "));
    if ((env["SMS_PROVIDER"] ?? "outbox") === "outbox")
      lines.push(`  短信验证码 (SMS codes)：${path.join(dataDir, "sms-outbox.jsonl")}`);
    if (simulatorUrl) lines.push(`  微信支付模拟器 (payment simulator)：${simulatorUrl}/`);
    lines.push(`  日志 (logs)：${path.join(dataDir, "logs")}`);
  }
  lines.push("", "  按 Ctrl-C 停止。(Press Ctrl-C to stop.)", "");
  say(lines.join("\n"));
}

async function main() {
  /** @type {() => Promise<void>} */
  let stop = async () => undefined;
  // The terminal may be closed: then messages are lost, but the stop must continue.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  let asked = false;
  const leave = async () => {
    // npm passes Ctrl-C on to a process that has received it already, so a second signal right after the first is
    // ignored.
    if (asked) return;
    asked = true;
    say("\n▸ 正在停止 (stopping) …");
    await stop().catch(tell);
    say("  已停止。(Stopped.)");
    process.exit(0);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => void leave());

  leaveWithNpm(() => void leave());

  try {
    const application = await launch({ env: process.env, onStop: (way) => (stop = way) });
    welcome(application, readSettings(projectRoot, process.env));
    const problem = await application.failure;
    await stop();
    throw problem;
  } catch (error) {
    if (asked) return;
    tell(error);
    process.exit(1);
  }
}

if (process.argv[1] === import.meta.filename) await main();
