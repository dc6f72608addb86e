import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { buildTools } from "./build.mjs";
import { install } from "./install.mjs";
import { postgresIsRunning, removePostgres, startPostgres } from "./postgres.mjs";
import { Processes } from "./processes.mjs";
import { StartProblem, step, tell } from "./say.mjs";
import { demoKeys, makeDataDir, readSettings } from "./settings.mjs";
import { simulatorAccount } from "./stand-ins.mjs";

// `node lib/launch/command.mjs <command> [words]`: runs a command of .build/cli.mjs (of .build/demo.mjs after the word
// `demo`) with the settings and the database of `npm start`, whether that is running or not. `db:reset` makes the
// demo's database and files anew.

const root = path.resolve(import.meta.dirname, "../..");

/** @param {string[]} words */
async function main(words) {
  const settings = readSettings(root, process.env);
  const { dataDir, mode, embedded } = settings;
  makeDataDir(dataDir);
  const reset = words[0] === "db:reset";
  if (reset && !embedded)
    throw new StartProblem("只有演示系统自带的数据库可以重建。(Only a demo's own database can be reset.)");

  const processes = new Processes(dataDir);
  // Ctrl-C reaches the command itself. A database that was started for the command must still be stopped.
  process.on("SIGINT", () => void processes.stop());
  const home = path.join(dataDir, "postgres");
  // If `npm start` is running, its database is used and stays after this command.
  const joined = embedded && postgresIsRunning({ home });
  if (reset && joined) throw new StartProblem("系统正在运行，请先停止再重建数据库。(Stop the system first.)");
  if (embedded && !joined) await processes.takeOver();
  await install(root, processes);
  await buildTools(root, processes);

  if (reset) {
    removePostgres({ home });
    for (const name of ["files", "sms-outbox.jsonl"])
      rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  const env = { ...settings.env };
  if (mode === "demo") for (const [name, value] of Object.entries(demoKeys(dataDir))) env[name] ??= value;
  // Commands do not talk to the simulator, so its port is not needed.
  if (settings.simulated) Object.assign(env, simulatorAccount(dataDir));
  const postgres = embedded
    ? await step("启动 PostgreSQL 数据库 (database)", () => startPostgres({ root, home }))
    : undefined;
  if (postgres) env["DATABASE_URL"] = postgres.url;
  try {
    // A command too must refuse a database of the other mode: a demo's keys would damage its data.
    const prepare = ["check-env", "check-database", "migrate", "stamp-mode", "encrypt-plain-values"];
    const prepared = joined ? [] : [prepare, ...(mode === "demo" ? [["demo", "seed"]] : [])];
    for (const command of [...prepared, ...(reset || words.length === 0 ? [] : [words])]) {
      if (processes.stopping) return 130;
      const code = await run(command, env);
      if (code !== 0) return code;
    }
    return 0;
  } finally {
    await processes.stop();
    if (!joined) await postgres?.stop();
    processes.letGo();
  }
}

/** @param {string[]} words @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
const run = (words, env) =>
  new Promise((resolve) => {
    let errors = "";
    const [program, rest] = words[0] === "demo" ? ["demo", words.slice(1)] : ["cli", words];
    const child = spawn(process.execPath, ["--enable-source-maps", path.join(".build", `${program}.mjs`), ...rest], {
      cwd: root,
      env,
      stdio: ["inherit", "inherit", "pipe"],
    });
    child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
    child.once("close", (code) => {
      const told = /^PROBLEM (.*)$/m.exec(errors)?.[1];
      if (told) {
        const { what, advice } = JSON.parse(told);
        tell(new StartProblem(what, advice));
      } else if (errors) {
        process.stderr.write(errors);
      }
      resolve(code ?? 1);
    });
  });

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
