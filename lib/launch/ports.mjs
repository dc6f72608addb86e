import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";

/**
 * Tries to listen for a moment; returns the error's code, or null when the port is free.
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<string | null>}
 */
export const tryPort = (port, host) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? "EUNKNOWN"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });

/**
 * Whether browsers refuse a port (those of mail, NFS, SIP …). fetch checks the same list before it connects.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export const isBlocked = (port) =>
  fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(1_000) }).then(
    () => false,
    (/** @type {Error} */ error) => error.cause instanceof Error && error.cause.message === "bad port",
  );

/** Any free port of the loopback. @returns {Promise<number>} */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/**
 * A free port that stays the same over restarts, as long as no other program uses it.
 * @param {string} dataDir
 * @param {string} name
 * @param {number} preferred tried first when none was kept
 */
export async function keptPort(dataDir, name, preferred) {
  const file = path.join(dataDir, "ports.json");
  /** @type {Record<string, number>} */
  let kept = {};
  try {
    kept = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The first start.
  }
  for (const port of [kept[name], preferred]) {
    if (port === undefined || (await tryPort(port, "127.0.0.1")) !== null || (await tryPort(port)) !== null) continue;
    if (await isBlocked(port)) continue;
    writeFileSync(file, JSON.stringify({ ...kept, [name]: port }));
    return port;
  }
  const port = await freePort();
  writeFileSync(file, JSON.stringify({ ...kept, [name]: port }));
  return port;
}
