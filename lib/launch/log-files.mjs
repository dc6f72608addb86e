import { closeSync, existsSync, openSync, readSync, renameSync, statSync, truncateSync, writeFileSync } from "node:fs";

/** A log file that has grown beyond this is set aside. */
const MAX_BYTES = 10 * 1024 * 1024;
/** web.log.1 is the newest one set aside; together a log and these take MAX_BYTES each. */
const KEPT = 3;

/**
 * Sets a log file aside that has grown too big, and the older ones behind it; the oldest goes. Its processes have it
 * open for appending and write on at its new beginning, so it is copied and emptied, not moved. Of a file that grew
 * much bigger since the last look only the end is kept.
 * @param {string} file
 * @param {number} [maxBytes]
 */
export function rotateLog(file, maxBytes = MAX_BYTES) {
  if (sizeOf(file) > maxBytes) setLogAside(file, maxBytes);
}

/**
 * Sets a log file aside that is not empty: what comes now is to be read by itself.
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
 * A log file that goes on where the last start ended, and is set aside whenever it has grown too big.
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
