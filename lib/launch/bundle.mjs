import { existsSync } from "node:fs";
import path from "node:path";
import { build, stop } from "esbuild";

/** The programs that run in plain Node, each bundled into one file of .build/. */
const programs = {
  cli: "lib/cli/main.ts",
  demo: "lib/demo/main.ts",
  server: "lib/http/server.ts",
  worker: "lib/worker/main.ts",
  "pdf-thread": "lib/adapter/pdf/thread.ts",
  "page-thread": "lib/adapter/pdf/page-thread.ts",
  "picture-thread": "lib/adapter/pdf/picture-thread.ts",
  "workbook-thread": "lib/adapter/spreadsheet/workbook-thread.ts",
  "xlsx-reader": "lib/adapter/spreadsheet/xlsx-program.ts",
  simulator: "lib/wechat-pay-simulator/main.ts",
  "new-migration": "lib/cli/new-migration.ts",
};

/**
 * The face detector's build for Node asks for the whole of TensorFlow.js, of which it needs the core: it is bundled
 * with its libraries, and the name turned to the core. What the libraries expect of a CommonJS file is given to them.
 */
const faceThread = {
  entryPoints: { "face-thread": "lib/adapter/image/face-thread.ts" },
  alias: { "@tensorflow/tfjs": "@tensorflow/tfjs-core" },
  define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename" },
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
};

/**
 * Bundles the programs named, or all whose sources exist. Packages stay outside: they are in node_modules.
 * @param {string} root the project's folder
 * @param {string[]} [names]
 */
export async function bundle(root, names = [...Object.keys(programs), "face-thread"]) {
  const entryPoints = Object.fromEntries(
    Object.entries(programs).filter(([name, source]) => names.includes(name) && existsSync(path.join(root, source))),
  );
  /** @type {import("esbuild").BuildOptions} */
  const shared = {
    absWorkingDir: root,
    outdir: ".build",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    logLevel: "error",
  };
  await build({ ...shared, entryPoints, packages: "external", splitting: true });
  if (names.includes("face-thread")) await build({ ...shared, ...faceThread });
  await stop();
}
