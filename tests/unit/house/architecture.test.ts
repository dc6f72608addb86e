import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../../../.dependency-cruiser.mjs";

const root = path.resolve(import.meta.dirname, "../../..");

/**
 * Each rule and an import it must refuse: the file, what it imports, and more to write into the file where that
 * matters.
 */
const planted: [rule: string, file: string, target: string, head?: string][] = [
  ["no-cycles", "lib/core/one.ts", "lib/core/two.ts"],
  ["no-broken-imports", "lib/core/broken.ts", "lib/core/absent.ts"],
  ["lib-never-imports-app", "lib/adapter/pdf/upward.ts", "app/_lib/words.ts"],
  ["nobody-imports-tests", "lib/adapter/pdf/tested.ts", "tests/support/factory.ts"],
  ["nobody-imports-programs", "lib/adapter/sms/launched.ts", "lib/launch/start.ts"],
  ["nobody-imports-programs", "lib/launch/welcome.ts", "lib/demo/staff.ts"],
  ["nobody-imports-programs", "lib/cli/seed.ts", "lib/demo/seed.ts"],
  ["nobody-imports-programs", "lib/demo/run.ts", "lib/cli/staff.ts"],
  ["nobody-imports-programs", "app/later/actions.ts", "lib/worker/main.ts"],
  ["nobody-imports-programs", "lib/domain/payment/commands/play.ts", "lib/wechat-pay-simulator/ledger.ts"],
  ["simulator-stands-apart", "lib/wechat-pay-simulator/borrowed.ts", "lib/adapter/wechat-pay/signature.ts"],
  ["app-never-touches-the-database", "app/database/page.tsx", "lib/adapter/db/client.ts"],
  ["app-never-touches-the-database", "app/driver/page.tsx", "node_modules/pg"],
  ["generated-client-stays-in-db", "lib/domain/review/queries.ts", "lib/adapter/db/generated/client.ts"],
  ["only-actions-and-routes-write", "app/writing/page.tsx", "lib/domain/payment/commands.ts"],
  ["only-actions-and-routes-write", "app/writing/fee-form.tsx", "lib/domain/seating/commands/assign.ts"],
  ["queries-never-write", "lib/domain/payment/queries.ts", "lib/domain/payment/commands.ts"],
  ["rules-are-pure", "lib/domain/payment/fee.ts", "lib/adapter/db/client.ts"],
  ["rules-are-pure", "lib/domain/seating/order.ts", "node_modules/pg"],
  ["rules-do-no-io", "lib/domain/seating/rooms.ts", "lib/domain/seating/queries.ts"],
  ["domains-know-no-framework", "lib/domain/payment/commands.ts", "node_modules/next"],
  ["domains-know-no-framework", "lib/domain/seating/queries.ts", "node_modules/react"],
  ["domains-stand-below-the-web", "lib/domain/seating/commands/assign.ts", "lib/auth/session.ts"],
  ["domains-stand-below-the-web", "lib/domain/seating/commands/assign.ts", "lib/http/origin.ts"],
  ["adapters-know-no-domain", "lib/adapter/sms/texts.ts", "lib/domain/payment/amount.ts"],
  ["adapters-know-no-domain", "lib/adapter/sms/asked.ts", "lib/http/origin.ts"],
  ["core-imports-nothing", "lib/core/greedy.ts", "lib/adapter/db/client.ts"],
  [
    "clients-stay-away-from-servers",
    "app/writing/camera.tsx",
    "lib/adapter/db/client.ts",
    '// Runs in the browser.\n"use client";\n',
  ],
  ["clients-stay-away-from-servers", "app/writing/picker.tsx", "lib/domain/payment/schema.ts", '"use client";\n'],
  ["clients-stay-away-from-servers", "app/writing/typed.tsx", "node_modules/zod", '"use client";\n'],
  ["no-development-packages", "app/writing/actions.ts", "node_modules/playwright"],
  ["domain-order-exam-session", "lib/domain/audit/commands.ts", "lib/domain/account/queries.ts"],
  ["domain-order-account", "lib/domain/account/commands.ts", "lib/domain/registration/status.ts"],
  ["domain-order-registration", "lib/domain/registration/commands.ts", "lib/domain/review/decision.ts"],
  ["domain-order-evidence", "lib/domain/evidence/commands.ts", "lib/domain/appeal/commands/answer.ts"],
  ["domain-order-review", "lib/domain/appeal/commands/answer.ts", "lib/domain/admit-card/version.ts"],
  ["domain-order-admit-card", "lib/domain/result/commands.ts", "lib/domain/privacy/erase.ts"],
  ["vendor-pg", "lib/domain/payment/commands/direct.ts", "node_modules/pg"],
  ["vendor-prisma-client", "lib/http/health.ts", "node_modules/@prisma/client"],
  ["vendor-prisma-adapter-pg", "lib/adapter/jobs/pool.ts", "node_modules/@prisma/adapter-pg"],
  ["vendor-wechatpay-node-v3", "lib/domain/payment/vendor.ts", "node_modules/wechatpay-node-v3"],
  ["vendor-sharp", "lib/adapter/pdf/picture.ts", "node_modules/sharp"],
  ["vendor-vladmandic-face-api", "lib/domain/review/faces.ts", "node_modules/@vladmandic/face-api"],
  ["vendor-tensorflow-tfjs-core", "lib/domain/review/tensors.ts", "node_modules/@tensorflow/tfjs-core"],
  ["vendor-tensorflow-tfjs-backend-wasm", "lib/adapter/pdf/tensors.ts", "node_modules/@tensorflow/tfjs-backend-wasm"],
  ["vendor-hyzyla-pdfium", "lib/adapter/image/pages.ts", "node_modules/@hyzyla/pdfium"],
  ["vendor-react-pdf-renderer", "lib/adapter/image/document.ts", "node_modules/@react-pdf/renderer"],
  ["vendor-subset-font", "lib/adapter/image/font.ts", "node_modules/subset-font"],
  ["vendor-fontkit", "lib/adapter/image/glyphs.ts", "node_modules/fontkit"],
  ["vendor-saxen", "lib/domain/roster/sheet.ts", "node_modules/saxen"],
  ["vendor-numfmt", "lib/domain/roster/numbers.ts", "node_modules/numfmt"],
  ["vendor-csv-parse", "lib/domain/roster/lines.ts", "node_modules/csv-parse"],
  ["vendor-write-excel-file", "lib/domain/payment/export.ts", "node_modules/write-excel-file"],
  ["vendor-graphile-worker", "lib/adapter/sms/later.ts", "node_modules/graphile-worker"],
  ["vendor-rate-limiter-flexible", "lib/adapter/sms/limit.ts", "node_modules/rate-limiter-flexible"],
  ["vendor-aws4fetch", "lib/adapter/image/bucket.ts", "node_modules/aws4fetch"],
  ["vendor-pino", "lib/adapter/sms/lines.ts", "node_modules/pino"],
  ["vendor-otplib", "lib/domain/account/factor.ts", "node_modules/otplib"],
  ["vendor-node-rs-argon2", "lib/domain/account/hash.ts", "node_modules/@node-rs/argon2"],
];

/** What the rules allow, standing closest to what they refuse. */
const allowed: [file: string, target: string, head?: string][] = [
  ["app/fine/actions.ts", "lib/domain/payment/commands.ts"],
  ["app/fine/page.tsx", "lib/domain/payment/queries.ts"],
  ["app/fine/label.tsx", "lib/adapter/db/enums.ts"],
  ["app/fine/leaf.tsx", "lib/domain/payment/amount.ts", '"use client";\n'],
  ["lib/wechat-pay-simulator/fee.ts", "lib/core/money.ts"],
  ["lib/domain/privacy/commands.ts", "lib/domain/result/publish.ts"],
  ["lib/domain/result/schema.ts", "node_modules/zod"],
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
  write(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { module: "esnext", moduleResolution: "bundler", jsx: "react-jsx" } }),
  );

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
