import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";

const TICKS_PER_SECOND = 100;

/** CPU seconds (user and system) that a process has used so far. @param {number} pid */
export const cpuSeconds = (pid) => ticks(pid, 11) / TICKS_PER_SECOND;

/** CPU seconds of this process's children that have ended. */
export const childrenCpuSeconds = () => ticks("self", 13) / TICKS_PER_SECOND;

/** Two neighbouring fields of a process's counters, added up. @param {number | "self"} pid @param {number} field */
function ticks(pid, field) {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[field]) + Number(fields[field + 1]);
}

/** Lets a process's peak of resident memory begin anew. @param {number} pid */
export const forgetPeak = (pid) => writeFileSync(`/proc/${pid}/clear_refs`, "5");

/** Resident memory of a process in MB: now, and at most since it was asked to forget its peak. @param {number} pid */
export function memory(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  const megabytes = (/** @type {string} */ name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}

/**
 * @typedef {{ path: string, method?: string, headers?: Record<string, string>, body?: Buffer, expect: number }} Request
 */

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

/**
 * One request; resolves with the body, rejects on any other status than the expected one.
 * @param {string} base
 * @param {Request} request
 * @returns {Promise<string>}
 */
export const ask = (base, { path, method = "GET", headers = {}, body, expect }) =>
  new Promise((resolve, reject) => {
    const call = http.request(
      new URL(path, base),
      { agent, method, headers: { ...headers, ...(body ? { "content-length": body.length } : {}) } },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () =>
          answer.statusCode === expect
            ? resolve(text)
            : reject(
                new Error(
                  `${method} ${path} answered ${answer.statusCode} instead of ${expect}: ${answer.headers.location ?? ""}`,
                ),
              ),
        );
      },
    );
    call.on("error", reject);
    call.end(body);
  });

/** @param {string} base @param {Request} request @param {number} count */
async function many(base, request, count) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) await ask(base, request);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}

/**
 * Server CPU per request of ours and of what stands beside it, measured alternately in rounds. The median of the
 * rounds' ratios is told, so that one disturbed round does not decide.
 * @param {{ pid: number, base: string, name: string, ours: Request, beside: Request, besideName: string, rounds?: number, perRound?: number }} options
 */
export async function compare({ pid, base, name, ours, beside, besideName, rounds = 7, perRound = 250 }) {
  const cpuMs = async (/** @type {Request} */ request) => {
    const before = cpuSeconds(pid);
    await many(base, request, perRound);
    return ((cpuSeconds(pid) - before) * 1000) / perRound;
  };
  await many(base, ours, perRound);
  await many(base, beside, perRound);
  const measured = [];
  for (let round = 0; round < rounds; round++) {
    const besideMs = await cpuMs(beside);
    const oursMs = await cpuMs(ours);
    measured.push({ ratio: oursMs / besideMs, cpuMs: oursMs });
  }
  const { ratio, cpuMs: perRequest } = measured.sort((a, b) => a.ratio - b.ratio)[Math.floor(rounds / 2)] ?? {
    ratio: NaN,
    cpuMs: NaN,
  };
  return { name, ratio: round2(ratio), beside: besideName, cpuMs: round2(perRequest), n: rounds * perRound };
}

export const round2 = (/** @type {number} */ value) => Math.round(value * 100) / 100;
