import { workPatiently } from "@/lib/db/client";
import type { Waiting } from "@/lib/db/migrate";
import { readEnv, EnvironmentError, env } from "@/lib/env";

/** A problem for the person at the keyboard: the launcher prints it in its own words instead of a stack. */
export class CommandProblem extends Error {
  readonly advice: string[];

  constructor(what: string, advice: string[] = []) {
    super(what);
    this.advice = advice;
  }
}

/** One command; `args` are the words after its name. Commands without words may follow each other in one run; of those that prepare the database one start's go at a time. */
type Command = { takesWords?: true; prepares?: true; run: (args: string[]) => Promise<void> };

// The command line of the installation, bundled into .build/cli.mjs. Everything is loaded when it is needed: most runs need little.
const commands: Record<string, Command> = {
  "check-env": {
    run: async () => {
      const settings = readEnv(process.env);
      const { keyFileProblems } = await import("./key-files");
      const { demoValueProblems } = await import("./demo-values");
      const problems = [...keyFileProblems(settings), ...demoValueProblems(settings, process.env)];
      if (problems.length > 0) throw new EnvironmentError(problems);
    },
  },
  "check-database": {
    run: async () => {
      const { judgeDatabase, judgePooler } = await import("./database-problem");
      const { APP_MODE, DATABASE_URL, DATABASE_DIRECT_URL } = env();
      const direct = DATABASE_DIRECT_URL === DATABASE_URL ? null : await judgeDatabase(DATABASE_DIRECT_URL);
      const unfit = (await judgeDatabase(DATABASE_URL)) ?? direct ?? (await judgePooler(DATABASE_URL, DATABASE_DIRECT_URL));
      if (unfit) throw new CommandProblem(unfit.what, unfit.advice);
      // Asked before the migrations too: a demo of tomorrow's code must not change a live database only to be refused by it.
      const { readMode } = await import("@/lib/db/installation");
      demandMode((await readMode(DATABASE_URL)) ?? APP_MODE);
    },
  },
  migrate: {
    prepares: true,
    run: async () => {
      const { DATABASE_DIRECT_URL } = env();
      const { migrate } = await import("@/lib/db/migrate");
      for (const name of await migrate(DATABASE_DIRECT_URL, process.cwd(), WAITING)) console.log(name);
      const { migrateJobs } = await import("@/lib/jobs/runner");
      await migrateJobs(DATABASE_DIRECT_URL);
    },
  },
  "seal-plain-values": {
    prepares: true,
    run: async () => {
      const { sealPlainValues } = await import("@/lib/privacy/commands/seal-plain-values");
      const sealed = await sealPlainValues();
      if (sealed > 0) console.log(`已加密旧版本留下的 ${sealed} 项明文。(Sealed what an older version kept in plain text.)`);
    },
  },
  "stamp-mode": {
    prepares: true,
    run: async () => {
      const { stampMode } = await import("@/lib/db/installation");
      const { APP_MODE, DATABASE_DIRECT_URL } = env();
      demandMode(await stampMode(DATABASE_DIRECT_URL, APP_MODE));
    },
  },
  "seed-demo": {
    prepares: true,
    run: async () => {
      if (env().APP_MODE !== "demo") throw new CommandProblem("演示数据只能写入演示系统。(Demo data belongs into a demo.)");
      const { seedDemo } = await import("./seed-demo");
      await seedDemo({ now: new Date() });
    },
  },
  "demo-fill": {
    takesWords: true,
    run: async (words) => {
      if (env().APP_MODE !== "demo") throw new CommandProblem("演示考生只能写入演示系统。(Demo candidates belong into a demo.)");
      const { demoFillCommand } = await import("./demo-fill");
      const done = await demoFillCommand(words, new Date());
      if (!done.ok) throw new CommandProblem(done.problem, ["npm run demo:fill -- 5000"]);
      console.log(done.said);
    },
  },
  "rotate-keys": {
    run: async () => {
      const { rotateKeys } = await import("@/lib/privacy/commands/rotate-keys");
      const { texts, files, missingFiles } = await rotateKeys();
      console.log(`已用最新密钥重新加密 ${texts} 项文字、${files} 个文件。(Sealed anew under the newest key.)`);
      if (missingFiles > 0) console.log(`有 ${missingFiles} 个文件在存储中找不到，请核对 STORAGE_URL。(Files missing from the store.)`);
    },
  },
  "wechat-pay-check": {
    run: async () => {
      const { checkWeChatPay } = await import("./wechat-pay-check");
      const { weChatPayConfig } = await import("@/lib/wechat-pay/client");
      const findings = await checkWeChatPay(weChatPayConfig(), env().WECHAT_PAY_NOTIFY_BASE, new Date());
      for (const { what, right, advice } of findings) console.log(`${right ? "✓" : "✗"} ${what}${advice ? `：${advice}` : ""}`);
      const wrong = findings.filter(({ right }) => !right).length;
      if (wrong > 0) throw new CommandProblem(`微信支付的配置有 ${wrong} 处需要处理。(WeChat Pay is not set up.)`);
      console.log("微信支付配置正常。(WeChat Pay is set up.)");
    },
  },
  staff: {
    takesWords: true,
    run: async (words) => {
      const { staffCommand, usage } = await import("./staff");
      const { readSecret } = await import("./read-secret");
      const done = await staffCommand(words, () => readSecret("密码"), new Date());
      if (!done.ok) throw new CommandProblem(done.problem, [usage]);
      console.log(done.said);
    },
  },
};

