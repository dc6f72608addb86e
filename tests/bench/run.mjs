import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bundle } from "../../lib/launch/bundle.mjs";
import { freePort } from "../../lib/launch/ports.mjs";
import { launch } from "../../lib/launch/start.mjs";
import { ask, compare, forgetPeak, memory, round2 } from "./measure.mjs";
import { portraitAccept, portraitDetect } from "./portrait-figures.mjs";
import { rosterImport } from "./roster-figures.mjs";
import { smsQueue } from "./sms-figures.mjs";

// `npm run bench [-- NAME…]`: one JSON line a figure. Ours and what it is compared with run in the same build of the
// same process.

const root = path.resolve(import.meta.dirname, "../..");
const wanted = process.argv.slice(2);
const isWanted = (/** @type {string} */ name) => wanted.length === 0 || wanted.includes(name);
const MEMORY_LIMIT_MB = 300;

await build({
  absWorkingDir: root,
  entryPoints: {
    "bench-prepare": "tests/bench/prepare.ts",
    "bench-crowd": "tests/bench/crowd.ts",
    "bench-money": "tests/bench/money.ts",
    "bench-portrait": "tests/bench/portrait.ts",
    "bench-photo": "tests/bench/phone-photo.ts",
    "bench-roster": "tests/bench/roster.ts",
    "bench-sms": "tests/bench/sms.ts",
    "bench-lighthouse": "tests/bench/lighthouse.ts",
  },
  outdir: ".build",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  logLevel: "error",
});
const { phonePhoto } = await import("../../.build/bench-photo.mjs");

/** Measured in this process, without an application. @type {Record<string, (photo: Buffer) => Promise<object>>} */
const alone = {
  "portrait-accept": async (photo) => portraitAccept(await portrait(), photo),
  "portrait-detect": async (photo) => portraitDetect(await portrait(), photo),
};
const portrait = () => import("../../.build/bench-portrait.mjs");

/**
 * What prepare.ts made: signed-in candidates by how far they are.
 * @typedef {{ cookie: string }} Person
 * @typedef {{ submitted: Person, person: Person & { id: string }, draft: Person & { values: Record<string, string> }, approved: Person & { orderId: string }, uploaders: string[] }} Prepared
 * @typedef {{ url: string, pid: number, workerPid: number, env: NodeJS.ProcessEnv, prepared: Prepared }} Served
 */

