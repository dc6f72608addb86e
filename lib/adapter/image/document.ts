import sharp from "sharp";
import { ok, type Result } from "@/lib/core/result";
import { type ImageRefusal, type ImageSource, withImage } from "./decode";
import { lumaHash } from "./perceptual-hash";

/** Enough to read the small print of a photographed A4 page. */
const LONG_SIDE = 2400;
const QUALITY = 85;

/** A JPEG of our own making. `perceptualHash`: perceptual-hash.ts. */
export type ProcessedImage = { bytes: Buffer; width: number; height: number; perceptualHash: string };

/**
 * A photographed or scanned document, drawn again as an upright sRGB JPEG of at most 2400 px. Only the picture survives
 * of the original file, none of its metadata.
 */
export async function processDocument(source: ImageSource): Promise<Result<ProcessedImage, ImageRefusal>> {
  const image = await withImage(source, ({ stored }) =>
    stored
      .autoOrient()
      .resize({ width: LONG_SIDE, height: LONG_SIDE, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: QUALITY })
      .toBuffer(),
  );
  return image.ok ? ok(await described(image.value)) : image;
}

/** A stored document turned clockwise by a quarter. */
export const turnDocument = async (bytes: Uint8Array): Promise<ProcessedImage> =>
  described(await sharp(bytes).rotate(90).jpeg({ quality: QUALITY }).toBuffer());

/** Raw pixels of four bytes, red first, as a JPEG on white. */
export const encodePicture = async (pixels: Uint8Array, width: number, height: number): Promise<ProcessedImage> =>
  described(
    await sharp(pixels, { raw: { width, height, channels: 4 } })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: QUALITY })
      .toBuffer(),
  );

const THUMBNAIL_SIDE = 400;

/** A stored picture small enough for a list. */
export const thumbnail = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes)
    .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer();

/** The small copy a hash is taken of: larger than its grid, so that each cell is an average. */
const HASHED_SIDE = 272;

async function described(bytes: Buffer): Promise<ProcessedImage> {
  const picture = sharp(bytes);
  const { width, height } = await picture.metadata();
  const values = await picture.clone().resize(HASHED_SIDE, HASHED_SIDE, { fit: "fill" }).greyscale().raw().toBuffer();
  return { bytes, width, height, perceptualHash: lumaHash({ values, width: HASHED_SIDE, height: HASHED_SIDE }) };
}