/** Other machines may be starting too: theirs is waited for, and named when that takes long. */
const WAITING: Waiting = {
  limitMs: 120_000,
  onWait: (holder) => {
    console.log("▸ 另一个程序正在准备数据库，等待它完成，最多两分钟 (waiting for another start)");
    if (holder) console.log(`  数据库进程 ${holder.pid}，程序 ${holder.application}，来自 ${holder.address ?? "本机"}`);
  },
};

/** Lets no other start prepare the database until this process ends. */
async function holdPreparation(): Promise<void> {
  const { Client } = await import("pg");
  const { PREPARATION_LOCK, takeLock } = await import("@/lib/db/installation-lock");
  const client = new Client({
    connectionString: env().DATABASE_DIRECT_URL,
    connectionTimeoutMillis: 10_000,
    application_name: "degree-english start",
  });
  client.on("error", () => undefined);
  await client.connect();
  await takeLock(client, PREPARATION_LOCK, WAITING.limitMs, WAITING.onWait);
}

/** Refuses a database that was made in the other mode. */
function demandMode(stamped: string): void {
  const { APP_MODE } = env();
  if (stamped === APP_MODE) return;
  throw new CommandProblem(`该数据库属于${stamped === "live" ? "正式" : "演示"}系统，不能以 APP_MODE=${APP_MODE} 启动。(Wrong APP_MODE.)`, [
    "请核对 APP_MODE 与 DATABASE_URL：正式数据与演示数据不得混用。",
  ]);
}

/** Runs the commands named on the command line. */
async function main(words: string[]): Promise<void> {
  const [first = ""] = words;
  const command = commands[first];
  if (command?.takesWords) return await command.run(words.slice(1));
  let held = false;
  for (const word of words.length > 0 ? words : [""]) {
    const next = commands[word];
    if (!next) throw new CommandProblem(`没有这个命令：${word}`, [`可用的命令：${Object.keys(commands).join("、")}`]);
    if (next.prepares && !held) await holdPreparation();
    held ||= next.prepares === true;
    await next.run([]);
  }
}

/** What to tell about an error; null when nobody foresaw it. */
async function problemOf(error: unknown): Promise<{ what: string; advice: string[] } | null> {
  if (error instanceof EnvironmentError) {
    const advice = error.problems.map((line) => line.replace(/: is not set$/, "：未设置 (is not set)"));
    return { what: "环境变量有误。(The environment is not usable.)", advice: [...advice, "各变量的说明见 .env.example。"] };
  }
  if (error instanceof CommandProblem) return { what: error.message, advice: error.advice };
  const { databaseProblem } = await import("./database-problem");
  return databaseProblem(error);
}

workPatiently();
try {
  await main(process.argv.slice(2));
} catch (error) {
  const problem = await problemOf(error);
  console.error(problem ? `PROBLEM ${JSON.stringify(problem)}` : error);
  process.exitCode = 1;
}
// The database client keeps its connections for a while: nothing of ours waits for it.
process.exit();
