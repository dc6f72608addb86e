import { CommandProblem, holdPreparation, runCommandProgram, WAITING } from "@/lib/adapter/db/command-program";
import { env, EnvironmentError, readEnv } from "@/lib/env";

/**
 * One command; `args` are the words after its name. Several commands without words may run in one call. Commands that
 * prepare the database hold a lock, so that only one start runs them at a time.
 */
type Command = { takesWords?: true; prepares?: true; run: (args: string[]) => Promise<void> };

// The command line of an installation, bundled into .build/cli.mjs. Each command loads only the code that it needs.
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
      const { judgeDatabase, judgePooler } = await import("@/lib/adapter/db/database-problem");
      const { APP_MODE, DATABASE_URL, DATABASE_DIRECT_URL } = env();
      const direct = DATABASE_DIRECT_URL === DATABASE_URL ? null : await judgeDatabase(DATABASE_DIRECT_URL);
      const unfit =
        (await judgeDatabase(DATABASE_URL)) ?? direct ?? (await judgePooler(DATABASE_URL, DATABASE_DIRECT_URL));
      if (unfit) throw new CommandProblem(unfit.what, unfit.advice);
      // The mode is also checked before the migrations: a demo with newer code must not migrate a live database and be
      // refused after that.
      const { readMode } = await import("@/lib/adapter/db/installation");
      demandMode((await readMode(DATABASE_URL)) ?? APP_MODE);
    },
  },
  migrate: {
    prepares: true,
    run: async () => {
      const { DATABASE_DIRECT_URL } = env();
      const { migrate } = await import("@/lib/adapter/db/migrate");
      for (const name of await migrate(DATABASE_DIRECT_URL, process.cwd(), WAITING)) console.log(name);
      const { migrateJobs } = await import("@/lib/adapter/jobs/runner");
      await migrateJobs(DATABASE_DIRECT_URL);
    },
  },
  "encrypt-plain-values": {
    prepares: true,
    run: async () => {
      const { encryptPlainValues } = await import("./encrypt-plain-values");
      const encrypted = await encryptPlainValues();
      if (encrypted > 0)
        console.log(`已加密旧版本留下的 ${encrypted} 项明文。(Encrypted what an older version kept in plain text.)`);
      const { indexPhoneEnds } = await import("./index-phone-ends");
      const indexed = await indexPhoneEnds();
      if (indexed > 0) console.log(`已为 ${indexed} 个账号建立手机尾号索引。(Indexed the ends of phone numbers.)`);
    },
  },
  "stamp-mode": {
    prepares: true,
    run: async () => {
      const { stampMode } = await import("@/lib/adapter/db/installation");
      const { APP_MODE, DATABASE_DIRECT_URL } = env();
      demandMode(await stampMode(DATABASE_DIRECT_URL, APP_MODE));
    },
  },
  "rotate-keys": {
    run: async () => {
      const { rotateKeys } = await import("@/lib/cli/rotate-keys");
      const { texts, files, missingFiles } = await rotateKeys();
      console.log(`已用最新密钥重新加密 ${texts} 项文字、${files} 个文件。(Encrypted anew under the newest key.)`);
      if (missingFiles > 0)
        console.log(`有 ${missingFiles} 个文件在存储中找不到，请核对 STORAGE_URL。(Files missing from the store.)`);
    },
  },
  "wechat-pay-check": {
    run: async () => {
      const { checkWeChatPay } = await import("./wechat-pay-check");
      const { weChatPayConfig } = await import("@/lib/adapter/wechat-pay/client");
      const findings = await checkWeChatPay(weChatPayConfig(), env().WECHAT_PAY_NOTIFY_BASE, new Date());
      for (const { what, right, advice } of findings)
        console.log(`${right ? "✓" : "✗"} ${what}${advice ? `：${advice}` : ""}`);
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

/** Throws when the database belongs to the other mode. */
function demandMode(stamped: string): void {
  const { APP_MODE } = env();
  if (stamped === APP_MODE) return;
  throw new CommandProblem(
    `该数据库属于${stamped === "live" ? "正式" : "演示"}系统，不能以 APP_MODE=${APP_MODE} 启动。(Wrong APP_MODE.)`,
    ["请核对 APP_MODE 与 DATABASE_URL：正式数据与演示数据不得混用。"],
  );
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

await runCommandProgram(main);
