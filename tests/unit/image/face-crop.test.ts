import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type Face } from "@/lib/adapter/image/detect-faces";
import { findPortraitPart, portraitPart } from "@/lib/adapter/image/face-crop";
import { cutOut, frontalFaces } from "../../support/faces";

/** A face with its eyes 100 pixels apart around `eyes`, and the chin `below` them. */
function faceAt(eyes: { x: number; y: number }, below: number): Face {
  const landmarks = Array.from({ length: 68 }, (_, at) => {
    if (at >= 36 && at < 48) return { x: eyes.x + (at < 42 ? -50 : 50), y: eyes.y };
    return { x: eyes.x, y: at === 8 ? eyes.y + below : eyes.y };
  });
  return { score: 0.9, box: { x: eyes.x - 100, y: eyes.y - 100, width: 200, height: 300 }, landmarks };
}

/** The part in pixels. */
function inPixels(faces: readonly Face[], picture: { width: number; height: number }) {
  const part = portraitPart(faces, picture);
  if (!part) throw new Error("no part");
  return {
    left: part.x * picture.width,
    top: part.y * picture.height,
    width: part.width * picture.width,
    height: part.height * picture.height,
  };
}

describe("the part of a photo that a portrait is made of", () => {
  it("is at 3:4, with the eyes in the middle and at two fifths", () => {
    const part = inPixels([faceAt({ x: 1500, y: 800 }, 170)], { width: 3000, height: 2000 });
    expect(part.height).toBeCloseTo((part.width * 4) / 3, 5);
    expect(part.left + part.width / 2).toBeCloseTo(1500, 5);
    expect(part.top + 0.4 * part.height).toBeCloseTo(800, 5);
  });

  it("stays inside the picture, and is as large as that allows when the face is too near", () => {
    const corner = inPixels([faceAt({ x: 120, y: 90 }, 170)], { width: 3000, height: 2000 });
    expect([corner.left, corner.top]).toEqual([0, 0]);
    const near = inPixels([faceAt({ x: 240, y: 300 }, 400)], { width: 480, height: 640 });
    expect(near).toMatchObject({ left: 0, top: 0, width: 480, height: 640 });
  });

  it("is no smaller than the cropper can enlarge, and there is none without a face", () => {
    const far = inPixels([faceAt({ x: 1500, y: 1000 }, 10)], { width: 3000, height: 2000 });
    expect(far.height).toBeCloseTo(400, 5);
    expect(portraitPart([], { width: 300, height: 400 })).toBeNull();
  });
});

describe("a real face at the edge of a photo", { timeout: 30_000 }, () => {
  it("gives a part with the face as large as in a portrait", async () => {
    const shares: number[] = [];
    for (const face of frontalFaces) {
      // Eyes 60 pixels apart in the middle of a portrait of 252×336, at the right edge of a wide photo.
      const person = await sharp(await cutOut(face))
        .resize(252, 336)
        .toBuffer();
      const photo = await sharp({ create: { width: 720, height: 480, channels: 3, background: "#c9d2da" } })
        .composite([{ input: person, left: 330, top: 100 }])
        .jpeg()
        .toBuffer();
      const found = await findPortraitPart(photo);
      if (!found.ok || !found.value) throw new Error(`no face of sample ${face.photo} at ${face.x}`);
      expect((found.value.x + found.value.width / 2) * 720).toBeGreaterThan(330 + 126 - 25);
      expect((found.value.x + found.value.width / 2) * 720).toBeLessThan(330 + 126 + 25);
      shares.push(60 / (found.value.width * 720));
    }
    // Between the checks' limits, with room to both sides.
    expect(Math.min(...shares)).toBeGreaterThan(0.19);
    expect(Math.max(...shares)).toBeLessThan(0.27);
  });

  it("is not looked for in a large picture, and a broken one is refused", async () => {
    const large = await sharp({ create: { width: 900, height: 900, channels: 3, background: "#fff" } })
      .jpeg()
      .toBuffer();
    expect(await findPortraitPart(large)).toEqual({ ok: true, value: null });
    expect(await findPortraitPart(Buffer.from("not a picture"))).toMatchObject({ ok: false });
  });
});
