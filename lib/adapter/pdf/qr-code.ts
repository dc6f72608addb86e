import { create } from "qrcode";

/** A QR code as one SVG path on a grid of `size` units, the quiet zone of four units included. */
export type QrCode = { size: number; path: string };

const QUIET = 4;

/**
 * Draws `text` (error correction M). A path stays sharp at any size on paper and on screen and costs no image encoding.
 */
export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const rows: string[] = [];
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (!modules.get(y, x)) continue;
      const start = x;
      while (x + 1 < modules.size && modules.get(y, x + 1)) x += 1;
      rows.push(`M${start + QUIET} ${y + QUIET}h${x - start + 1}v1h-${x - start + 1}z`);
    }
  }
  return { size: modules.size + 2 * QUIET, path: rows.join("") };
}
