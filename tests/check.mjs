import path from "node:path";
import { tmpdir } from "node:os";
import { buildClient } from "../lib/launch/build.mjs";
import { install } from "../lib/launch/install.mjs";
import { Processes } from "../lib/launch/processes.mjs";
import { tell } from "../lib/launch/say.mjs";

// `npm run check`: every rule the machine can judge without running the application.

const root = path.resolve(import.meta.dirname, "..");

/** @type {[string, string[]][]} */
const tools = [
  ["oxfmt", ["--check", "."]],
  ["oxlint", ["--type-aware"]],
  ["tsc", ["--noEmit"]],
  ["depcruise", ["--config", ".dependency-cruiser.mjs", "--output-type", "err", "app", "lib", "proxy.ts"]],
  ["knip", ["--config", ".config/knip.json"]],
];

/**
 * Runs all tools and tells what each objects to; returns the names of those that do.
 * @param {Processes} processes
 * @returns {Promise<string[]>}
 */
export async function check(processes) {
  await buildClient(root, processes);
  // The types of the routes as they are now: those of the last build may speak of pages that are gone.
  const next = path.join(root, "node_modules", ".bin", "next");
  const { code, output } = await processes.run("next typegen", next, ["typegen"], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (code !== 0) console.log(output);
  const verdicts = await Promise.all(
    tools.map(async ([name, args]) => {
      const begun = Date.now();
      const { code, output } = await processes.run(name, path.join(root, "node_modules", ".bin", name), args, {
        cwd: root,
      });
      console.log(
        `${code === 0 ? "✓" : "✘"} ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)${code === 0 ? "" : `\n${output.trimEnd()}`}`,
      );
      return code === 0 ? [] : [name];
    }),
  );
  return verdicts.flat();
}

if (process.argv[1] === import.meta.filename) {
  try {
    const processes = new Processes(tmpdir());
    await install(root, processes);
    process.exitCode = (await check(processes)).length > 0 ? 1 : 0;
  } catch (error) {
    tell(error);
    process.exitCode = 1;
  }
}
