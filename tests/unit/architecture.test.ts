import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../../.dependency-cruiser.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/** Each rule and an import it must refuse: the file, what it imports, and more to write into the file where that matters. */
const planted: [rule: string, file: string, target: string, head?: string][] = [
  ["no-cycles", "lib/core/one.ts", "lib/core/two.ts"],
  ["no-broken-imports", "lib/core/broken.ts", "lib/core/absent.ts"],
  ["lib-never-imports-app", "lib/pdf/upward.ts", "app/_lib/words.ts"],
  ["nobody-imports-tests", "lib/pdf/tested.ts", "tests/support/factory.ts"],
  ["nobody-imports-the-launcher", "lib/sms/launched.ts", "lib/launch/demo.ts"],
  ["app-never-touches-the-database", "app/database/page.tsx", "lib/db/client.ts"],
  ["app-never-touches-the-database", "app/driver/page.tsx", "node_modules/pg"],
  ["generated-client-stays-in-db", "lib/review/queries.ts", "lib/db/generated/client.ts"],
  ["only-actions-and-routes-write", "app/writing/page.tsx", "lib/payment/commands.ts"],
  ["only-actions-and-routes-write", "app/writing/fee-form.tsx", "lib/seating/commands/assign.ts"],
  ["queries-never-write", "lib/payment/queries.ts", "lib/payment/commands.ts"],
  ["rules-are-pure", "lib/payment/fee.ts", "lib/db/client.ts"],
  ["rules-are-pure", "lib/seating/order.ts", "node_modules/pg"],
  ["rules-do-no-io", "lib/seating/rooms.ts", "lib/seating/queries.ts"],
  ["domains-know-no-framework", "lib/payment/commands.ts", "node_modules/next"],
  ["domains-know-no-framework", "lib/seating/queries.ts", "node_modules/react"],
  ["domains-stand-below-auth", "lib/seating/commands/assign.ts", "lib/auth/session.ts"],
  ["adapters-know-no-domain", "lib/sms/texts.ts", "lib/payment/amount.ts"],
  ["core-imports-nothing", "lib/core/greedy.ts", "lib/db/client.ts"],
  ["clients-stay-away-from-servers", "app/writing/camera.tsx", "lib/db/client.ts", '// Runs in the browser.\n"use client";\n'],
  ["clients-stay-away-from-servers", "app/writing/picker.tsx", "lib/payment/schema.ts", '"use client";\n'],
  ["clients-stay-away-from-servers", "app/writing/typed.tsx", "node_modules/zod", '"use client";\n'],
  ["no-development-packages", "app/writing/actions.ts", "node_modules/playwright"],
  ["domain-order-exam-session", "lib/audit/commands.ts", "lib/account/queries.ts"],
  ["domain-order-account", "lib/account/commands.ts", "lib/registration/status.ts"],
  ["domain-order-registration", "lib/registration/commands.ts", "lib/review/decision.ts"],
  ["domain-order-review", "lib/correction/commands/answer.ts", "lib/admit-card/version.ts"],
  ["domain-order-admit-card", "lib/result/commands.ts", "lib/privacy/erase.ts"],
  ["vendor-wechatpay-node-v3", "lib/payment/vendor.ts", "node_modules/wechatpay-node-v3"],
  ["vendor-sharp", "lib/pdf/picture.ts", "node_modules/sharp"],
  ["vendor-vladmandic-face-api", "lib/review/faces.ts", "node_modules/@vladmandic/face-api"],
  ["vendor-tensorflow-tfjs-core", "lib/review/tensors.ts", "node_modules/@tensorflow/tfjs-core"],
  ["vendor-tensorflow-tfjs-backend-wasm", "lib/pdf/tensors.ts", "node_modules/@tensorflow/tfjs-backend-wasm"],
  ["vendor-hyzyla-pdfium", "lib/image/pages.ts", "node_modules/@hyzyla/pdfium"],
  ["vendor-react-pdf-renderer", "lib/image/document.ts", "node_modules/@react-pdf/renderer"],
  ["vendor-subset-font", "lib/image/font.ts", "node_modules/subset-font"],
  ["vendor-fontkit", "lib/image/glyphs.ts", "node_modules/fontkit"],
  ["vendor-read-excel-file", "lib/roster/sheet.ts", "node_modules/read-excel-file"],
  ["vendor-csv-parse", "lib/roster/lines.ts", "node_modules/csv-parse"],
  ["vendor-write-excel-file", "lib/payment/export.ts", "node_modules/write-excel-file"],
  ["vendor-graphile-worker", "lib/sms/later.ts", "node_modules/graphile-worker"],
  ["vendor-rate-limiter-flexible", "lib/sms/limit.ts", "node_modules/rate-limiter-flexible"],
  ["vendor-aws4fetch", "lib/image/bucket.ts", "node_modules/aws4fetch"],
  ["vendor-pino", "lib/sms/lines.ts", "node_modules/pino"],
  ["vendor-node-rs-argon2", "lib/account/hash.ts", "node_modules/@node-rs/argon2"],
];

