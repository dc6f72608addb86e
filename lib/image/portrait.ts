import sharp, { type Sharp } from "sharp";
import { ok, type Result } from "@/lib/core/result";
import { logger } from "@/lib/log/logger";
import { type ImageRefusal, type ImageSource, type OpenImage, withImage } from "./decode";
import { detectFaces } from "./detect-faces";
import type { ProcessedImage } from "./document";
import { type Luma, lumaOf } from "./luma";
import { lumaHash } from "./perceptual-hash";
import { portraitChecks, type PortraitFinding } from "./portrait-checks";

/** The portrait rule: 480×640 px, .jpg, below 500 KB. */
const PORTRAIT_WIDTH = 480;
const PORTRAIT_HEIGHT = 640;
const PORTRAIT_MAX_BYTES = 500_000;

/** Tried in turn until the file is small enough; the last one is, for any picture of this size. */
const QUALITIES = [92, 85, 75, 60, 40];

/** A part of the upright picture turned clockwise by so many degrees, as fractions of its width and height. */
export type CropRectangle = { x: number; y: number; width: number; height: number; turn: 0 | 90 | 180 | 270 };

export type ProcessedPortrait = ProcessedImage & { findings: PortraitFinding[] };

/** Any photo as the portrait the rule asks for: upright, cut to 3:4, sRGB, without EXIF; and what the automatic look at it found. */
export async function processPortrait(source: ImageSource, crop?: CropRectangle): Promise<Result<ProcessedPortrait, ImageRefusal>> {
  const accepted = await acceptPortrait(source, crop);
  if (!accepted.ok) return accepted;
  const { pixels, luma, small, ...image } = accepted.value;
  const findings: PortraitFinding[] = [...(await lookAt(pixels, luma)), ...(small ? (["portrait_small"] as const) : [])];
  return ok({ ...image, findings });
}

/** A detector that fails is no reason to turn anybody away: the reviewer is told that nobody looked. */
async function lookAt(pixels: Uint8Array, luma: Luma): Promise<PortraitFinding[]> {
  try {
    return portraitChecks(luma, await detectFaces({ pixels, width: PORTRAIT_WIDTH, height: PORTRAIT_HEIGHT }));
  } catch (error) {
    logger.error({ err: error }, "the face detector failed");
    return ["portrait_unchecked"];
  }
}

type Accepted = ProcessedImage & { pixels: Uint8Array; luma: Luma; /** Had to be enlarged. */ small: boolean };

/** The portrait itself, before anybody looks for a face in it. */
export const acceptPortrait = (source: ImageSource, crop?: CropRectangle): Promise<Result<Accepted, ImageRefusal>> =>
  withImage(source, async ({ upright, width, height }: OpenImage) => {
    const picture = crop?.turn ? await turned(upright, crop.turn) : { picture: upright, width, height };
    const region = portraitRegion(picture.width, picture.height, crop);
    const pixels = await cut(picture, region);
    const luma = lumaOf(pixels, PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
    return {
      bytes: await smallEnough(pixels),
      width: PORTRAIT_WIDTH,
      height: PORTRAIT_HEIGHT,
      perceptualHash: lumaHash(luma),
      pixels,
      luma,
      small: region.width < PORTRAIT_WIDTH || region.height < PORTRAIT_HEIGHT,
    };
  });

/** Three bytes a pixel: what is transparent becomes white, whatever the file's colours were. */
const flat = (picture: Sharp): Sharp => picture.flatten({ background: "#ffffff" }).toColourspace("srgb").removeAlpha().raw();

const fromRaw = (pixels: Uint8Array, width: number, height: number): Sharp => sharp(pixels, { raw: { width, height, channels: 3 } });

type Picture = { picture: Sharp; width: number; height: number };

/** Large enough for any portrait, and small enough to be turned in memory. */
const TURNED_SIDE = 2400;

async function turned(upright: Sharp, degrees: 90 | 180 | 270): Promise<Picture> {
  const inside = { width: TURNED_SIDE, height: TURNED_SIDE, fit: "inside", withoutEnlargement: true } as const;
  const { data, info } = await flat(upright.clone().resize(inside)).toBuffer({ resolveWithObject: true });
  const [width, height] = degrees === 180 ? [info.width, info.height] : [info.height, info.width];
  return { picture: fromRaw(await fromRaw(data, info.width, info.height).rotate(degrees).raw().toBuffer(), width, height), width, height };
}

/** A larger intermediate picture than this is not made: the part is then cut out first, without the decoder's help in scaling. */
const MOST_SCALED = 6_000_000;

/**
 * The region as 480×640 raw RGB pixels. Where it is larger than that, the whole picture is scaled down first and the region cut out of the small
 * one: so the decoder already leaves out what is not needed (a JPEG is read at a half, a quarter or an eighth), a third of the work for a phone's photo.
 */
async function cut({ picture, width, height }: Picture, region: Region): Promise<Buffer> {
  const scale = PORTRAIT_WIDTH / region.width;
  const [wide, high] = [atLeastOne(width * scale), atLeastOne(height * scale)];
  if (scale >= 1 || wide * high > MOST_SCALED) {
    return flat(picture.clone().extract(region).resize(PORTRAIT_WIDTH, PORTRAIT_HEIGHT, { fit: "fill" })).toBuffer();
  }
  const scaled = await flat(picture.clone().resize(wide, high, { fit: "fill" })).toBuffer();
  // Rounding may leave a region a pixel too narrow or too low.
  const size = { width: Math.min(PORTRAIT_WIDTH, wide), height: Math.min(PORTRAIT_HEIGHT, high) };
  const part = { ...size, left: inRange(region.left * scale, wide - size.width), top: inRange(region.top * scale, high - size.height) };
  return flat(fromRaw(scaled, wide, high).extract(part).resize(PORTRAIT_WIDTH, PORTRAIT_HEIGHT, { fit: "fill" })).toBuffer();
}

/** Whether bytes are what processPortrait makes. */
export async function isPortrait(bytes: Uint8Array): Promise<boolean> {
  if (bytes.byteLength >= PORTRAIT_MAX_BYTES) return false;
  const image = await withImage(bytes, ({ metadata }) => Promise.resolve(metadata));
  return image.ok && image.value.format === "jpeg" && image.value.width === PORTRAIT_WIDTH && image.value.height === PORTRAIT_HEIGHT;
}

type Region = { left: number; top: number; width: number; height: number };

/**
 * The pixels to keep, at 3:4: inside the rectangle that was asked for, or else the largest such part of the picture, from the middle
 * and rather from the top, where the head of a person is.
 */
export function portraitRegion(width: number, height: number, crop?: Omit<CropRectangle, "turn">): Region {
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
    left: inRange(outer.left + (outer.width - size.width) / 2, width - size.width),
    top: inRange(outer.top + (outer.height - size.height) * (crop ? 0.5 : 0.25), height - size.height),
  };
}

const atLeastOne = (value: number) => Math.max(1, Math.round(value));
const inRange = (value: number, max: number) => Math.max(0, Math.min(max, Math.round(value)));

async function smallEnough(pixels: Uint8Array): Promise<Buffer> {
  for (const quality of QUALITIES) {
    const picture = fromRaw(pixels, PORTRAIT_WIDTH, PORTRAIT_HEIGHT);
    const bytes = await picture.jpeg({ quality, chromaSubsampling: quality > 90 ? "4:4:4" : "4:2:0" }).toBuffer();
    if (bytes.byteLength < PORTRAIT_MAX_BYTES) return bytes;
  }
  throw new Error("a 480×640 JPEG of the lowest quality is too large");
}
