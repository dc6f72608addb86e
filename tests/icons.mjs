import { writeFileSync } from "node:fs";
import sharp from "sharp";

// `npm run icons`: draws every icon of public/ from public/emblem.svg. A school that puts its own emblem there runs it
// once.

const emblem = "public/emblem.svg";

/**
 * The emblem in a square, by default as large as the square and on nothing.
 * @param {number} size
 * @param {{ part?: number, background?: string }} [frame]
 */
async function square(size, { part = 1, background = "transparent" } = {}) {
  const width = Math.round(size * part);
  const before = Math.floor((size - width) / 2);
  const after = size - width - before;
  const margin = { top: before, left: before, bottom: after, right: after, background };
  const drawing = sharp(emblem, { density: (72 * width) / 256 })
    .resize(width, width)
    .extend(margin);
  const shown = background === "transparent" ? drawing : drawing.flatten({ background });
  return shown.png({ compressionLevel: 9 }).toBuffer();
}

/**
 * An .ico that holds one PNG: a header of 6 bytes, one entry of 16, the picture.
 * @param {Buffer} png
 * @param {number} size
 */
function ico(png, size) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); // an icon
  head.writeUInt16LE(1, 4); // one picture
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10); // planes
  head.writeUInt16LE(32, 12); // bits a pixel
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

writeFileSync("public/icons/icon-192.png", await square(192));
writeFileSync("public/icons/icon-512.png", await square(512));
// A launcher cuts a maskable icon to any shape inside the middle 80 %; iOS paints transparent corners black.
writeFileSync("public/icons/maskable-512.png", await square(512, { part: 0.76, background: "#ffffff" }));
writeFileSync("public/icons/apple-touch-icon.png", await square(180, { part: 0.86, background: "#ffffff" }));
writeFileSync("public/favicon.ico", ico(await square(32), 32));
