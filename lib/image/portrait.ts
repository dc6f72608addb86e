import sharp, { type Sharp } from "sharp";
import type { Result } from "@/lib/core/result";
import { type ImageRefusal, type ImageSource, type OpenImage, withImage } from "./decode";
import type { ProcessedImage } from "./document";

/** The portrait rule: 480×640 px, .jpg, below 500 KB. */
const PORTRAIT_WIDTH = 480;
const PORTRAIT_HEIGHT = 640;
const PORTRAIT_MAX_BYTES = 500_000;

/** Tried in turn until the file is small enough; the last one is, for any picture of this size. */
const QUALITIES = [92, 85, 75, 60, 40];

/** A part of the upright picture, as fractions of its width and height. */
export type CropRectangle = { x: number; y: number; width: number; height: number };

/** What a person should look at; never a reason to refuse. */
export type PortraitFinding = "portrait_dark" | "portrait_bright" | "portrait_blurred" | "portrait_small";

export type ProcessedPortrait = ProcessedImage & { findings: PortraitFinding[] };

/** Any photo as the portrait the rule asks for: upright, cut to 3:4, sRGB, without EXIF. */
export const processPortrait = (source: ImageSource, crop?: CropRectangle): Promise<Result<ProcessedPortrait, ImageRefusal>> =>
  withImage(source, async ({ upright, width, height }: OpenImage) => {
    const region = portraitRegion(width, height, crop);
    // Cut first, enlarge after: a picture one pixel wide must not be blown up to its full height.
    const pixels = await upright
      .extract(region)
      .resize(PORTRAIT_WIDTH, PORTRAIT_HEIGHT, { fit: "fill" })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .png({ compressionLevel: 1 })
      .toBuffer();
    const findings = await portraitFindings(sharp(pixels));
    if (region.width < PORTRAIT_WIDTH || region.height < PORTRAIT_HEIGHT) findings.push("portrait_small");
    return { bytes: await smallEnough(sharp(pixels)), width: PORTRAIT_WIDTH, height: PORTRAIT_HEIGHT, findings };
  });

/** Whether bytes are what processPortrait makes. */
export async function isPortrait(bytes: Uint8Array): Promise<boolean> {
  if (bytes.byteLength >= PORTRAIT_MAX_BYTES) return false;
  const image = await withImage(bytes, ({ metadata }) => Promise.resolve(metadata));
  return image.ok && image.value.format === "jpeg" && image.value.width === PORTRAIT_WIDTH && image.value.height === PORTRAIT_HEIGHT;
}

/**
 * The pixels to keep, at 3:4: inside the rectangle that was asked for, or else the largest such part of the picture, from the middle
 * and rather from the top, where the head of a person is.
 */
export function portraitRegion(width: number, height: number, crop?: CropRectangle) {
  const fraction = (value: number) => Math.min(1, Math.max(0, value));
  const outer = crop
    ? {
        left: fraction(crop.x) * width,
        top: fraction(crop.y) * height,
        width: Math.min(crop.width, 1 - fraction(crop.x)) * width,
        height: Math.min(crop.height, 1 - fraction(crop.y)) * height,
      }
    : { left: 0, top: 0, width, height };
  const scale = Math.min(outer.width / PORTRAIT_WIDTH, outer.height / PORTRAIT_HEIGHT);
  const size = { width: atLeastOne(PORTRAIT_WIDTH * scale), height: atLeastOne(PORTRAIT_HEIGHT * scale) };
  return {
    ...size,
    left: within(outer.left + (outer.width - size.width) / 2, width - size.width),
    top: within(outer.top + (outer.height - size.height) * (crop ? 0.5 : 0.25), height - size.height),
  };
}

const atLeastOne = (value: number) => Math.max(1, Math.round(value));
const within = (value: number, max: number) => Math.max(0, Math.min(max, Math.round(value)));

async function smallEnough(picture: Sharp): Promise<Buffer> {
  for (const quality of QUALITIES) {
    const bytes = await picture
      .clone()
      .jpeg({ quality, chromaSubsampling: quality > 90 ? "4:4:4" : "4:2:0" })
      .toBuffer();
    if (bytes.byteLength < PORTRAIT_MAX_BYTES) return bytes;
  }
  throw new Error("a 480×640 JPEG of the lowest quality is too large");
}

// Chosen by eye on phone photos at 480×640: far enough out that a normal portrait does not reach them.
const DARK = 60;
const BRIGHT = 225;
const SHARP = 1.2;

async function portraitFindings(picture: Sharp): Promise<PortraitFinding[]> {
  const { channels, sharpness } = await picture.clone().greyscale().stats();
  const mean = channels[0]?.mean ?? 0;
  const findings: PortraitFinding[] = [];
  if (mean < DARK) findings.push("portrait_dark");
  if (mean > BRIGHT) findings.push("portrait_bright");
  if (sharpness < SHARP) findings.push("portrait_blurred");
  return findings;
}
