import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

// The architecture, executable. Each rule is shown to bite in tests/unit/house/architecture.test.ts.

/** Between domains: a tier may import its own and those before it. table-owners.test.ts holds reads of tables to it. */
export const domainTiers = [
  ["exam-session", "audit", "notice", "roster"],
  ["account"],
  ["registration"],
  ["evidence"],
  ["review", "payment", "seating", "appeal", "correction"],
  ["admit-card", "exam-day", "result", "message", "progress"],
  ["export", "privacy"],
];

const anyOf = (names) => `(?:${names.join("|")})`;
const adapter = "^lib/adapter/";
const domain = "^lib/domain/";
const reading = "/queries(?:\\.ts$|/)";
const writing = "/commands(?:\\.ts$|/)";
const io = "/(?:queries|commands)(?:\\.ts$|/)";
const packaged = (...names) => `node_modules/${anyOf(names)}/`;
const atRunTime = { dependencyTypesNot: ["type-only"] };

/** The files that run in the browser: known by their first words, not by their name. */
const clientFiles = (existsSync("app") ? readdirSync("app", { recursive: true }) : [])
  .map((name) => path.posix.join("app", String(name).split(path.sep).join("/")))
  .filter(
    (name) =>
      /\.tsx?$/.test(name) &&
      /^\s*(?:\/\/.*\s+|\/\*[\s\S]*?\*\/\s*)*["']use client["']/.test(readFileSync(name, "utf8")),
  )
  .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
const client = clientFiles.length > 0 ? `^${anyOf(clientFiles)}$` : "^there are no client files$";

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** A vendor's package is known to one adapter (and to what starts the machine); everybody else goes through it. */
const vendors = {
  pg: "db",
  "@prisma/client": "db",
  "@prisma/adapter-pg": "db",
  "wechatpay-node-v3": "wechat-pay",
  sharp: "image",
  "@vladmandic/face-api": "image",
  "@tensorflow/tfjs-core": "image",
  "@tensorflow/tfjs-backend-wasm": "image",
  "@hyzyla/pdfium": "pdf",
  "@react-pdf/renderer": "pdf",
  "subset-font": "pdf",
  fontkit: "pdf",
  saxen: "spreadsheet",
  numfmt: "spreadsheet",
  "csv-parse": "spreadsheet",
  "write-excel-file": "spreadsheet",
  "graphile-worker": "jobs",
  "rate-limiter-flexible": "rate-limit",
  aws4fetch: "storage",
  pino: "log",
  "@node-rs/argon2": "crypto",
  otplib: "crypto",
};

export default {
  forbidden: [
    rule("no-cycles", "No file depends on itself, by whatever detour.", {}, { circular: true }),
    rule("no-broken-imports", "Every import names a file or a package that is there.", {}, { couldNotResolve: true }),
    rule("lib-never-imports-app", "Imports go one way: app → lib.", { path: "^lib/" }, { path: "^app/" }),
    rule(
      "nobody-imports-tests",
      "What runs in production knows no test.",
      { path: "^(?:app|lib)/" },
      { path: "^tests/" },
    ),
    rule(
      "nobody-imports-programs",
      "launch, demo, cli, worker and the simulator are programs of their own. A type may be shared.",
      { path: "^(app|lib/[^/]+)/" },
      { path: "^lib/(?:launch|demo|cli|worker|wechat-pay-simulator)/", pathNot: "^$1/", ...atRunTime },
    ),
    rule(
      "simulator-stands-apart",
      "The simulator plays WeChat: what it took from us would prove nothing.",
      { path: "^lib/wechat-pay-simulator/" },
      { path: "^lib/", pathNot: "^lib/(?:core|wechat-pay-simulator)/" },
    ),
    rule(
      "app-never-touches-the-database",
      "Pages read through queries, actions write through commands; only the vocabulary of enums is open.",
      { path: "^app/" },
      { path: ["^lib/adapter/db/(?!enums\\.ts$)", packaged("pg", "@prisma/[^/]+")] },
    ),
    rule(
      "generated-client-stays-in-db",
      "Prisma's generated code is an affair of lib/adapter/db.",
      { path: "^(?:app|lib)/", pathNot: "^lib/adapter/db/" },
      { path: "^lib/adapter/db/generated/" },
    ),
    rule(
      "only-actions-and-routes-write",
      "Pages and forms read; commands are called from actions.ts and route.ts.",
      { path: "^app/", pathNot: "/(?:actions|route)\\.ts$" },
      { path: `^lib/.*${writing}`, ...atRunTime },
    ),
    rule(
      "queries-never-write",
      "Reading changes nothing.",
      { path: `${domain}`, pathNot: io.replace("(?:queries|commands)", "commands") },
      {
        path: `^lib/.*${writing}`,
        ...atRunTime,
      },
    ),
    rule(
      "rules-are-pure",
      "In a domain only queries and commands do I/O: every other file sees core, its own kind, the enums and zod.",
      { path: domain, pathNot: io },
      { pathNot: ["^lib/core/", domain, "^lib/adapter/db/enums\\.ts$", packaged("zod")], ...atRunTime },
    ),
    rule(
      "rules-do-no-io",
      "A pure rule does not reach for queries or commands either.",
      { path: domain, pathNot: io },
      { path: [`^lib/.*${reading}`, `^lib/.*${writing}`], ...atRunTime },
    ),
    rule(
      "domains-know-no-framework",
      "A domain works without a web.",
      { path: domain },
      { path: packaged("next", "react", "react-dom", "next-auth") },
    ),
    rule(
      "domains-stand-below-the-web",
      "Imports go one way: auth and http → domain.",
      { path: domain },
      { path: "^lib/(?:auth|http)/" },
    ),
    rule(
      "adapters-know-no-domain",
      "An adapter knows one vendor and no domain.",
      { path: adapter },
      { path: [domain, "^lib/(?:auth|http)/"] },
    ),
    rule("core-imports-nothing", "lib/core stands on nothing.", { path: "^lib/core/" }, { pathNot: "^lib/core/" }),
    rule(
      "clients-stay-away-from-servers",
      "A file of the browser imports no adapter, no query, no command, no schema, no environment and no zod; server actions it may call.",
      { path: client },
      {
        path: [
          `${adapter}(?!.*enums\\.ts$)`,
          "^lib/auth/(?!(?:actions|form-state)\\.ts$)",
          "^lib/http/",
          "^lib/env\\.ts$",
          `^lib/.*${reading}`,
          `^lib/.*${writing}`,
          "^lib/.*/schema\\.ts$",
          packaged("zod"),
        ],
        ...atRunTime,
      },
    ),
    rule(
      "no-development-packages",
      "What runs in production uses packages of production.",
      { path: "^(?:app|lib)/", pathNot: "^lib/launch/" },
      {
        dependencyTypes: ["npm-dev"],
        ...atRunTime,
      },
    ),
    ...domainTiers.slice(0, -1).map((members, index) => {
      const later = domainTiers.slice(index + 1).flat();
      const comment = `${members.join(", ")} come before ${later.join(", ")}.`;
      return rule(
        `domain-order-${members[0]}`,
        comment,
        { path: `${domain}${anyOf(members)}/` },
        { path: `${domain}${anyOf(later)}/` },
      );
    }),
    ...Object.entries(vendors).map(([vendor, home]) =>
      rule(
        `vendor-${vendor.replaceAll(/[@/]+/g, "-").replace(/^-/, "")}`,
        `${vendor} is known to lib/adapter/${home} alone.`,
        { path: "^(?:app|lib)/", pathNot: `^lib/(?:adapter/${home}|launch|demo|cli)/` },
        {
          path: packaged(vendor),
          ...atRunTime,
        },
      ),
    ),
  ],
  options: {
    doNotFollow: { path: ["node_modules", "lib/adapter/db/generated"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};
