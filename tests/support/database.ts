import { randomUUID } from "node:crypto";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, inject } from "vitest";
import { db, workPatiently } from "@/lib/adapter/db/client";
import { ensureSimulatorCredentials } from "@/lib/wechat-pay-simulator/credentials.mjs";

// Runs before each file of the integration tests: a database of its own, copied from the migrated template, a DATA_DIR
// of its own, and a full environment. A test that talks to the simulator starts it on DATA_DIR/wechat-pay and sets
// WECHAT_PAY_BASE_URL before anything reads it.

const template = new URL(inject("templateUrl"));
const name = `test_${randomUUID().replaceAll("-", "")}`;
const dataDir = await mkdtemp(path.join(tmpdir(), "integration-data-"));
const urlOf = (database: string) => Object.assign(new URL(template), { pathname: `/${database}` }).href;

async function administer(sql: string) {
  const client = new Client({ connectionString: urlOf("postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

await administer(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
await cp(inject("weChatPayDir"), path.join(dataDir, "wechat-pay"), { recursive: true });

Object.assign(process.env, {
  APP_MODE: "demo",
  APP_URL: "http://localhost:3000",
  DATA_DIR: dataDir,
  DATABASE_URL: urlOf(name),
  NEXTAUTH_SECRET: "integration-tests-only-not-a-secret",
  DATA_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
  BLIND_INDEX_KEY: Buffer.alloc(32, 2).toString("base64"),
  LOG_LEVEL: "silent",
  SMS_PROVIDER: "outbox",
  // The port of discard: a test that forgot its simulator fails at once.
  WECHAT_PAY_BASE_URL: "http://127.0.0.1:9",
  ...ensureSimulatorCredentials(path.join(dataDir, "wechat-pay")),
});

// A hundred callers at once on a busy machine wait longer than a page lets anybody wait.
workPatiently();

afterAll(async () => {
  await db().$disconnect();
  await administer(`DROP DATABASE ${name} WITH (FORCE)`);
  await rm(dataDir, { recursive: true, force: true });
});
