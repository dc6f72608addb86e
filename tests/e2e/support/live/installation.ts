import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { freePort } from "@/lib/launch/ports.mjs";
import { ensureSimulatorCredentials } from "@/lib/wechat-pay-simulator/credentials.mjs";
import { APP_HOST, HOSTS, openOutsideWorld, smsAccount } from "./outside-world";

const root = path.resolve(import.meta.dirname, "../../../..");

/** The merchant account that the simulator knows, under secrets of its own: live mode refuses those of a demo. */
async function merchantAccount(dir: string): Promise<Record<string, string>> {
  ensureSimulatorCredentials(dir);
  const file = path.join(dir, "credentials.json");
  const account = JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
  const secret = () => randomBytes(16).toString("hex");
  await writeFile(file, JSON.stringify({ ...account, apiV3Key: secret(), appSecret: secret() }));
  return ensureSimulatorCredentials(dir);
}

/** An empty database beside the demo's, on the same server. */
async function emptyDatabase(): Promise<string> {
  const url = new URL(process.env["DATABASE_URL"] ?? "");
  const name = `live_${randomBytes(4).toString("hex")}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * APP_MODE=live as lib/office/going-live.md sets it up, and nothing of the demo's: an empty database, an
 * empty DATA_DIR, every value set, started by the commands that an office types.
 */
export async function openLiveInstallation() {
  const scratch = await mkdtemp(path.join(tmpdir(), "live-installation-"));
  const dataDir = path.join(scratch, "data");
  const ports = { application: await freePort(), simulator: await freePort() };
  const world = await openOutsideWorld(ports);
  const certificate = path.join(scratch, "certificate.pem");
  await writeFile(certificate, world.certificate);
  const simulatorDir = path.join(scratch, "wechat");
  const merchant = await merchantAccount(simulatorDir);
  const databaseUrl = await emptyDatabase();

  const { PATH = "", HOME = "" } = process.env;
  const outside = {
    PATH,
    HOME,
    NODE_ENV: "production",
    NODE_EXTRA_CA_CERTS: certificate,
    NODE_OPTIONS: `--import=${path.join(import.meta.dirname, "name-map.mjs")}`,
    LIVE_TEST_NAMES: HOSTS.join(","),
    LIVE_TEST_PORT: String(world.port),
  } as const;
  const live = {
    ...outside,
    ...merchant,
    APP_MODE: "live",
    APP_URL: `https://${APP_HOST}`,
    PORT: String(ports.application),
    TRUSTED_PROXIES: "1",
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    DATA_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    BLIND_INDEX_KEY: randomBytes(32).toString("base64"),
    SMS_PROVIDER: "aliyun",
    ALIYUN_ACCESS_KEY_ID: smsAccount.accessKeyId,
    ALIYUN_ACCESS_KEY_SECRET: smsAccount.accessKeySecret,
    ALIYUN_SMS_SIGN_NAME: smsAccount.signName,
    ALIYUN_SMS_TEMPLATE_CODE: smsAccount.templateCode,
    LOG_LEVEL: "warn",
  };
  const running: ChildProcess[] = [];
  let said = "";
  const run = (command: string, args: string[], env: NodeJS.ProcessEnv) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["pipe", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    return child;
  };
  const keep = (...[command, args, env]: Parameters<typeof run>) => void running.push(run(command, args, env));

  return {
    world,
    dataDir,
    /** `npm run staff -- …` with a line of input, as on the server. */
    async staffCommand(words: string[], input: string): Promise<string> {
      said = "";
      const child = run("npm", ["run", "-s", "staff", "--", ...words], live);
      child.stdin.end(`${input}\n`);
      const [code] = (await once(child, "close")) as [number | null];
      if (code !== 0) throw new Error(said);
      return said;
    },
    /** `npm start`, and the simulator in WeChat's place; comes back when the system says that it is ready. */
    async start(): Promise<string> {
      keep(process.execPath, [path.join(root, ".build", "simulator.mjs")], {
        ...outside,
        SIMULATOR_PORT: String(ports.simulator),
        SIMULATOR_DATA_DIR: simulatorDir,
      });
      said = "";
      keep(process.execPath, ["lib/launch/run.mjs", "lib/launch/start.mjs"], live);
      for (const begun = Date.now(); !said.includes("系统已启动"); await sleep(100)) {
        const over = running.some(({ exitCode }) => exitCode !== null) || Date.now() - begun > 90_000;
        if (over) throw new Error(`the live installation did not start:\n${said}`);
      }
      return said;
    },
    /** The payer's press on 支付 for the newest order, as WeChat's own app would make it. */
    async payNewestOrder(): Promise<void> {
      const simulator = `http://127.0.0.1:${ports.simulator}`;
      const orders = await (await fetch(simulator)).text();
      const page = /href="(\/pay\?pr=\w+)"/.exec(orders)?.[1];
      if (!page) throw new Error("WeChat knows of no order");
      await fetch(simulator + page, { method: "POST" });
    },
    /** What stands in the installation's database. */
    async rows(sql: string): Promise<Record<string, unknown>[]> {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(sql)).rows;
      } finally {
        await client.end();
      }
    },
    async close(): Promise<void> {
      await Promise.all(
        running.map(async (child) => {
          if (child.exitCode !== null) return;
          const over = once(child, "close");
          child.kill("SIGTERM");
          await over;
        }),
      );
      await world.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}
