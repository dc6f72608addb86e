/** A colour of a school and the two tones that pages derive from it, each "#rrggbb". */
export type BrandColours = { brand: string; dark: string; soft: string };

/** The colour of an exam session that has not chosen one. */
export const USUAL_BRAND_COLOUR = "#0f4c81";

/** WCAG 2.2, 1.4.3: the contrast that text of normal size needs. */
const MIN_CONTRAST = 4.5;

type Rgb = readonly [number, number, number];

const parts = (colour: string): Rgb | null => {
  if (!/^#[0-9a-f]{6}$/.test(colour)) return null;
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

const hex = (rgb: Rgb) => `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

/** `share` of the first colour, the rest of the second. */
const mixed = (first: Rgb, second: Rgb, share: number): Rgb => [
  first[0] * share + second[0] * (1 - share),
  first[1] * share + second[1] * (1 - share),
  first[2] * share + second[2] * (1 - share),
];

/** Relative luminance, as WCAG defines it. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one: Rgb, other: Rgb): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

const tones = (brand: Rgb) => ({ dark: mixed(brand, BLACK, 0.7), soft: mixed(brand, WHITE, 0.1) });

/**
 * Reads a colour that staff typed or picked, "#0F4C81". null when it is no colour, or when text in it could not be
 * read: white text stands on it, and it stands as text on its own soft tone.
 */
export function parseBrandColour(text: string): string | null {
  const colour = text.trim().toLowerCase();
  const rgb = parts(colour);
  if (!rgb) return null;
  const readable = contrast(rgb, WHITE) >= MIN_CONTRAST && contrast(rgb, tones(rgb).soft) >= MIN_CONTRAST;
  return readable ? colour : null;
}

/** The tones of a stored colour; of a value that is no colour, those of the usual one. */
export function brandColours(colour: string): BrandColours {
  const rgb = parts(colour) ?? (parts(USUAL_BRAND_COLOUR) as Rgb);
  const { dark, soft } = tones(rgb);
  return { brand: hex(rgb), dark: hex(dark), soft: hex(soft) };
}
