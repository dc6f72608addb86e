import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { isPortraitSize, type PortraitRule, usualPortrait } from "@/lib/core/portrait-rule";
import { processDocument } from "@/lib/adapter/image/document";
import { fileType } from "@/lib/adapter/image/file-type";
import { acceptPortrait, isPortrait, portraitRegion, processPortrait } from "@/lib/adapter/image/portrait";
import { noisyJpeg, picture } from "../../support/pictures";

const gps = { IFD0: { Make: "SecretPhone" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "30/1 35/1 0/1" } };

async function portraitOf(bytes: Uint8Array) {
  const portrait = await processPortrait(bytes, usualPortrait);
  if (!portrait.ok) throw new Error(portrait.error);
  return { ...portrait.value, metadata: await sharp(portrait.value.bytes).metadata() };
}

/**
 * How an upright picture lies in a file of orientation 1 to 8: turned by so many degrees, then mirrored left to right.
 */
const stored: readonly (readonly [number, boolean])[] = [
  [0, false],
  [0, true],
  [180, false],
  [180, true],
  [90, true],
  [270, false],
  [270, true],
  [90, false],
];

/** The JPEG of a camera that was held so: its picture lies turned in the file, and its orientation brings it back. */
async function heldAs(upright: Buffer, orientation: number): Promise<Buffer> {
  const [angle, mirrored] = stored[orientation - 1] ?? [0, false];
  const rotated = await sharp(upright).rotate(angle).png({ compressionLevel: 1 }).toBuffer();
  return sharp(rotated).flop(mirrored).withMetadata({ orientation }).jpeg().toBuffer();
}

const pixel = async (bytes: Uint8Array, left: number, top: number) => {
  const raw = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  return { red: raw[0] ?? 0, green: raw[1] ?? 0, blue: raw[2] ?? 0 };
};

