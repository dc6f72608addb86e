import { readEnv, EnvironmentError, env } from "@/lib/env";

/** A problem for the person at the keyboard: the launcher prints it in its own words instead of a stack. */
export class CommandProblem extends Error {
  readonly advice: string[];

  constructor(what: string, advice: string[] = []) {
    super(what);
    this.advice = advice;
  }
}

/** One command; `args` are the words after its name. Commands without words may follow each other in one run. */
type Command = { takesWords?: true; run: (args: string[]) => Promise<void> };

// The command line of the installation, bundled into .build/cli.mjs. Everything is loaded when it is needed: most runs need little.
const commands: Record<string, Command> = {
  "check-env": {
    run: async () => {
      readEnv(process.env);
      return Promise.resolve();
    },
  },
  migrate: {
    run: async () => {
      const { migrate } = await import("@/lib/db/migrate");
      for (const name of await migrate(env().DATABASE_URL)) console.log(name);
      const { migrateJobs } = await import("@/lib/jobs/runner");
      await migrateJobs(env().DATABASE_URL);
    },
  },
  "stamp-mode": {
    run: async () => {
      const { stampMode } = await import("@/lib/db/installation");
      const { APP_MODE, DATABASE_URL } = env();
      const stamped = await stampMode(DATABASE_URL, APP_MODE);
      if (stamped === APP_MODE) return;
      throw new CommandProblem(
        `该数据库属于${stamped === "live" ? "正式" : "演示"}系统，不能以 APP_MODE=${APP_MODE} 启动。(Wrong APP_MODE.)`,
        ["请核对 APP_MODE 与 DATABASE_URL：正式数据与演示数据不得混用。"],
      );
    },
  },
  "seed-demo": {
    run: async () => {
      if (env().APP_MODE !== "demo") throw new CommandProblem("演示数据只能写入演示系统。(Demo data belongs into a demo.)");
      const { seedDemo } = await import("./seed-demo");
      await seedDemo({ now: new Date() });
    },
  },
  staff: {
    takesWords: true,
    run: async (words) => {
      const { staffCommand, usage } = await import("./staff");
      const done = await staffCommand(words, new Date());
      if (!done.ok) throw new CommandProblem(done.problem, [usage]);
      console.log(done.said);
    },
  },
};

/** Runs the commands named on the command line. */
async function main(words: string[]): Promise<void> {
  const [first = ""] = words;
  const command = commands[first];
  if (command?.takesWords) return await command.run(words.slice(1));
  for (const word of words.length > 0 ? words : [""]) {
    const next = commands[word];
    if (!next) throw new CommandProblem(`没有这个命令：${word}`, [`可用的命令：${Object.keys(commands).join("、")}`]);
    await next.run([]);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof EnvironmentError) {
    console.error(
      `PROBLEM ${JSON.stringify({ what: "环境变量有误。(The environment is not usable.)", advice: [...error.problems, "各变量的说明见 .env.example。"] })}`,
    );
  } else if (error instanceof CommandProblem) {
    console.error(`PROBLEM ${JSON.stringify({ what: error.message, advice: error.advice })}`);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
}
// The database client keeps its connections for a while: nothing of ours waits for it.
process.exit();
