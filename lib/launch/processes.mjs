import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hold } from "./hold.mjs";
import { say, StartProblem } from "./say.mjs";

// Every process that the launcher starts leads a process group of its own, so that Ctrl-C reaches the launcher only,
// which then stops them in order. All are listed in DATA_DIR/run.json, so that the next start can end those that a kill
// -9 left running.

/** @typedef {{ name: string, pid: number }} Running */

const mark = "DEGREE_ENGLISH_LAUNCH";

/**
 * The fields of /proc/<pid>/stat after the name; null where there is no /proc, or no such process.
 * @param {number} pid
 */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [state = "", parent = "", ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state, parent: Number(parent), birth: rest[17] ?? "" };
  } catch {
    return null;
  }
}

/**
 * A zombie (common in containers) still has a process id but counts as gone.
 * @param {number} pid
 */
const alive = (pid) => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false;
  }
  return stat(pid)?.state !== "Z";
};

/** The start time of a process in kernel ticks. Together with the id it identifies a process. @param {number} pid */
const birth = (pid) => stat(pid)?.birth ?? "";

/** @param {number} pid */
function isNpm(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("npm");
  } catch {
    return false;
  }
}

/** The parent processes up to npm's. When they die, nobody waits for this process any more. */
function ancestors() {
  if (!process.env["npm_lifecycle_event"]) return [];
  const parents = [];
  for (let pid = process.ppid; pid > 1 && parents.length < 4; pid = stat(pid)?.parent ?? 0) {
    parents.push({ pid, birth: birth(pid) });
    if (isNpm(pid)) return parents;
  }
  return [];
}

/** @param {{ pid: number, birth: string }} known */
const stillThere = (known) => alive(known.pid) && birth(known.pid) === known.birth;

/**
 * Calls `leave` when npm, which started this process, has died: nobody could stop it any more.
 * @param {() => void} leave
 */
export function leaveWithNpm(leave) {
  const waiting = ancestors();
  if (waiting.length === 0) return;
  setInterval(() => {
    if (!waiting.every(stillThere)) leave();
  }, 1_000).unref();
}

/** The processes of one start of the application. */
export class Processes {
  /** @type {Map<number, { name: string, patienceMs: number }>} */
  #running = new Map();
  #id = randomUUID();
  #dataDir;
  #file;
  /** Set while DATA_DIR is held. @type {(() => void) | undefined} */
  #release;
  #stopping = false;
  #ancestors = ancestors();

  /** @param {string} dataDir */
  constructor(dataDir) {
    this.#dataDir = dataDir;
    this.#file = path.join(dataDir, "run.json");
  }

  get stopping() {
    return this.#stopping;
  }