/** What the rules allow, standing closest to what they refuse. */
const allowed: [file: string, target: string, head?: string][] = [
  ["app/fine/actions.ts", "lib/payment/commands.ts"],
  ["app/fine/page.tsx", "lib/payment/queries.ts"],
  ["app/fine/label.tsx", "lib/db/enums.ts"],
  ["app/fine/leaf.tsx", "lib/payment/amount.ts", '"use client";\n'],
  ["lib/privacy/commands.ts", "lib/result/publish.ts"],
  ["lib/result/schema.ts", "node_modules/zod"],
];

let folder = "";
let violations: { rule: string; from: string }[] = [];

/** Writes a tree with every import above, then lets dependency-cruiser look at it with our own rules. */
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "architecture-"));
  const contents = new Map<string, string>();
  const packages = new Set<string>();
  const add = (file: string, text: string) => contents.set(file, (contents.get(file) ?? "") + text);
  const plant = (file: string, target: string, head = "") => {
    const packaged = target.startsWith("node_modules/");
    const from = packaged
      ? target.slice("node_modules/".length)
      : path
          .relative(path.dirname(file), target)
          .replace(/^(?!\.)/, "./")
          .replace(/\.tsx?$/, "");
    if (packaged) packages.add(from);
    else if (!target.includes("absent")) add(target, "");
    add(file, `${head}import { thing as thing${contents.get(file)?.length ?? 0} } from "${from}";\n`);
  };
  for (const [, file, target, head] of planted) plant(file, target, head);
  for (const [file, target, head] of allowed) plant(file, target, head);
  plant("lib/core/two.ts", "lib/core/one.ts");

  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  for (const [file, text] of contents) write(file, `${text}export const thing = 1;\n`);
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    write(`node_modules/${name}/index.js`, "exports.thing = 1;\n");
  }
  const names = [...packages].map((name) => [name, "1.0.0"] as const);
  const isDevelopment = ([name]: readonly [string, string]) => name === "playwright";
  const manifest = {
    dependencies: Object.fromEntries(names.filter((entry) => !isDevelopment(entry))),
    devDependencies: Object.fromEntries(names.filter(isDevelopment)),
  };
  write("package.json", JSON.stringify({ name: "planted", type: "module", ...manifest }));
  write("tsconfig.json", JSON.stringify({ compilerOptions: { module: "esnext", moduleResolution: "bundler", jsx: "react-jsx" } }));

  const cruiser = path.join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const args = [cruiser, "--config", path.join(root, ".dependency-cruiser.mjs"), "--output-type", "json", "app", "lib"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 1e8 });
  if (!stdout) throw new Error(stderr);
  const report = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  violations = report.summary.violations.map(({ from, rule }) => ({ rule: rule.name, from }));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the rules of imports", () => {
  it.each(planted)("%s refuses %s importing %s", (rule, file) => {
    expect(violations).toContainEqual({ rule, from: file });
  });

  it.each(allowed)("let %s import %s", (file) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });

  it("are each shown to bite", () => {
    const names = config.forbidden.map(({ name }) => name);
    expect(names.filter((name) => !planted.some(([rule]) => rule === name))).toEqual([]);
  });
});
