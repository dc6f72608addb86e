import cluster from "node:cluster";

// `cluster.mjs <processes> <program> [words]`: runs the web server in several processes that share one port. A process
// that dies is replaced. After too many deaths this process exits, and the launcher reports it.

const [count = "", exec = "", ...args] = process.argv.slice(2);
const MAX_DEATHS_A_MINUTE = 4;

let stopping = false;
/** @type {number[]} */
let deaths = [];

cluster.setupPrimary({ exec, args });
cluster.on("exit", () => {
  if (stopping) {
    leaveWhenAlone();
    return;
  }
  const now = Date.now();
  deaths = [...deaths.filter((at) => now - at < 60_000), now];
  if (deaths.length >= MAX_DEATHS_A_MINUTE) process.exit(1);
  setTimeout(() => {
    if (!stopping) cluster.fork();
  }, 1_000);
});

// The launcher ends the whole group: this process waits until the others have answered their open requests.
process.on("SIGTERM", () => {
  stopping = true;
  leaveWhenAlone();
});

for (let started = 0; started < Number(count); started++) cluster.fork();

function leaveWhenAlone() {
  if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(0);
}
