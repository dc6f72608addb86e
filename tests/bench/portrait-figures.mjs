import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { childrenCpuSeconds, round2 } from "./measure.mjs";

const ROUNDS = 7;
const PER_ROUND = 5;
const DETECTIONS = 40;
const DETECT_LIMIT_MS = 150;

/**
 * CPU milliseconds of this process, all of its threads, for each of `count` calls.
 * @param {number} count
 * @param {() => Promise<unknown>} work
 */
async function cpuMs(count, work) {
  const before = process.cpuUsage();
  for (let call = 0; call < count; call++) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/**
 * A phone's photo made into a portrait, beside the image library alone and beside ImageMagick, in turn. `imageMagick`:
 * how many times our CPU time that program takes for the same, null where it is not installed.
 * @param {typeof import("./portrait")} portrait @param {Buffer} photo
 */
export async function portraitAccept({ accept, bare }, photo) {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-photo-"));
  const file = path.join(folder, "photo.jpg");
  writeFileSync(file, photo);
  try {
    await cpuMs(PER_ROUND, () => accept(photo));
    await cpuMs(PER_ROUND, () => bare(photo));
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      const besideMs = await cpuMs(PER_ROUND, () => bare(photo));
      const oursMs = await cpuMs(PER_ROUND, () => accept(photo));
      rounds.push({
        ratio: oursMs / besideMs,
        oursMs,
        magick: imageMagickMs(file, path.join(folder, "portrait.jpg")) / oursMs,
      });
    }
    const magick = median(rounds.map((round) => round.magick));
    return {
      name: "portrait-accept",
      ratio: round2(median(rounds.map(({ ratio }) => ratio))),
      beside: "sharp's bare decode, resize and encode",
      cpuMs: round2(median(rounds.map(({ oursMs }) => oursMs))),
      imageMagick: Number.isNaN(magick) ? null : round2(magick),
      n: ROUNDS * PER_ROUND,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU milliseconds of ImageMagick; NaN where it is not installed. @param {string} from @param {string} to */
function imageMagickMs(from, to) {
  const before = childrenCpuSeconds();
  const cut = [
    "-auto-orient",
    "-resize",
    "480x640^",
    "-gravity",
    "center",
    "-extent",
    "480x640",
    "-strip",
    "-quality",
    "92",
  ];
  const { status } = spawnSync("convert", [from, ...cut, to]);
  return status === 0 ? (childrenCpuSeconds() - before) * 1000 : NaN;
}

/**
 * CPU milliseconds for the face of a portrait, against the limit. `loopMs`: how long of that the event loop that
 * answers requests is busy.
 * @param {typeof import("./portrait")} portrait @param {Buffer} photo
 */
export async function portraitDetect({ accept, detect }, photo) {
  const pixels = await accept(photo);
  await cpuMs(5, () => detect(pixels));
  const loop = performance.eventLoopUtilization();
  const each = await cpuMs(DETECTIONS, () => detect(pixels));
  const { active } = performance.eventLoopUtilization(loop);
  return {
    name: "portrait-detect",
    ratio: round2(each / DETECT_LIMIT_MS),
    beside: `${DETECT_LIMIT_MS} ms`,
    cpuMs: round2(each),
    loopMs: round2(active / DETECTIONS),
    n: DETECTIONS,
  };
}
