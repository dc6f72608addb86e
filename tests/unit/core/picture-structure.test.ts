import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { structureOf } from "@/lib/core/picture-structure";

// What the browser asks before it draws a picture: tests/e2e/half-photos.spec.ts sees it do so.

const noise = () =>
  sharp({
    create: {
      width: 300,
      height: 400,
      channels: 3,
      background: "#888888",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });
const shares = [0.25, 0.5, 0.9, 0.99];

describe.each([
  ["a JPEG", () => noise().jpeg().toBuffer()],
  ["a progressive JPEG", () => noise().jpeg({ progressive: true }).toBuffer()],
  ["a PNG", () => noise().png().toBuffer()],
  ["a WebP", () => noise().webp().toBuffer()],
  ["an AVIF", () => noise().avif({ effort: 0 }).toBuffer()],
] as const)("%s", (name, make) => {
  it("comes to an end when it is whole, and not when it is cut", async () => {
    const bytes = await make();
    expect(structureOf(bytes)?.end).toBe(bytes.length);
    expect(structureOf(bytes)?.progressive).toBe(name.startsWith("a progressive"));
    for (const share of shares) {
      expect(structureOf(bytes.subarray(0, Math.floor(bytes.length * share))), `cut at ${share}`).toMatchObject({
        end: null,
      });
    }
  });
});

describe("a JPEG", () => {
  it("may lack nothing but its end marker when it ends in the data of a scan, not before", async () => {
    const bytes = await noise().jpeg().toBuffer();
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
    expect(structureOf(bytes.subarray(0, -2))).toMatchObject({ end: null, open: true });
    expect(structureOf(bytes.subarray(0, scan))).toMatchObject({ end: null, open: false });
    expect(structureOf(bytes.subarray(0, scan + 4))).toMatchObject({ end: null, open: false });
  });

  it("ends where it ends, whatever lies behind it, and not with the preview among its metadata", async () => {
    const [bytes, preview] = await Promise.all([noise().jpeg().toBuffer(), noise().resize(30, 40).jpeg().toBuffer()]);
    expect(structureOf(Buffer.concat([bytes, Buffer.alloc(500, 7)]))?.end).toBe(bytes.length);
    expect(structureOf(Buffer.concat([bytes, preview.subarray(0, 200)]))?.end).toBe(bytes.length);
    expect(structureOf(Buffer.concat([bytes, preview]))?.end).toBe(bytes.length + preview.length);
    const header = Buffer.from([0xff, 0xe1, (preview.length + 2) >> 8, (preview.length + 2) & 255]);
    const holding = Buffer.concat([bytes.subarray(0, 2), header, preview, bytes.subarray(2)]);
    expect(structureOf(holding)?.end).toBe(holding.length);
    expect(structureOf(holding.subarray(0, -1000))?.end).toBeNull();
  });
});

it.each([
  ["a GIF", () => noise().resize(10, 10).gif().toBuffer()],
  ["a TIFF", () => noise().resize(10, 10).tiff().toBuffer()],
  ["an SVG", () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))],
  ["a PDF", () => Promise.resolve(Buffer.from("%PDF-1.7"))],
  ["nothing", () => Promise.resolve(Buffer.alloc(0))],
])("%s is drawn by no browser of ours: the server says what it makes of it", async (_, make) => {
  expect(structureOf(await make())).toBeNull();
});
