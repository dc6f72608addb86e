import sharp from "sharp";

/** Raw pixels of four bytes, red first, as a PNG on white. */
export const encodePng = (pixels: Uint8Array, { width, height }: { width: number; height: number }): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 4 } })
    .flatten({ background: "#ffffff" })
    .png({ compressionLevel: 9, adaptiveFiltering: true })
    .toBuffer();
