import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { build, stop } from "esbuild";

/** The programs that run beside the web server in plain Node, each bundled into one file of .build/. */
const programs = {
  cli: "lib/launch/cli.ts",
  worker: "lib/launch/worker.ts",
  "pdf-thread": "lib/pdf/thread.ts",
  simulator: "lib/launch/wechat-pay-simulator/main.ts",
  "new-migration": "lib/launch/new-migration.ts",
};

/**
 * Bundles the programs named, or all whose sources exist. Packages stay outside: they are in node_modules.
 * @param {string} root the project's folder
 * @param {(keyof typeof programs)[]} [names]
 */
export async function bundle(root, names = Object.keys(programs)) {
  const entryPoints = Object.fromEntries(
    names.filter((name) => existsSync(path.join(root, programs[name]))).map((name) => [name, programs[name]]),
  );
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: ".build",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    splitting: true,
    sourcemap: true,
    logLevel: "error",
  });
  await stop();
}

// `node lib/launch/bundle.mjs <program> [arguments]` bundles one program and runs it.
if (process.argv[1] === import.meta.filename) {
  const [name, ...rest] = process.argv.slice(2);
  const root = path.resolve(import.meta.dirname, "../..");
  await bundle(root, [name]);
  const child = spawn(process.execPath, ["--enable-source-maps", path.join(".build", `${name}.mjs`), ...rest], {
    cwd: root,
    stdio: "inherit",
  });
  child.on("exit", (code) => (process.exitCode = code ?? 1));
}
