import { closeSync, existsSync, openSync, readSync, renameSync, statSync, truncateSync, writeFileSync } from "node:fs";

/** A log file above this size is rotated. */
const MAX_BYTES = 10 * 1024 * 1024;
/** How many rotated files are kept; web.log.1 is the newest. */
const KEPT = 3;

/**
 * Rotates a log file that is too big; the oldest one is deleted. Processes have the file open for appending, so it is
 * copied and emptied, not renamed. Of a file that grew far beyond the limit only the end is kept.
 * @param {string} file
 * @param {number} [maxBytes]
 */
export function rotateLog(file, maxBytes = MAX_BYTES) {
  if (sizeOf(file) > maxBytes) setLogAside(file, maxBytes);
}

/**
 * Rotates a log file that is not empty, so that the next lines are in a file of their own.
 * @param {string} file
 * @param {number} [maxBytes]
 */
export function setLogAside(file, maxBytes = MAX_BYTES) {
  const size = sizeOf(file);
  if (size === 0) return;
  for (let number = KEPT - 1; number >= 1; number -= 1) {
    if (existsSync(`${file}.${number}`)) renameSync(`${file}.${number}`, `${file}.${number + 1}`);
  }
  const end = Buffer.alloc(Math.min(size, maxBytes));
  const open = openSync(file, "r");
  try {
    const read = readSync(open, end, 0, end.length, size - end.length);
    writeFileSync(`${file}.1`, end.subarray(0, read), { mode: 0o600 });
  } finally {
    closeSync(open);
  }
  truncateSync(file);
}

const LOOK_MS = 10_000;
/** @type {Set<string>} */
const watched = new Set();

/**
 * A log file that continues after a restart and is rotated when it grows too big.
 * @param {string} file
 */
export function watchLog(file) {
  rotateLog(file);
  if (!watched.has(file)) setInterval(() => rotateLog(file), LOOK_MS).unref();
  watched.add(file);
  return file;
}

/** @param {string} file */
const sizeOf = (file) => (existsSync(file) ? statSync(file).size : 0);
