import sharp from "sharp";
import { outline } from "@/lib/adapter/pdf/outline";

// Drawing without a font on the machine: text comes from the outlines of the documents' own fonts.

export type Size = { width: number; height: number };

/** A picture designed in a box of `width` × `height` units. */
export const svg = ({ width, height }: Size, content: string, scale: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(width * scale)}" height="${Math.round(height * scale)}" viewBox="0 0 ${width} ${height}">${content}</svg>`;

/** Pixels of four bytes, red first. */
export type Drawing = Size & { pixels: Buffer };

/** Throws where lib/adapter/image has closed the decoder of SVG (see demo-pictures.ts). */
export async function render(drawing: string): Promise<Drawing> {
  const { data, info } = await sharp(Buffer.from(drawing)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/** How strongly a character covers each pixel of its box, which stands `BASELINE` of its size above the line. */
type Glyph = Size & { cover: Buffer; advance: number };

const BASELINE = 0.88;
const glyphs = new Map<string, Promise<Glyph>>();

// Rendered once for each size and then copied: to have every text drawn from its outlines takes five times as long as
// all the rest.
function glyphOf(character: string, size: number): Promise<Glyph> {
  const key = `${size} ${character}`;
  const known = glyphs.get(key);
  if (known) return known;
  const drawn = renderGlyph(character, size);
  glyphs.set(key, drawn);
  return drawn;
}

async function renderGlyph(character: string, size: number): Promise<Glyph> {
  const { path, width } = await outline(character);
  const box = { width: Math.max(1, Math.ceil((width * size) / 1000)), height: Math.ceil(size * 1.2) };
  const shape = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}" height="${box.height}"><path transform="scale(${size / 1000})" d="${path}"/></svg>`;
  const cover = await sharp(Buffer.from(shape)).ensureAlpha().extractChannel("alpha").raw().toBuffer();
  return { ...box, cover, advance: (width * size) / 1000 };
}

/**
 * A line of text, `y` the line it stands on, in the units of the picture's design. A character that no font draws
 * leaves a gap.
 */
export type Line = {
  text: string;
  x: number;
  y: number;
  size: number;
  colour?: readonly [number, number, number];
  centred?: true;
};

const ink = [34, 40, 45] as const;

/** Writes lines onto a drawing whose pixels are `scale` times the units of its design. */
export async function write(onto: Drawing, lines: readonly Line[], scale: number): Promise<void> {
  for (const { text, x, y, size, colour = ink, centred } of lines) {
    const pixels = Math.round(size * scale * 10) / 10;
    const set = await Promise.all(Array.from(text, (character) => glyphOf(character, pixels)));
    const width = set.reduce((sum, { advance }) => sum + advance, 0);
    let left = x * scale - (centred ? width / 2 : 0);
    for (const glyph of set) {
      stamp(onto, glyph, Math.round(left), Math.round(y * scale - BASELINE * pixels), colour);
      left += glyph.advance;
    }
  }
}

function stamp(
  { pixels, width, height }: Drawing,
  glyph: Glyph,
  left: number,
  top: number,
  colour: readonly [number, number, number],
): void {
  for (let row = Math.max(0, -top); row < glyph.height && top + row < height; row += 1) {
    for (let column = Math.max(0, -left); column < glyph.width && left + column < width; column += 1) {
      const cover = glyph.cover[row * glyph.width + column] ?? 0;
      if (cover === 0) continue;
      const at = 4 * ((top + row) * width + left + column);
      for (let channel = 0; channel < 3; channel += 1) {
        const below = pixels[at + channel] ?? 0;
        pixels[at + channel] = below + (((colour[channel] ?? 0) - below) * cover) / 255;
      }
    }
  }
}

/** Lays one drawing onto another, which it must fit into. */
export function lay(onto: Drawing, drawing: Drawing, left: number, top: number): void {
  for (let row = 0; row < drawing.height; row += 1) {
    drawing.pixels.copy(
      onto.pixels,
      4 * ((top + row) * onto.width + left),
      4 * row * drawing.width,
      4 * (row + 1) * drawing.width,
    );
  }
}
