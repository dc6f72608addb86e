import { characterFonts } from "./fonts";

/**
 * A line of text as the shapes that the documents' fonts draw: `path` is SVG path data in a box of `width` × 1000
 * units, whose text stands on the line y = 880. `missing` are the characters that no installed font can draw; they
 * leave a gap.
 */
export type Outline = { path: string; width: number; missing: string[] };

const UNITS = 1000;
const BASELINE = 880;

export async function outline(text: string): Promise<Outline> {
  let path = "";
  let width = 0;
  const missing: string[] = [];
  for (const { character, font } of await characterFonts(text)) {
    if (!font) {
      missing.push(character);
      width += UNITS;
      continue;
    }
    const scale = UNITS / font.unitsPerEm;
    const glyph = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    // A font's y runs upwards, a picture's downwards.
    path += glyph.path.scale(scale, -scale).translate(width, BASELINE).toSVG();
    width += Math.round(glyph.advanceWidth * scale);
  }
  return { path, width, missing };
}
