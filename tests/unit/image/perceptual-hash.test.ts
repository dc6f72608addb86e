import sharp from "sharp";
import { usualPortrait } from "@/lib/core/portrait-rule";
import { describe, expect, it } from "vitest";
import { hashDistance, SAME_PICTURE_DISTANCE } from "@/lib/adapter/image/perceptual-hash";
import { acceptPortrait } from "@/lib/adapter/image/portrait";
import { cutOut, frontalFaces, turnedFaces } from "../../support/faces";

async function hashOf(photo: Buffer): Promise<string> {
  const portrait = await acceptPortrait(photo, usualPortrait);
  if (!portrait.ok) throw new Error(portrait.error);
  return portrait.value.perceptualHash;
}

describe("the hash of a picture", { timeout: 30_000 }, () => {
  const changes: [string, (portrait: Buffer) => Promise<Buffer>][] = [
    ["recompressed", (portrait) => sharp(portrait).jpeg({ quality: 40 }).toBuffer()],
    ["made half as large", (portrait) => sharp(portrait).resize(240, 320).jpeg().toBuffer()],
    ["made a WebP", (portrait) => sharp(portrait).webp().toBuffer()],
    ["brightened", (portrait) => sharp(portrait).modulate({ brightness: 1.2 }).jpeg().toBuffer()],
    ["darkened", (portrait) => sharp(portrait).modulate({ brightness: 0.8 }).jpeg().toBuffer()],
    ["without its colours", (portrait) => sharp(portrait).greyscale().jpeg().toBuffer()],
    [
      "cut by a hair",
      (portrait) => sharp(portrait).extract({ left: 5, top: 7, width: 470, height: 626 }).jpeg().toBuffer(),
    ],
  ];
  it.each(changes)("stays the same when the picture was %s", async (_, change) => {
    for (const face of frontalFaces) {
      const portrait = await cutOut(face);
      expect(hashDistance(await hashOf(portrait), await hashOf(await change(portrait)))).toBeLessThanOrEqual(
        SAME_PICTURE_DISTANCE,
      );
    }
  });

  it("is far from that of everybody else", async () => {
    const hashes = await Promise.all([...frontalFaces, ...turnedFaces].map(async (face) => hashOf(await cutOut(face))));
    const distances = hashes.flatMap((one, index) => hashes.slice(index + 1).map((other) => hashDistance(one, other)));
    expect(Math.min(...distances)).toBeGreaterThan(2.5 * SAME_PICTURE_DISTANCE);
  });

  it("is far from that of somebody else on the same white ground", async () => {
    const hashes = await Promise.all(frontalFaces.map(async (face) => hashOf(await onWhite(await cutOut(face)))));
    const distances = hashes.flatMap((one, index) => hashes.slice(index + 1).map((other) => hashDistance(one, other)));
    expect(Math.min(...distances)).toBeGreaterThan(1.8 * SAME_PICTURE_DISTANCE);
  });

  it("has 256 digits, of an even picture all zero", async () => {
    const even = await sharp({ create: { width: 600, height: 800, channels: 3, background: "#9a9a9a" } })
      .png()
      .toBuffer();
    expect(await hashOf(even)).toBe("0".repeat(256));
  });
});

/** Everything outside of an oval around the head made white. */
async function onWhite(portrait: Buffer): Promise<Buffer> {
  const pixels = await sharp(portrait).removeAlpha().raw().toBuffer();
  const painted = pixels.map((value, at) => {
    const [x, y] = [Math.floor(at / 3) % 480, Math.floor(at / 3 / 480)];
    return ((x - 240) / 150) ** 2 + ((y - 300) / 220) ** 2 < 1 ? value : 245;
  });
  return sharp(painted, { raw: { width: 480, height: 640, channels: 3 } })
    .jpeg()
    .toBuffer();
}
