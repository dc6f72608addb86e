import { ok, type Result } from "@/lib/core/result";
import { type ImageRefusal, withImage } from "./decode";
import { detectFaces, type Face } from "./detect-faces";
import { mainFace, middle } from "./portrait-checks";

/** A part of a picture in fractions of its width and height. */
export type PhotoPart = { x: number; y: number; width: number; height: number };

/** The longest side in pixels of a picture in which a face is looked for. The detector sees 320 pixels at most. */
const MAX_SIDE = 800;

/** A smaller part would be enlarged too much: the cropper enlarges six times at most. */
const SMALLEST = 1 / 5;

/** Eyes and chin of a portrait, as fractions of its height. The crown is then a tenth below the upper edge. */
const EYES = 0.4;
const CHIN = 0.7;

/**
 * The part of a small upright picture that makes a portrait of its main face; null when no face is found or the picture
 * is too large to be looked at in passing.
 */
export async function findPortraitPart(bytes: Uint8Array): Promise<Result<PhotoPart | null, ImageRefusal>> {
  const opened = await withImage(
    bytes,
    async ({ stored, metadata }) => {
      if (Math.max(metadata.width, metadata.height) > MAX_SIDE) return null;
      const { data, info } = await stored
        .clone()
        .flatten({ background: "#ffffff" })
        .toColourspace("srgb")
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { pixels: data, width: info.width, height: info.height };
    },
    MAX_SIDE * MAX_SIDE,
  );
  // So large a picture was refused before any of it was decoded.
  if (!opened.ok) return opened.error === "image_too_many_pixels" ? ok(null) : opened;
  if (!opened.value) return ok(null);
  return ok(portraitPart(await detectFaces(opened.value), opened.value));
}

/** A part at 3:4 with the main face where the guides show it, as far as the picture reaches. */
export function portraitPart(faces: readonly Face[], picture: { width: number; height: number }): PhotoPart | null {
  const landmarks = mainFace(faces)?.landmarks;
  const chin = landmarks?.[8];
  if (!landmarks || !chin) return null;
  const eyes = middle(landmarks.slice(36, 48));
  const wanted = Math.hypot(chin.x - eyes.x, chin.y - eyes.y) / (CHIN - EYES);
  const largest = Math.min(picture.height, (picture.width * 4) / 3);
  const height = Math.min(largest, Math.max(wanted, largest * SMALLEST));
  const width = (height * 3) / 4;
  const inside = (value: number, max: number) => Math.min(max, Math.max(0, value));
  return {
    x: inside(eyes.x - width / 2, picture.width - width) / picture.width,
    y: inside(eyes.y - EYES * height, picture.height - height) / picture.height,
    width: width / picture.width,
    height: height / picture.height,
  };
}