  /**
   * Ends the processes of an earlier, killed start and locks DATA_DIR. Refuses while another start uses the same
   * DATA_DIR.
   */
  async takeOver() {
    /**
     * @type {{ id: string, launcher: { pid: number, birth: string }, ancestors?: { pid: number, birth: string }[], url?: string, running: Running[] } | undefined}
     */
    let former;
    try {
      former = JSON.parse(readFileSync(this.#file, "utf8"));
    } catch {
      // None: nothing to take over.
    }
    if (former && former.launcher.pid !== process.pid && stillThere(former.launcher)) {
      const orphan = (former.ancestors ?? []).some((parent) => !stillThere(parent));
      if (!orphan) {
        throw new StartProblem(
          `系统已在运行${former.url ? `：${former.url}` : ""}（进程 ${former.launcher.pid}）。(Already running.)`,
          [
            "如要再开一份，请用 DATA_DIR=… 与 PORT=… 指定另外的数据文件夹和端口。",
            `如要停止，请在原来的窗口按 Ctrl-C，或运行：kill ${former.launcher.pid}`,
          ],
        );
      }
      say("▸ 停止上次留下的、已无人看管的启动程序 (stopping an orphaned start)");
      process.kill(former.launcher.pid, "SIGTERM");
      for (let waited = 0; waited < 20_000 && stillThere(former.launcher); waited += 100) await sleep(100);
    }
    const release = await hold(this.#dataDir);
    if (!release) {
      throw new StartProblem(
        `另一个启动程序正在使用数据文件夹 ${this.#dataDir}。(Another start is using this DATA_DIR.)`,
        ["请等它完成，或用 DATA_DIR=… 与 PORT=… 指定另外的数据文件夹和端口。"],
      );
    }
    this.#release = release;
    const leftovers = (former?.running ?? []).filter(({ pid }) => alive(pid) && bears(pid, former?.id ?? ""));
    if (leftovers.length > 0) {
      say(`▸ 结束上次未正常退出时留下的进程：${leftovers.map(({ name }) => name).join("、")} (ending leftovers)`);
      await Promise.all(leftovers.map(({ pid }) => end(pid, 3_000)));
    }
    this.#write();
  }

  #url = "";

  /** Notes the address for the next start, should it find this one still running. @param {string} url */
  announce(url) {
    this.#url = url;
    this.#write();
  }

  #write() {
    if (!this.#release) return;
    const running = [...this.#running].map(([pid, { name }]) => ({ name, pid }));
    const launcher = { pid: process.pid, birth: birth(process.pid) };
    const text = JSON.stringify({ id: this.#id, launcher, ancestors: this.#ancestors, url: this.#url, running });
    // Written to another file and moved: processes in a half-written list would never be ended.
    writeFileSync(`${this.#file}.new`, text, { mode: 0o600 });
    renameSync(`${this.#file}.new`, this.#file);
  }

  /**
   * Starts a process that keeps running. Its output goes to `log`, or to the terminal.
   * @param {string} name
   * @param {string[]} args arguments of node
   * @param {{ cwd: string, env: NodeJS.ProcessEnv, log?: string, patienceMs?: number }} options `patienceMs`: how long it may take to end
   * @returns {{ pid: number, ended: Promise<number | string> }} `ended` gives the exit code, or the name of the signal
   */
  start(name, args, { cwd, env, log, patienceMs = 15_000 }) {
    const output = log === undefined ? "inherit" : openSync(log, "a", 0o600);
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...env, [mark]: this.#id },
      detached: true,
      stdio: ["ignore", output, output],
    });
    if (typeof output === "number") closeSync(output);
    return this.#track(name, child, patienceMs);
  }

  /**
   * Runs a command, waits for its end and returns its output. It is ended too when the start is interrupted.
   * @param {string} name
   * @param {string} command
   * @param {string[]} args
   * @param {{ cwd: string, env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} options
   * @returns {Promise<{ code: number | string, output: string }>} `code` is the name of the signal when one ended it
   */
  async run(name, command, args, { cwd, env = process.env, onOutput }) {
    const child = spawn(command, args, {
      cwd,
      env: { ...env, [mark]: this.#id },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output = (output + text).slice(-200_000);
        onOutput?.(text);
      });
    }
    const closed = new Promise((resolve) => child.once("close", resolve));
    // Every such command can be repeated, so it is killed at once; npm would clean up for a long time first.
    const code = await this.#track(name, child, 2_000).ended;
    await Promise.race([closed, sleep(500)]);
    return { code, output };
  }

  /** @param {string} name @param {import("node:child_process").ChildProcess} child @param {number} patienceMs */
  #track(name, child, patienceMs) {
    if (this.#stopping) child.kill("SIGKILL");
    const pid = child.pid ?? 0;
    /** @type {Promise<number | string>} */
    const ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        this.#running.delete(pid);
        if (!this.#stopping) this.#write();
        resolve(code ?? signal ?? "");
      });
    });
    if (pid > 0) {
      this.#running.set(pid, { name, patienceMs });
      this.#write();
    }
    return { pid, ended };
  }

  /** Ends all processes, the last started first, and kills those that do not end in time. */
  async stop() {
    this.#stopping = true;
    for (const [pid, { patienceMs }] of [...this.#running].reverse()) await end(pid, patienceMs);
  }

  /**
   * Unlocks DATA_DIR for the next start. Must be called last: the next start would join a database that is about to
   * stop.
   */
  letGo() {
    if (!this.#release) return;
    rmSync(this.#file, { force: true });
    this.#release();
  }
}

/**
 * Whether the launch with this id started a process, read from the environment of the process.
 * @param {number} pid
 * @param {string} id
 */
function bears(pid, id) {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`${mark}=${id}`);
  } catch {
    return false;
  }
}

/** Ends a process and its group: SIGTERM, a wait, then SIGKILL. @param {number} pid @param {number} patienceMs */
async function end(pid, patienceMs) {
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      process.kill(-pid, name);
    } catch {
      // Gone already.
    }
  };
  signal("SIGTERM");
  for (let waited = 0; waited < patienceMs && alive(pid); waited += 50) await sleep(50);
  signal("SIGKILL");
}
