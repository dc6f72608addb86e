import { jpegStructure, pngStructure, type Structure, webpStructure } from "@/lib/core/picture-structure";
import { ok, refuse, type Result } from "@/lib/core/result";
import type { PictureType } from "./file-type";

export type PictureFileRefusal = "file_damaged" | "file_carries_other" | "image_animated";

const structures: Record<PictureType, (bytes: Uint8Array) => Structure> = {
  jpeg: jpegStructure,
  png: pngStructure,
  webp: webpStructure,
};

const JPEG_END = Buffer.from([0xff, 0xd9]);

/** `mended`: the end marker was missing and was added. Only the decoder can find out whether more is missing. */
export type PictureFile = { bytes: Buffer; mended: boolean };

/**
 * Returns the part of a file that may be decoded, or the reason why it may not, judged by its structure. Metadata, and
 * data that phones append (a moving picture, a second exposure), are no reason to refuse: drawing the picture again
 * removes them.
 */
export function readPictureFile(bytes: Buffer, type: PictureType): Result<PictureFile, PictureFileRefusal> {
  const { end, open, animated } = structures[type](bytes);
  if (carriesArchive(bytes) || carriesPdf(bytes) || carriesOther(bytes.subarray(end ?? bytes.length)))
    return refuse("file_carries_other");
  if (end === null)
    return open ? ok({ bytes: Buffer.concat([bytes, JPEG_END]), mended: true }) : refuse("file_damaged");
  return animated ? refuse("image_animated") : ok({ bytes, mended: false });
}

const END_OF_ARCHIVE = 22;

/**
 * An archive is read from its end, wherever it is in the file. A central directory at exactly the stated position
 * proves that the file is a real archive; this cannot happen by chance.
 */
function carriesArchive(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - 65_535 - END_OF_ARCHIVE);
  for (
    let at = bytes.indexOf("PK\x05\x06", from, "latin1");
    at >= 0;
    at = bytes.indexOf("PK\x05\x06", at + 1, "latin1")
  ) {
    if (at + END_OF_ARCHIVE > bytes.length) return false;
    const directory = at - bytes.readUInt32LE(at + 12);
    if (directory >= 0 && bytes.toString("latin1", directory, directory + 4) === "PK\x01\x02") return true;
  }
  return false;
}

/** Readers look for its beginning in the first kilobyte. */
const carriesPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes("%PDF-");

// All of it is long enough not to occur by chance in the megabytes of a moving picture, which are looked through piece
// by piece: one text for each "<" would take seconds where nothing else stands.
const page = /<(?:(?:script|iframe|object|html|body|\?php)[\s>]|!doctype\s+html|svg\s+xmlns)/i;
const LONGEST_PAGE = 24;
const PIECE = 64 * 1024;
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
  for (let at = 0; at < behind.length; at += PIECE) {
    if (page.test(behind.toString("latin1", at, at + PIECE + LONGEST_PAGE))) return true;
  }
  return false;
}
