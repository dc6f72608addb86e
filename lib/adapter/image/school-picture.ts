import sharp, { type Sharp } from "sharp";
import { sourceType, withImage } from "./decode";

/** A picture of the school as it is stored: always encoded anew. */
export type SchoolPictureFile = { bytes: Uint8Array<ArrayBuffer>; mediaType: string; width: number; height: number };

/** An upload has at most so many bytes. */
export const SCHOOL_PICTURE_BYTES = 2_000_000;
const MAX_PIXELS = 40_000_000;
const TIMEOUT_SECONDS = 10;

const EMBLEM_SIDE = 512;
const BANNER = { width: 1600, height: 400 };

type Kind = "emblem" | "banner";

// decode.ts blocks every decoder but three when it is loaded, which it is by the line above. No other upload reaches
// this one: they are judged by their content before sharp sees them.
sharp.unblock({ operation: ["VipsForeignLoadSvg"] });

/**
 * Makes the stored picture of an upload: an emblem is a PNG of 512×512 pixels with its transparency kept, a banner a
 * WebP of 1600×400 cut from the middle. An SVG is drawn, so none of its scripts or links survives. null for what is no
 * PNG, JPEG, WebP or SVG, or cannot be decoded.
 */
export async function schoolPicture(kind: Kind, upload: Uint8Array): Promise<SchoolPictureFile | null> {
  if ((await sourceType(upload)) === "svg") return drawnSvg(kind, upload);
  const opened = await withImage(upload, ({ stored }) => encoded(kind, stored.clone()));
  return opened.ok ? opened.value : null;
}

/** A small drawing is drawn larger, instead of being enlarged as pixels. */
async function drawnSvg(kind: Kind, upload: Uint8Array): Promise<SchoolPictureFile | null> {
  const limits = { limitInputPixels: MAX_PIXELS, failOn: "error" } as const;
  try {
    const { width } = await sharp(upload, limits).metadata();
    const wanted = kind === "emblem" ? EMBLEM_SIDE : BANNER.width;
    const density = Math.min(2400, Math.max(72, (72 * wanted) / Math.max(1, width)));
    return await encoded(kind, sharp(upload, { ...limits, density }).timeout({ seconds: TIMEOUT_SECONDS }));
  } catch {
    return null;
  }
}

async function encoded(kind: Kind, picture: Sharp): Promise<SchoolPictureFile> {
  const upright = picture.rotate();
  const { data, info } = await (
    kind === "emblem"
      ? upright
          .resize({ width: EMBLEM_SIDE, height: EMBLEM_SIDE, fit: "contain", background: "#ffffff00" })
          .png({ compressionLevel: 9, palette: true })
      : upright
          .resize({ ...BANNER, fit: "cover" })
          .flatten({ background: "#ffffff" })
          .webp({ quality: 80 })
  ).toBuffer({ resolveWithObject: true });
  const mediaType = kind === "emblem" ? "image/png" : "image/webp";
  return { bytes: new Uint8Array(data), mediaType, width: info.width, height: info.height };
}
