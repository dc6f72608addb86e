import { Client } from "pg";
import { env, EnvironmentError } from "@/lib/env";
import { workPatiently } from "./client";
import { databaseProblem } from "./database-problem";
import { PREPARATION_LOCK, takeLock } from "./installation-lock";
import type { Waiting } from "./migrate";

/** A problem for the person at the keyboard. The launcher prints this text instead of a stack trace. */
export class CommandProblem extends Error {
  readonly advice: string[];

  constructor(what: string, advice: string[] = []) {
    super(what);
    this.advice = advice;
  }
}

/** Another machine may be starting too. We wait for its lock, and name its holder when that takes long. */
export const WAITING: Waiting = {
  limitMs: 120_000,
  onWait: (holder) => {
    console.log("▸ 另一个程序正在准备数据库，等待它完成，最多两分钟 (waiting for another start)");
    if (holder) console.log(`  数据库进程 ${holder.pid}，程序 ${holder.application}，来自 ${holder.address ?? "本机"}`);
  },
};

/** Keeps every other start from preparing the database until this process ends. */
export async function holdPreparation(): Promise<void> {
  const client = new Client({
    connectionString: env().DATABASE_DIRECT_URL,
    connectionTimeoutMillis: 10_000,
    application_name: "degree-english start",
  });
  client.on("error", () => undefined);
  await client.connect();
  await takeLock(client, PREPARATION_LOCK, WAITING.limitMs, WAITING.onWait);
}

/**
 * Runs a command-line program with its arguments and ends the process. Expected problems go to the launcher as a
 * PROBLEM line.
 */
export async function runCommandProgram(run: (words: string[]) => Promise<void>): Promise<never> {
  workPatiently();
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    const problem = problemOf(error);
    console.error(problem ? `PROBLEM ${JSON.stringify(problem)}` : error);
    process.exitCode = 1;
  }
  // The database client keeps its connections for a while, and no work of ours needs them any more.
  process.exit();
}

/** The message for an error; null for an unexpected error. */
function problemOf(error: unknown): { what: string; advice: string[] } | null {
  if (error instanceof EnvironmentError) {
    const advice = error.problems.map((line) => line.replace(/: is not set$/, "：未设置 (is not set)"));
    return {
      what: "环境变量有误。(The environment is not usable.)",
      advice: [...advice, "各变量的说明见 .env.example。"],
    };
  }
  if (error instanceof CommandProblem) return { what: error.message, advice: error.advice };
  return databaseProblem(error);
}
