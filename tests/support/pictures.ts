import sharp from "sharp";

/** A picture with something to see: a red field, its upper left quarter blue. */
export const picture = (width = 900, height = 1200, background = "#c04040") => {
  const quarter = {
    create: { width: Math.ceil(width / 2), height: Math.ceil(height / 2), channels: 3, background: "#2040c0" },
  } as const;
  return sharp({ create: { width, height, channels: 3, background } })
    .composite([{ input: quarter, left: 0, top: 0 }])
    .toColourspace("srgb");
};

/** One that no two calls make alike. */
export const noisyJpeg = async (width = 600, height = 800): Promise<Buffer> =>
  sharp({
    create: { width, height, channels: 3, background: "#888888", noise: { type: "gaussian", mean: 128, sigma: 60 } },
  })
    .jpeg()
    .toBuffer();

/** A PDF by hand: `pages` empty pages, `extra` put into the catalog. */
export function pdf({ pages = 1, extra = "" }: { pages?: number; extra?: string } = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(" ");
  const leaves = Array.from(
    { length: pages },
    (_, index) => `${index + 3} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n`,
  );
  return Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${extra} >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [${kids}] /Count ${pages} >>\nendobj\n${leaves.join("")}trailer\n<< /Root 1 0 R >>\n%%EOF\n`,
    "latin1",
  );
}
