import { createRequire } from "node:module";
import path from "node:path";
import sharp from "sharp";
import type { PortraitFinding } from "@/lib/adapter/image/portrait-checks";

// Real faces: the group photos that the face detector's package brings as samples. Each is cut out as a candidate would
// cut a portrait.

const require = createRequire(import.meta.url);
const samples = path.join(path.dirname(require.resolve("@vladmandic/face-api/package.json")), "demo");

type SampleFace = {
  photo: number;
  x: number;
  y: number;
  eyes: number;
  faults: readonly PortraitFinding[];
};

/**
 * Faces of the samples: `x`, `y` the middle between the eyes, `eyes` their distance, in pixels of `sample<photo>.jpg`;
 * `faults` what a person who looks at the portrait finds wrong with it (judged by eye, not by the checks).
 */
export const frontalFaces = [
  { photo: 1, x: 477, y: 458, eyes: 88, faults: ["portrait_turned"] },
  { photo: 3, x: 673, y: 430, eyes: 95, faults: [] },
  { photo: 3, x: 1163, y: 328, eyes: 99, faults: ["portrait_tilted"] },
  { photo: 3, x: 1605, y: 405, eyes: 93, faults: [] },
  { photo: 4, x: 743, y: 182, eyes: 82, faults: ["portrait_tilted", "portrait_turned"] },
  { photo: 5, x: 474, y: 984, eyes: 98, faults: ["portrait_dark"] },
  { photo: 5, x: 1185, y: 293, eyes: 84, faults: [] },
  { photo: 5, x: 1478, y: 501, eyes: 84, faults: ["portrait_turned", "portrait_backlit"] },
  { photo: 6, x: 374, y: 602, eyes: 98, faults: [] },
  { photo: 6, x: 744, y: 451, eyes: 92, faults: ["portrait_turned"] },
  { photo: 6, x: 1278, y: 425, eyes: 97, faults: [] },
  { photo: 6, x: 1579, y: 383, eyes: 98, faults: ["portrait_tilted"] },
] as const satisfies readonly SampleFace[];

/** Faces that are turned, lowered or leaning. */
export const turnedFaces = [
  { photo: 1, x: 1592, y: 312, eyes: 91, faults: ["portrait_tilted"] },
  { photo: 4, x: 1340, y: 246, eyes: 78, faults: ["portrait_tilted"] },
  { photo: 5, x: 700, y: 480, eyes: 80, faults: ["portrait_turned"] },
] as const satisfies readonly SampleFace[];

/** A face as a portrait of 480×640: `width` in eye distances, the eyes at `eyeLine` of the height. */
export async function cutOut(
  { photo, x, y, eyes }: Omit<SampleFace, "faults">,
  { width = 4.2, eyeLine = 0.42, mirrored = false } = {},
): Promise<Buffer> {
  const file = path.join(samples, `sample${photo}.jpg`);
  const picture = await sharp(file).metadata();
  const wide = Math.min(Math.round(eyes * width), picture.width);
  const high = Math.min(Math.round((wide * 4) / 3), picture.height);
  const left = Math.round(Math.min(Math.max(0, x - wide / 2), picture.width - wide));
  const top = Math.round(Math.min(Math.max(0, y - high * eyeLine), picture.height - high));
  const cut = sharp(file).extract({ left, top, width: wide, height: high }).resize(480, 640, { fit: "fill" });
  return cut.flop(mirrored).jpeg({ quality: 92 }).toBuffer();
}

/** A group photo as it is. */
export const groupPhoto = (photo: number): Promise<Buffer> =>
  sharp(path.join(samples, `sample${photo}.jpg`))
    .jpeg({ quality: 92 })
    .toBuffer();
