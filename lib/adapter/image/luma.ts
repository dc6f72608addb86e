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

/** A rectangle of a picture, in whole pixels inside it. */
export function partOfLuma(
  { values, width }: Luma,
  part: { left: number; top: number; width: number; height: number },
): Luma {
  const cut = new Uint8Array(part.width * part.height);
  for (let y = 0; y < part.height; y += 1) {
    const from = (part.top + y) * width + part.left;
    cut.set(values.subarray(from, from + part.width), y * part.width);
  }
  return { values: cut, width: part.width, height: part.height };
}
