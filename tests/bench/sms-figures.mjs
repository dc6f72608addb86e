import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { round2 } from "./measure.mjs";

const LIMIT_SECONDS = 2;
const PER_SECOND = 500;
const PROGRAM = ".build/bench-sms.mjs";

/**
 * A campaign to ten thousand people: how long its form takes, against two seconds; then its messages sent at the
 * provider's rate by a process that is killed without warning in the middle, and by the one after it. Who got none, or
 * two?
 * @param {{ root: string, env: NodeJS.ProcessEnv }} application
 */
export async function smsQueue({ root, env }) {
  const given = { ...env, SMS_PER_SECOND: String(PER_SECOND), SMS_QUIET_HOURS: "none" };
  const run = (/** @type {string} */ act) =>
    JSON.parse(execFileSync(process.execPath, [PROGRAM, act], { cwd: root, env: given, encoding: "utf8" }));
  const { queuedMs, people } = run("queue");
  const outbox = path.join(String(env["DATA_DIR"]), "sms-outbox.jsonl");
  const lines = () => (existsSync(outbox) ? readFileSync(outbox, "utf8").split("\n").length : 0);
  const sender = spawn(process.execPath, [PROGRAM, "send"], { cwd: root, env: given, stdio: "ignore" });
  const before = lines();
  while (lines() - before < people / 3) await sleep(20);
  sender.kill("SIGKILL");
  const killedAfter = lines() - before;
  const { sent, seconds } = run("resume");
  const { lost, doubled } = run("count");
  return {
    name: "sms-queue",
    ratio: round2(queuedMs / 1000 / LIMIT_SECONDS),
    beside: `${LIMIT_SECONDS} s`,
    queuedMs: round2(queuedMs),
    killedAfter,
    perSecond: round2(sent / seconds),
    rate: PER_SECOND,
    lost,
    doubled,
    n: people,
  };
}
