import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { createServer } from "node:net";

/**
 * Locks a folder for this process; null when another process holds it. The lock is a name in Linux's abstract socket
 * namespace: the kernel gives it to one process at a time and frees it when that process dies. A lock file would
 * outlive a kill -9.
 * @param {string} folder
 * @returns {Promise<(() => void) | null>} the way to let go
 */
export const hold = (folder) =>
  new Promise((resolve, reject) => {
    const name = createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 32);
    const server = createServer((stranger) => stranger.destroy());
    server.once("error", (error) => {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === "EADDRINUSE") resolve(null);
      else reject(error);
    });
    server.listen(`\0degree-english-registration-${name}`, () => resolve(() => void server.close()));
    server.unref();
  });
