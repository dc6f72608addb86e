import { ok, type Result } from "@/lib/core/result";
import { type ImageRefusal, type ImageSource, withImage } from "./decode";

/** Enough to read the small print of a photographed A4 page. */
const LONG_SIDE = 2400;
const QUALITY = 85;

export type ProcessedImage = { bytes: Buffer; width: number; height: number };

/** A photographed or scanned document, drawn anew as an upright sRGB JPEG of at most 2400 px: nothing of the original file survives but its picture. */
export async function processDocument(source: ImageSource): Promise<Result<ProcessedImage, ImageRefusal>> {
  const image = await withImage(source, ({ upright }) =>
    upright
      .resize({ width: LONG_SIDE, height: LONG_SIDE, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true }),
  );
  if (!image.ok) return image;
  const { data, info } = image.value;
  return ok({ bytes: data, width: info.width, height: info.height });
}
