import sharp from "sharp";
import { usualPortrait } from "@/lib/core/portrait-rule";
import { detectFaces } from "@/lib/adapter/image/detect-faces";
import { acceptPortrait } from "@/lib/adapter/image/portrait";

// What the portrait's figures measure, bundled for Node; measured in portrait-figures.mjs.

/**
 * Ours: a photo as the portrait that is kept, its hash and what its checks need, before anybody looks for a face in it.
 * Returns 480×640 raw RGB pixels.
 */
export async function accept(photo: Uint8Array): Promise<Uint8Array> {
  const portrait = await acceptPortrait(photo, usualPortrait);
  if (!portrait.ok) throw new Error(portrait.error);
  return portrait.value.pixels;
}

/** What stands beside it: the same photo decoded, scaled and encoded by the library alone. */
export const bare = (photo: Uint8Array): Promise<Buffer> =>
  sharp(photo).autoOrient().resize(480, 640).jpeg({ quality: 92 }).toBuffer();

/** The face of a portrait, found in the side thread. */
export async function detect(pixels: Uint8Array): Promise<void> {
  const faces = await detectFaces({ pixels, width: 480, height: 640 });
  if (faces.length === 0) throw new Error("the detector found no face");
}
