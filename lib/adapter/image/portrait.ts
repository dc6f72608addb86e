import sharp, { type Metadata, type Sharp } from "sharp";
import { isPortraitSize, portraitBounds, type PortraitRule, usualPortrait } from "@/lib/core/portrait-rule";
import { ok, type Result } from "@/lib/core/result";
import { logger } from "@/lib/adapter/log/logger";
import { type ImageRefusal, type ImageSource, withImage } from "./decode";
import { detectFaces } from "./detect-faces";
import type { ProcessedImage } from "./document";
import { type Luma, lumaOf } from "./luma";
import { portraitHash } from "./perceptual-hash";
import { portraitChecks, type PortraitFinding } from "./portrait-checks";

/**
 * The size at which every portrait is checked and hashed, whatever size its exam session requires. The limits of the
 * checks were measured at this size.
 */
const LOOKED_AT = { width: usualPortrait.width, height: usualPortrait.height };

/**
 * JPEG qualities, tried in turn until the file is small enough. The last one always is, for any picture and any rule of
 * an exam session.
 */
const QUALITIES = [92, 85, 75, 60, 40, 25, 10, 5];

/** A part of the upright picture turned clockwise by so many degrees, as fractions of its width and height. */
export type CropRectangle = { x: number; y: number; width: number; height: number; turn: 0 | 90 | 180 | 270 };

export type ProcessedPortrait = ProcessedImage & { findings: PortraitFinding[] };

/**
 * Any photo as the portrait the rule asks for: upright, cut to 3:4, sRGB, without EXIF; and what the automatic look at
 * it found.
 */
export async function processPortrait(
  source: ImageSource,
  rule: PortraitRule,
  crop?: CropRectangle,
): Promise<Result<ProcessedPortrait, ImageRefusal>> {
  const accepted = await acceptPortrait(source, rule, crop);
  if (!accepted.ok) return accepted;
  const { pixels, luma, small, ...image } = accepted.value;
  const findings: PortraitFinding[] = [
    ...(await lookAt(pixels, luma)),
    ...(small ? (["portrait_small"] as const) : []),
  ];
  return ok({ ...image, findings });
}

/** A failed detector must not stop the candidate. The reviewer sees that the automatic check did not run. */
async function lookAt(pixels: Uint8Array, luma: Luma): Promise<PortraitFinding[]> {
  try {
    return portraitChecks(luma, await detectFaces({ pixels, ...LOOKED_AT }));
  } catch (error) {
    logger.error({ err: error }, "the face detector failed");
    return ["portrait_unchecked"];
  }
}

type Accepted = ProcessedImage & {
  /** Of LOOKED_AT. */ pixels: Uint8Array;
  luma: Luma;
  /** Had to be enlarged. */ small: boolean;
};

/** Creates the portrait itself, before the face detector runs. */
export const acceptPortrait = (
  source: ImageSource,
  rule: PortraitRule,
  crop?: CropRectangle,
): Promise<Result<Accepted, ImageRefusal>> =>
  withImage(source, async ({ stored, metadata }) => {
    const part = partOf(metadata, crop);
    const pixels = await cut(stored, metadata, part, LOOKED_AT);
    const luma = lumaOf(pixels, LOOKED_AT.width, LOOKED_AT.height);
    const kept = rule.width === LOOKED_AT.width ? pixels : await cut(stored, metadata, part, rule);
    return {
      bytes: await smallEnough(kept, rule),
      width: rule.width,
      height: rule.height,
      perceptualHash: portraitHash(luma),
      pixels,
      luma,
      small: Math.max(part.region.width, part.region.height) < rule.height,
    };
  });

/**
 * How a camera held sideways says that its picture becomes upright: mirrored left to right, then turned clockwise by so
 * many degrees. EXIF, orientation 1 to 8.
 */
const held = [
  { mirrored: false, turn: 0 },
  { mirrored: true, turn: 0 },
  { mirrored: false, turn: 180 },
  { mirrored: true, turn: 180 },
  { mirrored: true, turn: 270 },
  { mirrored: false, turn: 90 },
  { mirrored: true, turn: 90 },
  { mirrored: false, turn: 270 },
] as const;

type Size = { width: number; height: number };

/**
 * A part of the picture as it lies in the file, and what makes a portrait of it: a mirror perhaps, then a turn in
 * degrees clockwise.
 */
type Part = { region: Region; mirrored: boolean; turn: number };

/**
 * Nothing but the small portrait is ever turned: the file's orientation and the turn that was asked for are applied to
 * the rectangle instead, backwards.
 */
