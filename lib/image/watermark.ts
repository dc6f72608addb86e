import sharp from "sharp";

/** A line of text as shapes: SVG path data in a box of `width` × 1000 units. */
type Line = { path: string; width: number };

/** The line repeats so often across the picture's longer side. */
const LINES = 7;
const SLANT_DEGREES = -24;

/**
 * The picture with a line of text laid over all of it, slanted, in white with a dark edge so that it shows on any ground; a JPEG. It stands in the pixels:
 * whoever passes the picture on passes the text on.
 */
export async function watermark(picture: Buffer, line: Line): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const pitch = Math.max(width, height) / LINES;
  const scale = (pitch * 0.22) / 1000;
  const length = line.width * scale + pitch * 0.8;
  const glyphs = `<path transform="scale(${scale})" d="${line.path}" fill="#fff" stroke="#222" stroke-width="40" paint-order="stroke"/>`;
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><pattern id="p" width="${length}" height="${pitch}" patternUnits="userSpaceOnUse" patternTransform="rotate(${SLANT_DEGREES})">${glyphs}</pattern></defs>
    <rect width="${width}" height="${height}" fill="url(#p)" opacity="0.42"/></svg>`;
  return sharp(picture)
    .composite([{ input: Buffer.from(overlay) }])
    .jpeg({ quality: 90 })
    .toBuffer();
}