// The bare pages that ours are compared with are part of the application for this run only.
const benchPages = path.join(root, "app", "bench");
cpSync(path.join(root, "tests", "bench", "app"), benchPages, { recursive: true });
process.on("exit", () => rmSync(benchPages, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

const bare = { path: "/bench", expect: 200 };

/** @type {Record<string, (served: Served) => Promise<object>>} */
const served = {
  "page-home": ({ url, pid }) =>
    compare({
      pid,
      base: url,
      name: "page-home",
      ours: { path: "/", expect: 200 },
      beside: bare,
      besideName: "bare dynamic page",
    }),
  "page-signed": ({ url, pid, prepared }) =>
    compare({
      pid,
      base: url,
      name: "page-signed",
      ours: { path: "/registration", headers: { cookie: prepared.submitted.cookie }, expect: 200 },
      beside: bare,
      besideName: "bare dynamic page",
    }),
  "person-page": ({ url, pid, prepared }) =>
    compare({
      pid,
      base: url,
      name: "person-page",
      ours: {
        path: `/admin/registrations/${prepared.person.id}`,
        headers: { cookie: prepared.person.cookie },
        expect: 200,
      },
      beside: bare,
      besideName: "bare dynamic page",
      perRound: 100,
    }),
  "step-save": async ({ url, pid, prepared }) => {
    const post = await detailsPost(url, prepared.draft);
    const insert = { ...post, path: "/bench/insert", expect: 303 };
    return compare({
      pid,
      base: url,
      name: "step-save",
      ours: post,
      beside: insert,
      besideName: "route handler with one insert",
    });
  },
  "payment-poll": ({ url, pid, prepared }) =>
    compare({
      pid,
      base: url,
      name: "payment-poll",
      ours: {
        path: `/api/payments/${prepared.approved.orderId}/status`,
        headers: { cookie: prepared.approved.cookie },
        expect: 200,
      },
      beside: { path: "/bench/empty", expect: 200 },
      besideName: "empty route handler",
      perRound: 1000,
    }),
  "first-load-js": async ({ url, prepared }) => {
    const pages = [
      ["/", ""],
      ["/login", ""],
      ["/register", ""],
      ["/registration", prepared.draft.cookie],
      ["/registration/details", prepared.draft.cookie],
      ["/registration/portrait", prepared.draft.cookie],
      ["/registration/payment", prepared.approved.cookie],
    ];
    const bytes = async (/** @type {string} */ page, cookie = "") =>
      scriptBytes(url, await ask(url, { path: page, headers: { cookie }, expect: 200 }));
    const bareBytes = await bytes("/bench");
    const sizes = await Promise.all(
      pages.map(async ([page = "", cookie]) => ({ page, size: await bytes(page, cookie) })),
    );
    const kB = (/** @type {string} */ wanted) =>
      round2((sizes.find(({ page }) => page === wanted)?.size ?? NaN) / 1000);
    const largest = sizes.toSorted((a, b) => b.size - a.size)[0] ?? { page: "", size: NaN };
    return {
      name: "first-load-js",
      ratio: round2(largest.size / bareBytes),
      beside: "bare page's scripts, gzip",
      largest: largest.page,
      kB: round2(largest.size / 1000),
      bareKB: round2(bareBytes / 1000),
      homeKB: kB("/"),
      loginKB: kB("/login"),
      n: pages.length,
    };
  },
  "sms-queue": ({ env }) => smsQueue({ root, env }),
  "roster-import": ({ env, workerPid }) => rosterImport({ root, env, workerPid }),
  "upload-memory": async ({ url, pid, prepared }) => {
    const photo = await phonePhoto();
    const [first, ...others] = prepared.uploaders;
    await uploadPortrait(url, first, photo);
    const idle = memory(pid).now;
    forgetPeak(pid);
    await Promise.all(others.map((cookie) => uploadPortrait(url, cookie, photo)));
    const over = memory(pid).peak - idle;
    return {
      name: "upload-memory",
      ratio: round2(over / MEMORY_LIMIT_MB),
      beside: `${MEMORY_LIMIT_MB} MB`,
      MB: round2(over),
      idleMB: round2(idle),
      n: others.length,
    };
  },
};

/** Measured together, with 100,000 registrations in the session. */
const crowd = ["queue-depth", "queue-claim", "id-search"];

if (Object.keys(alone).some(isWanted)) {
  await bundle(root, ["face-thread"]);
  const photo = await phonePhoto();
  await tellAll(alone, photo);
}
if (Object.keys(served).some(isWanted)) await withApplication((application) => tellAll(served, application));
// Has pages of its own, in an exam session of its own.
if (isWanted("lighthouse-gap"))
  await withApplication(async ({ url, env }) => {
    const { lighthouseGap } = await import("./lighthouse-figure.mjs");
    const made = execFileSync(process.execPath, [".build/bench-lighthouse.mjs"], { cwd: root, env, encoding: "utf8" });
    console.log(JSON.stringify(await lighthouseGap(url, JSON.parse(made))));
  });

/**
 * Measured together, with tens of thousands of open orders: with a database that keeps what it confirmed, and a process
 * for each core.
 */
const money = ["notify-settle", "order-sweep"];
for (const [names, program, settings] of /** @type {const} */ ([
  [crowd, "bench-crowd", undefined],
  [money, "bench-money", { WEB_CONCURRENCY: String(availableParallelism()) }],
])) {
  if (!names.some(isWanted)) continue;
  await withApplication(({ url, env }) => {
    const lines = execFileSync(process.execPath, [`.build/${program}.mjs`, url], { cwd: root, env, encoding: "utf8" })
      .trim()
      .split("\n");
    for (const line of lines) if (isWanted(JSON.parse(line).name)) console.log(line);
  }, settings);
}
process.exit(0);

/** @template T @param {Record<string, (given: T) => Promise<object>>} figures @param {T} given */
async function tellAll(figures, given) {
  for (const [name, measure] of Object.entries(figures))
    if (isWanted(name)) console.log(JSON.stringify(await measure(given)));
}

/** @param {(served: Served) => Promise<void> | void} measure @param {NodeJS.ProcessEnv} [settings] */
async function withApplication(measure, settings = { EMBEDDED_POSTGRES_UNSAFE: "1" }) {
  const dataDir = mkdtempSync(path.join(tmpdir(), "bench-"));
  const application = await launch({
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
      LOG_LEVEL: "warn",
      ...settings,
    },
  });
  try {
    const { url, env } = application;
    const prepared = JSON.parse(
      execFileSync(process.execPath, [".build/bench-prepare.mjs"], { cwd: root, env, encoding: "utf8" }),
    );
    /** @type {{ name: string, pid: number }[]} */
    const running = JSON.parse(readFileSync(path.join(dataDir, "run.json"), "utf8")).running;
    const pidOf = (/** @type {string} */ wanted) => running.find(({ name }) => name === wanted)?.pid ?? NaN;
    await measure({ url, pid: pidOf("web"), workerPid: pidOf("worker"), env, prepared });
  } finally {
    await application.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/**
 * Posts a photo as the page does when the browser cannot make it smaller.
 * @param {string} url
 * @param {string} cookie
 * @param {Buffer} photo
 */
async function uploadPortrait(url, cookie, photo) {
  const form = new FormData();
  form.append("faceConsent", "on");
  form.append("PORTRAIT", new Blob([photo]), "photo.jpg");
  const answer = await fetch(`${url}/api/uploads`, {
    method: "POST",
    headers: { cookie, origin: url, accept: "application/json" },
    body: form,
  });
  if (!answer.ok) throw new Error(`an upload was answered with ${answer.status}: ${await answer.text()}`);
}

/**
 * The form of 信息填写 posted as a browser without JavaScript does.
 * @param {string} url
 * @param {{ cookie: string, values: Record<string, string> }} draft
 */
async function detailsPost(url, { cookie, values }) {
  const page = await ask(url, { path: "/registration/details", headers: { cookie }, expect: 200 });
  const form = new FormData();
  for (const [, attributes = ""] of page.matchAll(/<input type="hidden"([^>]*)>/g)) {
    const name = /name="([^"]*)"/.exec(attributes)?.[1] ?? "";
    const value = /value="([^"]*)"/.exec(attributes)?.[1] ?? "";
    if (name.startsWith("$ACTION")) form.append(name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
  }
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  const request = new Request(url, { method: "POST", body: form });
  return {
    path: "/registration/details",
    method: "POST",
    headers: { cookie, origin: url, "content-type": request.headers.get("content-type") ?? "" },
    body: Buffer.from(await request.arrayBuffer()),
    expect: 303,
  };
}

/** Bytes, gzipped, of the scripts a page names. @param {string} url @param {string} html */
async function scriptBytes(url, html) {
  const sources = new Set([...html.matchAll(/<script[^>]+src="([^"]+\.js[^"]*)"/g)].map(([, source = ""]) => source));
  const scripts = await Promise.all([...sources].map((source) => ask(url, { path: source, expect: 200 })));
  return scripts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}
