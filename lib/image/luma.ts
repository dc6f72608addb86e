/** A picture's brightness, one byte a pixel, row by row. */
export type Luma = { values: Uint8Array; width: number; height: number };

/** ITU-R BT.601 brightness of raw RGB pixels. */
export function lumaOf(pixels: Uint8Array, width: number, height: number): Luma {
  const values = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < values.length; at += 1, from += 3) {
    values[at] = (77 * (pixels[from] ?? 0) + 150 * (pixels[from + 1] ?? 0) + 29 * (pixels[from + 2] ?? 0)) >> 8;
  }
  return { values, width, height };
}