describe("a portrait", () => {
  const inputs: [string, () => Promise<Buffer>][] = [
    ["a phone's JPEG", () => picture(3000, 4000).jpeg().toBuffer()],
    ["a wide picture", () => picture(1600, 900).jpeg().toBuffer()],
    ["a tall picture", () => picture(600, 2400).jpeg().toBuffer()],
    ["a WebP", () => picture().webp().toBuffer()],
    ["a PNG with alpha", () => picture().ensureAlpha(0.4).png().toBuffer()],
    ["a PNG of 16 bits", () => picture().toColourspace("rgb16").png().toBuffer()],
    ["a PNG with a palette", () => picture().png({ palette: true }).toBuffer()],
    ["a grey JPEG", () => picture().greyscale().toColourspace("b-w").jpeg().toBuffer()],
    ["a CMYK JPEG", () => picture().toColourspace("cmyk").jpeg().toBuffer()],
    ["a JPEG in Display P3", () => picture().withIccProfile("p3").jpeg().toBuffer()],
    ["a picture of one pixel", () => picture(1, 1).png().toBuffer()],
    ["a line of pixels", () => picture(1, 16_000).png().toBuffer()],
  ];
  const noise = (width: number, height: number) =>
    sharp({
      create: { width, height, channels: 3, background: "#808080", noise: { type: "gaussian", mean: 128, sigma: 100 } },
    });

  it.each([
    { width: 240, height: 320, maxKb: 30 },
    { width: 360, height: 480, maxKb: 100 },
    { width: 720, height: 960, maxKb: 30 },
    { width: 720, height: 960, maxKb: 1000 },
  ])("is as large as its exam session asks: %o", async (rule) => {
    const photo = await noise(900, 1200).jpeg().toBuffer();
    const portrait = await processPortrait(photo, rule);
    if (!portrait.ok) throw new Error(portrait.error);
    const { bytes, width, height, perceptualHash } = portrait.value;
    expect({ width, height }).toEqual({ width: rule.width, height: rule.height });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width, height });
    expect(bytes.byteLength).toBeLessThan(rule.maxKb * 1000);
    expect(await isPortrait(bytes)).toBe(true);
    // The same picture under another rule is the same picture: duplicates are found across sessions.
    const usual = await processPortrait(photo, usualPortrait);
    expect(usual.ok && usual.value.perceptualHash).toBe(perceptualHash);
  });

  it("says that a photo is too small for a larger rule", async () => {
    const photo = await noise(480, 640).jpeg().toBuffer();
    const findings = async (rule: PortraitRule) => {
      const portrait = await processPortrait(photo, rule);
      return portrait.ok ? portrait.value.findings : [];
    };
    expect(await findings(usualPortrait)).not.toContain("portrait_small");
    expect(await findings({ width: 483, height: 644, maxKb: 500 })).toContain("portrait_small");
  });

  it.each([
    [240, 320, true],
    [720, 960, true],
    [237, 316, false],
    [723, 964, false],
    [480, 641, false],
    [358, 441, false],
  ])("a rule of %i×%i is one: %s", (width, height, holds) => {
    expect(isPortraitSize({ width, height })).toBe(holds);
  });

  it.each(inputs)("is a 480×640 sRGB JPEG below 500 KB, made of %s", async (_, make) => {
    const { bytes, metadata } = await portraitOf(await make());
    expect(metadata).toMatchObject({
      format: "jpeg",
      width: 480,
      height: 640,
      space: "srgb",
      channels: 3,
      depth: "uchar",
    });
    expect(metadata.icc).toBeUndefined();
    expect(bytes.byteLength).toBeLessThan(500_000);
    expect(await isPortrait(bytes)).toBe(true);
  });

  it("stays below 500 KB whatever the picture", async () => {
    const noise = await sharp({
      create: {
        width: 480,
        height: 640,
        channels: 3,
        background: "#808080",
        noise: { type: "gaussian", mean: 128, sigma: 100 },
      },
    })
      .png()
      .toBuffer();
    expect((await portraitOf(noise)).bytes.byteLength).toBeLessThan(500_000);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "stands upright when the camera was held as orientation %i says",
    async (orientation) => {
      const photo = await heldAs(await picture(900, 1200).png().toBuffer(), orientation);
      const { bytes } = await portraitOf(photo);
      expect((await pixel(bytes, 60, 60)).blue).toBeGreaterThan(150);
      for (const [left, top] of [
        [420, 60],
        [60, 600],
        [420, 600],
      ] as const)
        expect((await pixel(bytes, left, top)).red).toBeGreaterThan(150);
    },
  );

  it("loses place, camera and every other trace of the file it came from", async () => {
    const photo = await picture().withExif(gps).jpeg().toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const { bytes, metadata } = await portraitOf(Buffer.concat([photo, Buffer.from("what a phone puts behind it")]));
    expect(metadata.exif).toBeUndefined();
    expect(bytes.includes("SecretPhone")).toBe(false);
    expect(bytes.includes("what a phone")).toBe(false);
  });

  it("keeps the part that was asked for", async () => {
    const portrait = await processPortrait(await picture(1000, 1000).png().toBuffer(), usualPortrait, {
      x: 0,
      y: 0,
      width: 0.4,
      height: 0.4,
      turn: 0,
    });
    expect(portrait.ok && (await pixel(portrait.value.bytes, 240, 320)).blue).toBeGreaterThan(150);
  });

  // Small ones are cut before they are scaled, large ones after: both must come to the same place, to the edge.
  it.each([
    [900, 1200, [1, 2, 3, 4, 5, 6, 7, 8]],
    [2800, 3732, [1, 5, 6]],
  ] as const)(
    "of %i×%i pixels is turned as asked before it is cut, however the camera was held",
    async (width, height, orientations) => {
      const upright = await picture(width, height).jpeg().toBuffer();
      const corners = {
        0: { x: 0, y: 0 },
        90: { x: 0.5, y: 0 },
        180: { x: 0.5, y: 0.5 },
        270: { x: 0, y: 0.5 },
      } as const;
      for (const orientation of orientations) {
        const photo = await heldAs(upright, orientation);
        for (const turn of [0, 90, 180, 270] as const) {
          const portrait = await acceptPortrait(photo, usualPortrait, {
            ...corners[turn],
            width: 0.5,
            height: 0.5,
            turn,
          });
          const blue = await Promise.all(
            [3, 476].flatMap((left) =>
              [3, 636].map(async (top) => portrait.ok && (await pixel(portrait.value.bytes, left, top)).blue),
            ),
          );
          expect(Math.min(...blue.map(Number))).toBeGreaterThan(150);
        }
      }
    },
    30_000,
  );

  it("says what to look at without refusing", async () => {
    const flat = async (background: string) =>
      (
        await portraitOf(
          await sharp({ create: { width: 600, height: 800, channels: 3, background } })
            .png()
            .toBuffer(),
        )
      ).findings;
    expect(await flat("#101010")).toEqual(["portrait_no_face", "portrait_dark", "portrait_blurred"]);
    expect(await flat("#fafafa")).toEqual(["portrait_no_face", "portrait_bright", "portrait_blurred"]);
    expect((await portraitOf(await noisyJpeg(200, 300))).findings).toContain("portrait_small");
    expect((await portraitOf(await noisyJpeg(960, 1280))).findings).toEqual(["portrait_no_face"]);
  });
});