function partOf({ width, height, orientation = 1 }: Metadata, crop: CropRectangle | undefined): Part {
  const { mirrored, turn: upright } = held[orientation - 1] ?? held[0];
  const turn = (upright + (crop?.turn ?? 0)) % 360;
  const seen = isQuarter(turn) ? { width: height, height: width } : { width, height };
  const region = turnedBack(portraitRegion(seen.width, seen.height, crop), seen, turn);
  return { region: mirrored ? { ...region, left: width - region.left - region.width } : region, mirrored, turn };
}

const isQuarter = (turn: number): boolean => turn === 90 || turn === 270;

/** Where a region of a picture that was turned clockwise lay before. `seen`: the size after turning. */
function turnedBack(part: Region, seen: Size, turn: number): Region {
  const [fromRight, fromBottom] = [seen.width - part.left - part.width, seen.height - part.top - part.height];
  if (turn === 90) return { left: part.top, top: fromRight, width: part.height, height: part.width };
  if (turn === 180) return { ...part, left: fromRight, top: fromBottom };
  if (turn === 270) return { left: fromBottom, top: part.left, width: part.height, height: part.width };
  return part;
}

/**
 * A part as raw RGB pixels of this size: what is transparent becomes white, whatever the file's colours were. Where the
 * decoder can help (it reads a JPEG at a half, a quarter or an eighth), the whole picture is scaled down first and the
 * region cut out of the small one: a third of the work for a phone's photo. Otherwise the region is cut out first, so
 * that a picture one pixel wide is not blown up to its full height.
 */
async function cut(stored: Sharp, picture: Size, { region, turn, mirrored }: Part, size: Size): Promise<Buffer> {
  const [width, height] = isQuarter(turn) ? [size.height, size.width] : [size.width, size.height];
  const scale = width / region.width;
  const whole = {
    width: Math.max(width, Math.round(picture.width * scale)),
    height: Math.max(height, Math.round(picture.height * scale)),
  };
  const [left, top] = [
    inRange(region.left * scale, whole.width - width),
    inRange(region.top * scale, whole.height - height),
  ];
  const small =
    scale <= 0.5
      ? stored.clone().resize(whole.width, whole.height, { fit: "fill" }).extract({ left, top, width, height })
      : stored.clone().extract(region).resize(width, height, { fit: "fill" });
  const pixels = await small.flatten({ background: "#ffffff" }).toColourspace("srgb").removeAlpha().raw().toBuffer();
  return turn === 0 && !mirrored
    ? pixels
    : fromRaw(pixels, { width, height }).flop(mirrored).rotate(turn).raw().toBuffer();
}

const fromRaw = (pixels: Uint8Array, size: Size): Sharp => sharp(pixels, { raw: { ...size, channels: 3 } });

/**
 * Whether bytes are what processPortrait makes by some rule: a portrait that was taken before the rule was changed
 * stays one.
 */
export async function isPortrait(bytes: Uint8Array): Promise<boolean> {
  if (bytes.byteLength >= portraitBounds.maxKb.max * 1000) return false;
  const image = await withImage(bytes, ({ metadata }) => Promise.resolve(metadata));
  return image.ok && image.value.format === "jpeg" && isPortraitSize(image.value);
}

type Region = { left: number; top: number; width: number; height: number };

/**
 * The pixels to keep, at 3:4: inside the rectangle that was asked for, or else the largest such part of the picture,
 * from the middle and rather from the top, where the head of a person is.
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
  const scale = Math.min(outer.width / 3, outer.height / 4);
  const size = { width: atLeastOne(3 * scale), height: atLeastOne(4 * scale) };
  return {
    ...size,
    left: inRange(outer.left + (outer.width - size.width) / 2, width - size.width),
    top: inRange(outer.top + (outer.height - size.height) * (crop ? 0.5 : 0.25), height - size.height),
  };
}

const atLeastOne = (value: number) => Math.max(1, Math.round(value));
const inRange = (value: number, max: number) => Math.max(0, Math.min(max, Math.round(value)));

async function smallEnough(pixels: Uint8Array, { width, height, maxKb }: PortraitRule): Promise<Buffer> {
  for (const quality of QUALITIES) {
    const picture = fromRaw(pixels, { width, height });
    const bytes = await picture.jpeg({ quality, chromaSubsampling: quality > 90 ? "4:4:4" : "4:2:0" }).toBuffer();
    if (bytes.byteLength < maxKb * 1000) return bytes;
  }
  throw new Error("a portrait of the lowest quality is too large for its rule");
}
