import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildClient } from "../lib/launch/build.mjs";
import { install } from "../lib/launch/install.mjs";
import { freePort } from "../lib/launch/ports.mjs";
import { Processes } from "../lib/launch/processes.mjs";
import { tell } from "../lib/launch/say.mjs";
import { launch } from "../lib/launch/start.mjs";
import { check } from "./check.mjs";
import { equipMachine } from "./machine.mjs";

// `npm test`: installs what is missing, then everything. `node tests/run.mjs unit integration` runs some of check,
// unit, integration, e2e; words after `--` go to vitest or Playwright.

const root = path.resolve(import.meta.dirname, "..");
const words = process.argv.slice(2);
const cut = words.includes("--") ? words.indexOf("--") : words.length;
const chosen = words.slice(0, cut);
const passedOn = words.slice(cut + 1);
const parts = ["check", "unit", "integration", "e2e"];
const unknown = chosen.filter((word) => !parts.includes(word));
if (unknown.length > 0) {
  console.error(
    `No part of the tests is called ${unknown.join(", ")}. Parts: ${parts.join(", ")}. Words for vitest or`,
  );
  console.error("Playwright come after --: node tests/run.mjs unit -- tests/unit/seating");
  process.exit(1);
}
const wants = (/** @type {string} */ part) => chosen.length === 0 || chosen.includes(part);

const scratch = mkdtempSync(path.join(tmpdir(), "degree-english-test-"));
const processes = new Processes(scratch);
/** @type {(() => Promise<void>)[]} */
const stopApplications = [];

/**
 * `again` counts journeys that passed only when they were walked a second time.
 * @typedef {{ passed: number, failed: number, again?: number, summary: string }} Outcome
 */

/** The caller's environment without the application's own variables: the tests bring theirs. */
const plainEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:APP_|DATA_|DATABASE_|WECHAT_|SMS_|STORAGE_|STAFF_|NEXTAUTH_|NEXT_|BLIND_|TRUSTED_|ALIYUN_|TENCENT_|OIDC_|PORT$|NODE_ENV$)/.test(
        name,
      ),
  ),
);

/**
 * Runs a tool of node_modules with its output passed through.
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function tool(name, args, env) {
  const bin = path.join(root, "node_modules", ".bin", name);
  return await processes.run(name, bin, args, {
    cwd: root,
    env: { NO_COLOR: "1", ...env },
    onOutput: (text) => process.stdout.write(text),
  });
}

/** @param {string} output @param {RegExp} begin the summary's first line */
function summaryOf(output, begin) {
  const lines = output.trimEnd().split("\n");
  const at = lines.findLastIndex((line) => begin.test(line));
  return at === -1 ? "" : lines.slice(at).join("\n");
}

/**
 * Reads a reporter's file; a tool that died before writing it has failed. @template T
 * @param {string} file
 * @returns {T | undefined}
 */
const reportIn = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);

/** @param {string[]} projects @returns {Promise<Outcome>} */
async function vitest(projects) {
  const file = path.join(scratch, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const names = projects.map((project) => `--project=${project}`);
  const { code, output } = await tool(
    "vitest",
    ["run", "--config", ".config/vitest.ts", ...reporters, ...names, ...passedOn],
    {
      ...plainEnv,
      NODE_ENV: "test",
    },
  );
  /**
   * @type {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] } | undefined}
   */
  const report = reportIn(file);
  // A file that cannot even be loaded has no failed test in it, and still has failed.
  const broken =
    report?.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && assertionResults.every((test) => test.status !== "failed"),
    ).length ?? 1;
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + broken;
  return {
    passed,
    failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed,
    summary: summaryOf(output, /^\s*Test Files/),
  };
}

/**
 * The whole of e2e goes in two lanes at once, each with an application and a database of its own: a journey waits more
 * than it computes. Candidates meet every exam session under way, so within a lane tests go one after the other.
 */
const lanes = [["phone", "live", "callers"], ["desktop"]];

