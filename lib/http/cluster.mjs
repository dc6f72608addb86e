import cluster from "node:cluster";

// `cluster.mjs <processes> <program> [words]`: one web server in several processes, which share its port. Each is the
// program itself, started with the words; a process that dies is replaced, and when that helps nothing this one gives
// up, for the launcher to tell.

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

// The launcher asks the whole group to go: this process waits until the others have answered what they were asked
// before.
process.on("SIGTERM", () => {
  stopping = true;
  leaveWhenAlone();
});

for (let started = 0; started < Number(count); started++) cluster.fork();

function leaveWhenAlone() {
  if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(0);
}
