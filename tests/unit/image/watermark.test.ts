import sharp from "sharp";
import { describe, expect, it } from "vitest";
// What shuts every kind of file but photos, as in the running system.
import "@/lib/adapter/image/decode";
import { watermark } from "@/lib/adapter/image/watermark";

const plain = (width: number, height: number, background = "#7f8c99") =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();

/** Which share of the pixels of each quarter is no longer the ground. */
async function changedQuarters(picture: Buffer, ground: number): Promise<number[]> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const counts = [0, 0, 0, 0];
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      const quarter = (y < info.height / 2 ? 0 : 2) + (x < info.width / 2 ? 0 : 1);
      if (Math.abs((data[y * info.width + x] ?? 0) - ground) > 40) counts[quarter] = (counts[quarter] ?? 0) + 1;
    }
  }
  return counts.map((count) => count / ((info.width * info.height) / 4));
}

describe("a watermark", () => {
  it.each([
    [480, 640],
    [640, 480],
    [2400, 1500],
    [1240, 1754],
    [200, 90],
    [60, 60],
  ])("stands in every quarter of a picture of %i×%i pixels, whose size stays", async (width, height) => {
    const marked = await watermark(await plain(width, height), "审核老师 2026-11-25 23:30:00 仅供报名审核");
    expect(await sharp(marked).metadata()).toMatchObject({ width, height, format: "jpeg" });
    const grey = await sharp(await plain(width, height))
      .greyscale()
      .raw()
      .toBuffer();
    const quarters = await changedQuarters(marked, grey[0] ?? 0);
    for (const share of width >= 480 ? quarters : []) expect(share).toBeGreaterThan(0.005);
    expect(Math.max(...quarters)).toBeGreaterThan(0);
  });

  it("takes a name as words, whatever stands in it", async () => {
    const picture = await plain(480, 640);
    const marked = await watermark(picture, `<b>&"'</b>`);
    expect(marked.equals(picture)).toBe(false);
    expect(marked.equals(await watermark(picture, "b"))).toBe(false);
  });
});