describe("the part that is kept", () => {
  it.each([
    [480, 640, undefined, { left: 0, top: 0, width: 480, height: 640 }],
    [1600, 900, undefined, { left: 463, top: 0, width: 675, height: 900 }],
    [900, 1600, undefined, { left: 0, top: 100, width: 900, height: 1200 }],
    [1000, 1000, { x: 0.5, y: 0.5, width: 0.5, height: 0.5 }, { left: 563, top: 500, width: 375, height: 500 }],
    [1000, 1000, { x: 0.9, y: 0.9, width: 5, height: 5 }, { left: 913, top: 900, width: 75, height: 100 }],
    [1000, 1000, { x: 1, y: 1, width: 1, height: 1 }, { left: 999, top: 999, width: 1, height: 1 }],
  ] as const)("of %i×%i, asked for %o, is %o", (width, height, crop, region) => {
    expect(portraitRegion(width, height, crop)).toEqual(region);
  });
});

describe("a document", () => {
  it("is at most 2400 px long, upright, a JPEG without a trace", async () => {
    const scan = await processDocument(
      await picture(5000, 2500).withExif(gps).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    );
    expect(scan).toMatchObject({ ok: true, value: { width: 1200, height: 2400 } });
    expect(scan.ok && (await sharp(scan.value.bytes).metadata()).exif).toBeUndefined();
  });

  it("is not made larger than it was", async () => {
    expect(await processDocument(await picture(300, 200).png().toBuffer())).toMatchObject({
      ok: true,
      value: { width: 300, height: 200 },
    });
  });
});

describe("what is refused, in so many words", () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic"), Buffer.alloc(200)]);
  // A PNG of 60000×60000 black pixels: 13 kB to send, 3.6 Gpx to draw.
  const bomb = async () => {
    const png = await picture(1, 1).png().toBuffer();
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    return withHeaderChecksum(png);
  };
  const inputs: [string, string, () => Promise<Uint8Array>][] = [
    ["HEIC", "file_type_heic", () => Promise.resolve(heic)],
    ["a text with a picture's name", "file_type_text", () => Promise.resolve(Buffer.from("whatever its name"))],
    ["an SVG", "file_type_svg", () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))],
    ["a GIF", "file_type_gif", () => picture(10, 10).gif().toBuffer()],
    ["a TIFF", "file_type_tiff", () => picture(10, 10).tiff().toBuffer()],
    ["nothing", "file_type_not_supported", () => Promise.resolve(Buffer.alloc(0))],
    ["a JPEG's first bytes alone", "file_damaged", () => Promise.resolve(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))],
    ["half a JPEG", "file_damaged", async () => (await noisyJpeg()).subarray(0, 20_000)],
    ["half a PNG", "file_damaged", async () => (await picture().png().toBuffer()).subarray(0, 300)],
    ["half a WebP", "file_damaged", async () => (await picture().webp().toBuffer()).subarray(0, 300)],
    ["a picture of too many pixels", "image_too_many_pixels", bomb],
  ];
  it.each(inputs)("%s: %s", async (_, error, make) => {
    const bytes = await make();
    expect(await processDocument(bytes)).toEqual({ ok: false, error });
    expect(await processPortrait(bytes, usualPortrait)).toEqual({ ok: false, error });
  });

  it("tells a file's type by its first bytes", async () => {
    expect(fileType(await picture(8, 8).jpeg().toBuffer())).toBe("jpeg");
    expect(fileType(Buffer.from("%PDF-1.7"))).toBe("pdf");
    expect(fileType(Buffer.from("RIFF....WAVE"))).toBe("audio");
  });

  it("takes ten pictures at once, two at a time, and comes to an end", async () => {
    const bytes = await noisyJpeg(1200, 1600);
    const all = await Promise.all(Array.from({ length: 10 }, () => processPortrait(bytes, usualPortrait)));
    expect(all.every(({ ok }) => ok)).toBe(true);
  });
});

/** A PNG's header is checked by CRC-32; one that was changed needs a new one. */
function withHeaderChecksum(png: Buffer): Buffer {
  let crc = 0xffffffff;
  for (const byte of png.subarray(12, 29)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  png.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 29);
  return png;
}
