// How the files of pictures hang together, without decoding them. The server and the browser read them with the same
// eyes.

/**
 * `end`: the first byte that is not the picture's any more; null when its structure does not come to an end. `open`:
 * the file ends in the data of a scan, so perhaps nothing but the end marker is missing; only a decoder can tell.
 */
export type Structure = { end: number | null; open: boolean; animated: boolean; progressive: boolean };

/** A picture that is drawn over and over costs its reader minutes; an honest one comes in some ten scans. */
const MAX_SCANS = 100;

const noPicture: Structure = { end: null, open: false, animated: false, progressive: false };

const word = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const isJpeg = (bytes: Uint8Array, at = 0): boolean =>
  bytes[at] === 0xff && bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff;

/**
 * A second exposure, a gain map or a preview may lie right behind the picture; one that was cut off takes nothing from
 * the picture.
 */
export function jpegStructure(bytes: Uint8Array): Structure {
  const first = walkJpeg(bytes, 0);
  let { end } = first;
  while (end !== null && isJpeg(bytes, end)) {
    const next = walkJpeg(bytes, end).end;
    if (next === null) break;
    end = next;
  }
  return { ...first, end };
}

/**
 * From marker to marker; in the data of a scan a marker is told by not being escaped. Segments are skipped whole, with
 * the previews that lie in them.
 */
function walkJpeg(bytes: Uint8Array, start: number): Structure {
  const view = viewOf(bytes);
  let scans = 0;
  let open = false;
  let progressive = false;
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1];
    // 0xff before a marker is padding.
    at += marker === 0xff ? 1 : 2;
    if (marker === 0xd9) return { end: at, open: false, animated: false, progressive };
    if (marker === undefined || marker === 0xff || marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    if (marker === 0xda && (scans += 1) > MAX_SCANS) return noPicture;
    if (at + 2 > bytes.length) return noPicture;
    at += view.getUint16(at);
    if (marker === 0xc2) progressive = true;
    open = marker === 0xda && at <= bytes.length;
  }
  return { end: null, open, animated: false, progressive };
}

export function pngStructure(bytes: Uint8Array): Structure {
  const view = viewOf(bytes);
  let animated = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const name = word(bytes, at + 4);
    at += 12 + view.getUint32(at);
    if (name === "acTL") animated = true;
    if (name === "IEND") return { ...noPicture, end: at <= bytes.length ? at : null, animated };
  }
  return { ...noPicture, animated };
}

export function webpStructure(bytes: Uint8Array): Structure {
  if (bytes.length < 21) return noPicture;
  const end = 8 + viewOf(bytes).getUint32(4, true);
  const animated = word(bytes, 12) === "VP8X" && ((bytes[20] ?? 0) & 2) !== 0;
  return { ...noPicture, end: end <= bytes.length ? end : null, animated };
}

/** HEIC and AVIF: boxes, one behind the other, to the very end. */
function isoStructure(bytes: Uint8Array): Structure {
  const view = viewOf(bytes);
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at);
    // 0 means to the end; 1 a length of eight bytes, which no photo needs.
    if (size < 8) return { ...noPicture, end: size === 0 ? bytes.length : null };
    at += size;
  }
  return { ...noPicture, end: at === bytes.length ? at : null };
}

/** The structure of a picture that some browser draws; null for everything else. */
export function structureOf(bytes: Uint8Array): Structure | null {
  if (isJpeg(bytes)) return jpegStructure(bytes);
  if (bytes[0] === 0x89 && word(bytes, 1).startsWith("PNG")) return pngStructure(bytes);
  if (word(bytes, 0) === "RIFF" && word(bytes, 8) === "WEBP") return webpStructure(bytes);
  return word(bytes, 4) === "ftyp" && /^(?:he[iv]|mif1|msf1|avi[fs])/.test(word(bytes, 8)) ? isoStructure(bytes) : null;
}
