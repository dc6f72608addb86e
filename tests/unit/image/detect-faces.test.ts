import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { usualPortrait } from "@/lib/core/portrait-rule";
import { detectFaces } from "@/lib/adapter/image/detect-faces";
import { acceptPortrait, processPortrait } from "@/lib/adapter/image/portrait";
import { orderFrom, SideThreadError } from "@/lib/adapter/thread/side-thread";
import { cutOut, frontalFaces } from "../../support/faces";

const [, , , , , , , , , , face] = frontalFaces;
let photo: Buffer;
let pixels: Uint8Array;
beforeAll(async () => {
  photo = await cutOut(face);
  const portrait = await acceptPortrait(photo, usualPortrait);
  if (!portrait.ok) throw new Error(portrait.error);
  ({ pixels } = portrait.value);
});

const size = { width: 480, height: 640 };

// The models take their time to be read where several tests begin at once.
describe("the face detector", { timeout: 30_000 }, () => {
  it("finds a face with its 68 points where it is", async () => {
    const [found, ...others] = await detectFaces({ pixels, ...size });
    expect(others).toEqual([]);
    expect(found?.landmarks).toHaveLength(68);
    const eyes = found?.landmarks.slice(36, 48) ?? [];
    const middle = { x: eyes.reduce((sum, { x }) => sum + x, 0) / 12, y: eyes.reduce((sum, { y }) => sum + y, 0) / 12 };
    expect(Math.hypot(middle.x - 240, middle.y - 0.42 * 640)).toBeLessThan(20);
  });

  it("finds none where nobody is", async () => {
    const wall = await sharp({ create: { ...size, channels: 3, background: "#8899aa" } })
      .raw()
      .toBuffer();
    expect(await detectFaces({ pixels: wall, ...size })).toEqual([]);
  });

  it("says that an order of too few pixels failed, and carries out the next", async () => {
    const [short, whole] = [detectFaces({ pixels: pixels.slice(0, 100), ...size }), detectFaces({ pixels, ...size })];
    await expect(short).rejects.toThrow(SideThreadError);
    expect(await whole).toHaveLength(1);
  });

  it("is given up when it takes too long, and begun anew", async () => {
    const impatient = { program: "face-thread", ordersPerThread: 10, patienceMs: 1 };
    await expect(orderFrom(impatient, { pixels, ...size })).rejects.toThrow("took too long");
    expect(await detectFaces({ pixels, ...size })).toHaveLength(1);
  });
});

describe("without a detector", { timeout: 30_000 }, () => {
  const folder = process.cwd();
  afterAll(() => process.chdir(folder));

  it("a portrait is kept and said to be unchecked", async () => {
    await expect(
      orderFrom({ program: "face-thread", ordersPerThread: 1, patienceMs: 1 }, { pixels, ...size }),
    ).rejects.toThrow("took too long");
    // Where the program is not.
    process.chdir("/");
    expect(await processPortrait(photo, usualPortrait)).toMatchObject({
      ok: true,
      value: { width: 480, findings: ["portrait_unchecked"] },
    });
  });
});
