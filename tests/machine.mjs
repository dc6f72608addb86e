import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import path from "node:path";
import { StartProblem, step } from "../lib/launch/say.mjs";

/** @param {string} program */
const found = (program) => spawnSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).stdout.trim();

/** A browser that answers: on Ubuntu the package of this name is an empty shell. */
export const chromiumPath = () =>
  [process.env["CHROMIUM"], found("chromium"), found("google-chrome")].find(
    (file) => file && spawnSync(file, ["--version"]).status === 0,
  );

const hasChineseFont = () =>
  ["/usr/share/fonts", "/usr/local/share/fonts"].some(
    (folder) =>
      existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /cjk|wqy/i.test(String(name))),
  );

const isUbuntu = () => existsSync("/etc/os-release") && /^ID=ubuntu$/m.test(readFileSync("/etc/os-release", "utf8"));

/**
 * Brings what the tests need beside npm's packages: a browser, Chinese letters for its pages, the reader of PDFs, a
 * pooler. As root through apt; otherwise it says the line to type. Returns the browser's path, or undefined when
 * Playwright's own is to be used.
 * @param {string} root
 * @param {import("../lib/launch/processes.mjs").Processes} processes
 * @returns {Promise<string | undefined>}
 */
export async function equipMachine(root, processes) {
  const own = async () => {
    const { chromium: browser } = await import(
      pathToFileURL(path.join(root, "node_modules", "playwright", "index.mjs")).href
    );
    return existsSync(browser.executablePath());
  };
  const packages = [
    ...(chromiumPath() || isUbuntu() ? [] : ["chromium"]),
    ...(hasChineseFont() ? [] : ["fonts-noto-cjk"]),
    ...(found("pdftotext") ? [] : ["poppler-utils"]),
    ...(found("pgbouncer") || existsSync("/usr/sbin/pgbouncer") ? [] : ["pgbouncer"]),
  ];
  const lines = [
    ...(packages.length > 0 ? [`apt-get install -y --no-install-recommends ${packages.join(" ")}`] : []),
    ...(!chromiumPath() && isUbuntu() && !(await own()) ? ["npx playwright install --with-deps chromium"] : []),
  ];
  if (lines.length > 0) {
    const isRoot = process.getuid?.() === 0 && found("apt-get") !== "";
    if (!isRoot)
      throw new StartProblem("测试还缺少系统软件。(System packages are missing.)", [
        `请先执行：${lines.map((line) => `sudo ${line}`).join(" && ")}`,
      ]);
    await step(`安装系统软件 (${lines.join("; ")})`, async () => {
      const script = [...(packages.length > 0 ? ["apt-get update -q"] : []), ...lines].join(" && ");
      const { code, output } = await processes.run("apt", "sh", ["-c", script], {
        cwd: root,
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
      if (code !== 0)
        throw new StartProblem("系统软件安装失败。(apt-get failed.)", [
          ...output.trim().split("\n").slice(-8),
          `请手动执行：${lines.join(" && ")}`,
        ]);
    });
  }
  return chromiumPath();
}
