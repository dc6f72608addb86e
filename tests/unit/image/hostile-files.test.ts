import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { usualPortrait } from "@/lib/core/portrait-rule";
import { sourceType } from "@/lib/adapter/image/decode";
import { type ProcessedImage, processDocument } from "@/lib/adapter/image/document";
import { processPortrait } from "@/lib/adapter/image/portrait";
import { renderPdfPages } from "@/lib/adapter/pdf/render-pages";
import { type HostileFile, hostileFiles, MARKER } from "../../support/hostile-files";

type Judged = { outcome: string; kept: ProcessedImage[] };

/** What becomes of a file by its content, as keep-upload.ts decides it. */
async function judge({ kind }: HostileFile, bytes: Buffer): Promise<Judged> {
  if (kind === "PROOF" && (await sourceType(bytes)) === "pdf") {
    const pdf = await renderPdfPages(bytes);
    return pdf.ok ? { outcome: "accepted", kept: pdf.value.pages } : { outcome: pdf.error, kept: [] };
  }
  const image = await (kind === "PORTRAIT" ? processPortrait(bytes, usualPortrait) : processDocument(bytes));
  return image.ok ? { outcome: "accepted", kept: [image.value] } : { outcome: image.error, kept: [] };
}

describe("a hostile or broken file", () => {
  it("is one of at least sixty, each with a name of its own", () => {
    expect(new Set(hostileFiles.map(({ name }) => name)).size).toBe(hostileFiles.length);
    expect(hostileFiles.length).toBeGreaterThan(60);
  });

  it.each(hostileFiles.map((file) => [file.name, file.outcome, file] as const))(
    "%s: %s",
    { timeout: 30_000 },
    async (_, outcome, file) => {
      const judged = await judge(file, await file.make());
      expect(judged.outcome).toBe(outcome);
      expect(judged.kept).toHaveLength(outcome === "accepted" ? 1 : 0);
      for (const { bytes } of judged.kept) {
        const { format, exif, xmp, icc, iptc, space } = await sharp(bytes).metadata();
        expect({ format, exif, xmp, icc, iptc, space }).toEqual({ format: "jpeg", space: "srgb" });
        expect(bytes.includes(MARKER)).toBe(false);
        expect(bytes.includes("<script")).toBe(false);
      }
    },
  );
});
