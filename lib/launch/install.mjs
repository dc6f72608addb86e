import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { diskFull, say, StartProblem, step, stopped, tellsOfFullDisk } from "./say.mjs";

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked
 */

/** @param {string} file @returns {Record<string, Locked>} */
const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** Whether a package is meant for this machine's system and processor. @param {Locked} locked */
function fits({ os, cpu, libc }) {
  const named = (/** @type {string[] | undefined} */ list, /** @type {string} */ mine) =>
    !list || (list.some((entry) => !entry.startsWith("!")) ? list.includes(mine) : !list.includes(`!${mine}`));
  return named(os, process.platform) && named(cpu, process.arch) && !libc;
}

/** A file in node_modules that exists while npm runs. @param {string} root */
const unfinishedMark = (root) => path.join(root, "node_modules", ".unfinished");

/** Whether node_modules has all packages of package-lock.json. @param {string} root */
function isInstalled(root) {
  if (existsSync(unfinishedMark(root))) return false;
  try {
    const wanted = packagesOf(path.join(root, "package-lock.json"));
    const present = packagesOf(path.join(root, "node_modules", ".package-lock.json"));
    return Object.entries(wanted).every(
      ([place, locked]) =>
        place === "" ||
        !fits(locked) ||
        (present[place]
          ? present[place].version === locked.version && existsSync(path.join(root, place))
          : locked.optional),
    );
  } catch {
    return false;
  }
}

/**
 * Installs missing packages. Not by `npm ci`: npm 11 refuses lock files without the packages of other platforms. If npm
 * changes the lock file, it is restored.
 * @param {string} root
 * @param {import("./processes.mjs").Processes} processes
 */
export async function install(root, processes) {
  if (isInstalled(root)) return;
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < 1.5e9) throw diskFull(`${root} 仅剩 ${Math.round((bavail * bsize) / 1e6)} MB`);

  // An interrupted npm leaves folders with the right version but without all files, and would accept them as complete.
  const modules = path.join(root, "node_modules");
  if (existsSync(unfinishedMark(root)) || !existsSync(path.join(modules, ".package-lock.json")))
    rmSync(modules, { recursive: true, force: true });
  mkdirSync(modules, { recursive: true });
  writeFileSync(unfinishedMark(root), "");

  const lock = path.join(root, "package-lock.json");
  const before = readFileSync(lock);
  const npm = process.env["npm_execpath"];
  const [command, ...first] = npm ? [process.execPath, npm] : ["npm"];
  const args = [...first, "install", "--include=dev", "--no-audit", "--no-fund", "--loglevel=warn"];
  const { code, output } = await step("安装依赖，首次约需一两分钟 (installing packages)", () =>
    processes.run("npm", command ?? "npm", args, { cwd: root }),
  );
  if (!before.equals(readFileSync(lock))) writeFileSync(lock, before);
  if (processes.stopping) throw stopped();
  if (code === 0) {
    rmSync(unfinishedMark(root), { force: true });
    return;
  }

  if (tellsOfFullDisk(output)) throw diskFull(root);
  for (const line of output.trim().split("\n").slice(-12)) say(`  ${line}`);
  const network = /E(?:NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT)|ETIMEDOUT|network/i.test(output);
  throw new StartProblem("依赖安装失败。(npm install failed.)", [
    network
      ? "无法连接软件源，请检查网络或 npm 的 registry 设置后重新运行。"
      : "上面是 npm 的最后几行输出。处理后重新运行即可，已下载的部分不会重复下载。",
  ]);
}