/** @param {string | undefined} chromium @returns {Promise<Outcome[]>} */
async function playwright(chromium) {
  // Words name a few tests, and one application is enough for them.
  const chosenLanes = passedOn.length > 0 ? [[]] : lanes;
  const applications = [];
  // One after the other: the first start builds what the second one finds.
  for (const index of chosenLanes.keys())
    applications.push(await startApplication(path.join(scratch, `application-${index}`)));
  return await Promise.all(
    applications.map((application, index) => {
      const file = path.join(scratch, `playwright-${index}.json`);
      return journeys({ application, names: chosenLanes[index] ?? [], chromium, file });
    }),
  );
}

/** @param {string} dataDir */
async function startApplication(dataDir) {
  // Its package may have been installed only just now.
  const { clients, startOidcProvider } = await import("./support/oidc-provider.mjs");
  const port = String(await freePort());
  const provider = await startOidcProvider({ redirectUri: `http://localhost:${port}/api/staff-sso/callback` });
  stopApplications.push(provider.stop);
  const env = {
    ...plainEnv,
    PORT: port,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: clients.desk.clientId,
    OIDC_CLIENT_SECRET: clients.desk.clientSecret,
    DATA_DIR: dataDir,
    SIMULATOR_CONTROL: "1",
    EMBEDDED_POSTGRES_UNSAFE: "1",
    LOG_LEVEL: "warn",
  };
  return await launch({ env, onStop: (stop) => stopApplications.push(stop) });
}

/**
 * Runs the journeys of some projects, or of all.
 * @param {{ application: import("../lib/launch/start.mjs").Application, names: string[], chromium: string | undefined, file: string }} lane
 * @returns {Promise<Outcome>}
 */
async function journeys({ application, names, chromium, file }) {
  try {
    // The journeys read the SMS outbox and set up their people in the application's own database.
    const given = {
      ...application.env,
      NODE_ENV: "test",
      E2E_URL: application.url,
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      ...(chromium ? { CHROMIUM: chromium } : {}),
    };
    const output = `--output=${path.join("test-results", names[0] ?? "")}`;
    const projects = names.map((name) => `--project=${name}`);
    const { code, output: text } = await tool(
      "playwright",
      ["test", "--config", ".config/playwright.ts", "--reporter=list,json", output, ...projects, ...passedOn],
      given,
    );
    /** @type {{ stats: { expected: number, unexpected: number, flaky: number } } | undefined} */
    const report = reportIn(file);
    const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {};
    const passed = expected + flaky;
    return {
      passed,
      failed: unexpected === 0 && (code !== 0 || passed === 0) ? 1 : unexpected,
      again: flaky,
      summary: summaryOf(text, /^\s+\d+ (?:failed|passed|flaky)/),
    };
  } finally {
    await application.stop();
  }
}

async function clean() {
  await processes.stop();
  await Promise.all(stopApplications.map((stop) => stop()));
  rmSync(scratch, { recursive: true, force: true });
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.once(signal, () => void clean().finally(() => process.exit(130)));
}

try {
  await install(root, processes);
  const chromium = wants("e2e") || wants("integration") ? await equipMachine(root, processes) : undefined;
  await buildClient(root, processes);
  const objections = wants("check") ? await check(processes) : [];
  /** @type {Outcome[]} */
  const outcomes = [];
  const projects = ["unit", "integration"].filter(wants);
  if (projects.length > 0) outcomes.push(await vitest(projects));
  if (wants("e2e")) outcomes.push(...(await playwright(chromium)));
  await clean();

  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, objections.length);
  console.log("");
  if (objections.length > 0) console.log(`npm run check: ${objections.join(", ")}\n`);
  for (const { summary } of outcomes) console.log(`${summary}\n`);
  const again = outcomes.reduce((sum, outcome) => sum + (outcome.again ?? 0), 0);
  if (again > 0)
    console.log(`${again} of the journeys passed only when walked again: mend what makes them depend on time`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
} catch (error) {
  await clean();
  tell(error);
  console.log("0 passed, 1 failed");
  process.exit(1);
}
