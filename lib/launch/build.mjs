import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { diskFull, say, StartProblem, step, stopped, tellsOfFullDisk } from "./say.mjs";

// Builds three things from the sources: the database client, the programs in .build/ (with the web server), and the web
// application. Each is built again only when its sources have changed.

const generated = ["lib/adapter/db/generated"];

/**
 * @param {string} root
 * @param {string[]} places
 * @param {{ extra?: string | undefined, without?: string[] }} [options]
 */
function fingerprint(root, places, { extra = "", without = generated } = {}) {
  const hash = createHash("sha256").update(extra);
  const add = (/** @type {string} */ place) => {
    const full = path.join(root, place);
    if (!existsSync(full)) return;
    hash.update(`${place}\0`).update(readFileSync(full)).update("\0");
  };
  for (const place of places) {
    const full = path.join(root, place);
    if (!existsSync(full)) continue;
    if (path.extname(place) !== "" || place.startsWith(".")) {
      add(place);
      continue;
    }
    const files = readdirSync(full, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const names = files
      .map((entry) => path.join(path.relative(root, entry.parentPath ?? entry.path), entry.name))
      .filter((name) => !without.some((folder) => name.startsWith(`${folder}${path.sep}`)));
    for (const name of names.sort()) add(name);
  }
  return hash.digest("hex");
}

/** @param {string} root */
const stampFile = (root) => path.join(root, ".build", "stamps.json");

/** @param {string} root @returns {Record<string, string>} */
function stamps(root) {
  try {
    return JSON.parse(readFileSync(stampFile(root), "utf8"));
  } catch {
    return {};
  }
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string} value
 * @param {string} product
 * @param {() => Promise<void>} make
 */
async function unlessFresh(root, name, value, product, make) {
  if (stamps(root)[name] === value && existsSync(path.join(root, product))) return;
  // The stamp is removed first, so that an interrupted build counts as not built.
  stamp(root, name, undefined);
  await make();
  stamp(root, name, value);
}

/** @param {string} root @param {string} name @param {string | undefined} value */
function stamp(root, name, value) {
  mkdirSync(path.dirname(stampFile(root)), { recursive: true });
  writeFileSync(stampFile(root), JSON.stringify({ ...stamps(root), [name]: value }));
}

/**
 * The database client, lib/adapter/db/generated.
 * @param {string} root
 * @param {import("./processes.mjs").Processes} processes
 */
export async function buildClient(root, processes) {
  const value = fingerprint(root, ["prisma/schema", "package-lock.json"]);
  await unlessFresh(root, "client", value, "lib/adapter/db/generated/client.ts", () =>
    step("生成数据库访问代码 (database client)", async () => {
      const { code, output } = await processes.run(
        "prisma",
        process.execPath,
        [path.join("lib", "launch", "generate.mjs")],
        { cwd: root },
      );
      if (code !== 0) fail(processes, "生成数据库访问代码失败。(prisma generate failed.)", output, code);
    }),
  );
}

/**
 * The database client and the programs of .build/.
 * @param {string} root
 * @param {import("./processes.mjs").Processes} processes
 */
export async function buildTools(root, processes) {
  await buildClient(root, processes);
  const sources = fingerprint(root, ["lib", "prisma", "tsconfig.json", "package-lock.json"]);
  await unlessFresh(root, "tools", sources, ".build/cli.mjs", async () => {
    const { bundle } = await import(pathToFileURL(path.join(root, "lib", "launch", "bundle.mjs")).href);
    await bundle(root).catch((/** @type {Error} */ error) =>
      fail(processes, "打包后台程序失败。(Bundling failed.)", error.message),
    );
  });
}

/**
 * The web application, for production.
 * @param {string} root
 * @param {import("./processes.mjs").Processes} processes
 * @param {NodeJS.ProcessEnv} env with NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
 */
export async function buildApplication(root, processes, env) {
  const settings =
    "proxy.ts instrumentation.ts instrumentation-client.ts next.config.ts postcss.config.mjs tsconfig.json package.json package-lock.json .env";
  const sources = ["app", "lib", "public", "prisma/schema", ...settings.split(" ")];
  const value = fingerprint(root, sources, {
    extra: env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"],
    without: [...generated, "lib/launch"],
  });
  await unlessFresh(root, "application", value, ".next/BUILD_ID", () =>
    step("构建应用，首次约需一分钟 (building)", async () => {
      const next = path.join("node_modules", "next", "dist", "bin", "next");
      const tsconfig = path.join(root, "tsconfig.json");
      const before = readFileSync(tsconfig);
      const { code, output } = await processes.run("next build", process.execPath, [next, "build"], {
        cwd: root,
        env: { ...env, NEXT_TELEMETRY_DISABLED: "1" },
      });
      // Next rewrites tsconfig.json; the committed file is restored.
      if (!before.equals(readFileSync(tsconfig))) writeFileSync(tsconfig, before);
      if (code !== 0) fail(processes, "构建失败。(next build failed.)", output, code);
    }),
  );
}

/**
 * @param {import("./processes.mjs").Processes} processes
 * @param {string} what
 * @param {string} output
 * @param {number | string} [code]
 * @returns {never}
 */
function fail(processes, what, output, code) {
  if (processes.stopping) throw stopped();
  if (tellsOfFullDisk(output)) throw diskFull();
  for (const line of output.trim().split("\n").slice(-40)) say(`  ${line}`);
  throw new StartProblem(what, [
    // The kernel kills a process this way when memory runs out.
    ...(code === "SIGKILL" ? ["程序被系统强行结束，多半是内存不足：请关闭其他程序或增加内存后重新运行。"] : []),
    ...(typeof code === "string" ? [`程序被信号 ${code} 中止。`] : []),
    "上面是程序的最后几行输出。如果没有改动过源代码，请删除 node_modules、.next 与 .build 后重新运行。",
  ]);
}
