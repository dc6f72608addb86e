import type { PictureType } from "./file-type";

export type PictureFileRefusal = "file_damaged" | "file_carries_other" | "image_animated";

/** A picture that is drawn over and over costs its reader minutes; an honest one comes in some ten scans. */
const MAX_SCANS = 100;

/**
 * What of a picture's file is to be refused before anybody decodes it, seen from its structure; null when nothing is.
 * Metadata inside the structure, and what phones put behind it (a moving picture, a second exposure), are no reason: drawing anew leaves them behind.
 */
export function pictureFileRefusal(bytes: Buffer, type: PictureType): PictureFileRefusal | null {
  const { end, animated } = structures[type](bytes);
  if (carriesArchive(bytes) || carriesPdf(bytes) || carriesOther(bytes.subarray(end ?? bytes.length))) return "file_carries_other";
  if (end === null) return "file_damaged";
  return animated ? "image_animated" : null;
}

/** `end`: the first byte that is not the picture's any more; null when its structure does not come to an end. */
type Structure = { end: number | null; animated: boolean };

const structures: Record<PictureType, (bytes: Buffer) => Structure> = { jpeg, png, webp };

function jpeg(bytes: Buffer): Structure {
  let end = jpegEnd(bytes, 0);
  // A second exposure, a gain map, a preview: another JPEG right behind it.
  for (let next = end; next !== null && bytes.toString("latin1", next, next + 3) === "\xff\xd8\xff"; next = jpegEnd(bytes, next))
    end = next;
  return { end, animated: false };
}

/** From marker to marker; in the data of a scan a marker is told by not being escaped. */
function jpegEnd(bytes: Buffer, start: number): number | null {
  let scans = 0;
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1];
    // 0xff before a marker is padding.
    at += marker === 0xff ? 1 : 2;
    if (marker === 0xd9) return at;
    if (marker === undefined || marker === 0xff || marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    if (marker === 0xda && (scans += 1) > MAX_SCANS) return null;
    if (at + 2 > bytes.length) return null;
    at += bytes.readUInt16BE(at);
  }
  return null;
}

function png(bytes: Buffer): Structure {
  let animated = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const name = bytes.toString("latin1", at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (name === "acTL") animated = true;
    if (name === "IEND") return { end: at <= bytes.length ? at : null, animated };
  }
  return { end: null, animated };
}

function webp(bytes: Buffer): Structure {
  if (bytes.length < 21) return { end: null, animated: false };
  const end = 8 + bytes.readUInt32LE(4);
  const animated = bytes.toString("latin1", 12, 16) === "VP8X" && ((bytes[20] ?? 0) & 2) !== 0;
  return { end: end <= bytes.length ? end : null, animated };
}

const END_OF_ARCHIVE = 22;

/** An archive is read from its end, wherever in the file that lies: a directory that is where it says is no chance. */
function carriesArchive(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - 65_535 - END_OF_ARCHIVE);
  for (let at = bytes.indexOf("PK\x05\x06", from, "latin1"); at >= 0; at = bytes.indexOf("PK\x05\x06", at + 1, "latin1")) {
    if (at + END_OF_ARCHIVE > bytes.length) return false;
    const directory = at - bytes.readUInt32LE(at + 12);
    if (directory >= 0 && bytes.toString("latin1", directory, directory + 4) === "PK\x01\x02") return true;
  }
  return false;
}

/** Readers look for its beginning in the first kilobyte. */
const carriesPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes("%PDF-");

// All of it is long enough not to occur by chance in the megabytes of a moving picture, which are looked through without being made a text.
const page = /^<(?:(?:script|iframe|object|html|body|\?php)[\s>]|!doctype\s+html|svg\s+xmlns)/i;
const LONGEST_PAGE = 24;
const binaries = [
  "%PDF-1.",
  "%PDF-2.",
  "PK\x03\x04\x14\0",
  "Rar!\x1a\x07",
  "7z\xbc\xaf\x27\x1c",
  "\x7fELF\x02\x01\x01",
  "This program cannot be run in DOS mode",
];

function carriesOther(behind: Buffer): boolean {
  if (binaries.some((binary) => behind.includes(binary, 0, "latin1"))) return true;
  for (let at = behind.indexOf("<"); at >= 0; at = behind.indexOf("<", at + 1)) {
    if (page.test(behind.toString("latin1", at, at + LONGEST_PAGE))) return true;
  }
  return false;
}
