import sharp from "sharp";
import { cutOut, frontalFaces } from "../support/faces";

const WIDTH = 3000;
const HEIGHT = 4000;

/**
 * A photo of 12 megapixels and 3 MB as a phone held upright takes it: it lies on its side in the file and says so. The
 * grain is a sensor's; without it the file would be far too easy to read.
 */
export async function phonePhoto(): Promise<Buffer> {
  const upright = await sharp(await cutOut(frontalFaces[10]))
    .resize(WIDTH, HEIGHT)
    .toBuffer();
  const noise = { type: "gaussian", mean: 128, sigma: 20 } as const;
  const grain = { create: { width: HEIGHT, height: WIDTH, channels: 3, background: "#808080", noise } } as const;
  return sharp(upright)
    .rotate(270)
    .composite([{ input: grain, blend: "soft-light" }])
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer();
}
