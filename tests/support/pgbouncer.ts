import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, chmod, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, tryPort } from "@/lib/launch/ports.mjs";

/** From which version on PgBouncer can keep prepared statements apart, where it is told to. */
const KEEPS_THEM_APART = [1, 21] as const;

const PROGRAM = spawnSync("sh", ["-c", "PATH=$PATH:/usr/sbin command -v pgbouncer"], {
  encoding: "utf8",
}).stdout.trim();

function keepsThemApart(): boolean {
  const [, major = 0, minor = 0] =
    /PgBouncer (\d+)\.(\d+)/.exec(spawnSync(PROGRAM, ["--version"], { encoding: "utf8" }).stdout) ?? [];
  return Number(major) > KEEPS_THEM_APART[0] || Number(minor) >= KEEPS_THEM_APART[1];
}

/**
 * The real PgBouncer before the server of `url`, as old ones are: without prepared statements. Returns the address
 * through it.
 */
export async function startPgBouncer(
  url: string,
  mode: "transaction" | "session",
): Promise<{ url: string; stop: () => Promise<void> }> {
  if (PROGRAM === "") throw new Error("pgbouncer is missing: see tests/machine.mjs");
  const dir = await mkdtemp(path.join(tmpdir(), "pgbouncer-"));
  const { hostname, port: serverPort, username, password } = new URL(url);
  const port = await freePort();
  const file = path.join(dir, "pgbouncer.ini");
  const server = `host=${hostname} port=${serverPort} user=${username} password=${decodeURIComponent(password)}`;
  const lines = [
    "[databases]",
    `* = ${server}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = any",
    `pool_mode = ${mode}`,
    "default_pool_size = 5",
    "ignore_startup_parameters = statement_timeout, idle_in_transaction_session_timeout, lock_timeout",
    ...(keepsThemApart() ? ["max_prepared_statements = 0"] : []),
  ];
  await writeFile(file, lines.join("\n"));
  // It refuses to run as root, and reads its settings as whom it has become.
  for (const [name, bits] of [
    [dir, 0o755],
    [file, 0o644],
  ] as const)
    await chmod(name, bits);
  const asNobody = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(PROGRAM, ["-q", ...asNobody, file], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  for (let tries = 0; (await tryPort(port, "127.0.0.1")) === null && tries < 100; tries += 1) await sleep(50);
  return {
    url: Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(port) }).href,
    stop: async () => {
      child.kill("SIGINT");
      setTimeout(() => child.kill("SIGKILL"), 2_000).unref();
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
