import { open, readFile } from "node:fs/promises";
import sharp, { type Metadata, type Sharp } from "sharp";
import { ok, refuse, type Result } from "@/lib/core/result";
import { type FileType, fileType, type FileTypeRefusal, HEAD_BYTES, isPictureType, typeRefusal } from "./file-type";
import { type PictureFile, type PictureFileRefusal, readPictureFile } from "./picture-file";

/** formats.md: a picture of up to 50 megapixels. */
const MAX_PIXELS = 50_000_000;

/** A decoded 50 MP picture takes 150 MB or more, so only this many are decoded at once. The others wait on disk. */
const SLOTS = 2;

// One thread works on each picture. Otherwise libvips would start one thread per core for each of the two slots.
sharp.concurrency(1);
sharp.cache(false);

// libvips can read forty formats. We block the decoders that we never need.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"] });

/** A picture that takes longer is treated as an attack. */
const TIMEOUT_SECONDS = 30;

/** Bytes, or the path of a file. A picture that waits for a slot should wait on disk. */
export type ImageSource = Uint8Array | string;

export type ImageRefusal = FileTypeRefusal | PictureFileRefusal | "image_too_many_pixels";

export type OpenImage = {
  /** A pipeline of the picture as stored in the file. Every use starts with `clone()`. */
  stored: Sharp;
  /** The size as stored in the file, before its orientation is applied. */
  metadata: Metadata;
};

/**
 * Opens a JPEG, PNG or WebP, identified by its content and structure, and runs `work` on it in a decoding slot. Any
 * decoder error about the bytes, at opening or later, becomes "file_damaged". A picture of more than `maxPixels` is
 * refused before any of it is decoded.
 */
export async function withImage<T>(
  source: ImageSource,
  work: (image: OpenImage) => Promise<T>,
  maxPixels = MAX_PIXELS,
): Promise<Result<T, ImageRefusal>> {
  const type = await sourceType(source);
  if (!isPictureType(type)) return refuse(typeRefusal(type));

  await takeSlot();
  try {
    const read =
      typeof source === "string"
        ? await readFile(source)
        : Buffer.from(source.buffer, source.byteOffset, source.byteLength);
    const file = readPictureFile(read, type);
    if (!file.ok) return file;
    const { bytes } = file.value;
    const metadata = await sharp(bytes, { limitInputPixels: false, failOn: "error" }).metadata();
    if (metadata.format !== type) return refuse("file_damaged");
    if (metadata.width * metadata.height > maxPixels) return refuse("image_too_many_pixels");
    const stored = openBytes(bytes);
    if (!(await isWhole(file.value, metadata))) return refuse("file_damaged");
    return ok(await work({ stored, metadata }));
  } catch (error) {
    if (isDecoderComplaint(error)) return refuse("file_damaged");
    throw error;
  } finally {
    freeSlot();
  }
}

const openBytes = (bytes: Buffer): Sharp =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" }).timeout({ seconds: TIMEOUT_SECONDS });

/**
 * Whether the picture is complete. The last line is decoded, which `work` may not need. When a JPEG's data ends early,
 * the decoder fills the rest with grey and only warns. Other warnings also occur with valid photos. But when the end
 * marker was missing, surplus data also means that the picture is not complete.
 */
async function isWhole({ bytes, mended }: PictureFile, { width, height }: Metadata): Promise<boolean> {
  const complaints: string[] = [];
  // Not a clone: a clone reports its warnings to the pipeline it was cloned from.
  const all = openBytes(bytes).on("warning", (warning: string) => complaints.push(warning));
  // The region is the whole picture. It keeps libjpeg from reading at an eighth of the size, where it gives no warning.
  await all.extract({ left: 0, top: 0, width, height }).resize(16, 16, { fit: "fill" }).raw().toBuffer();
  return !complaints.some((text) => text.includes("premature end") || (mended && text.includes("extraneous bytes")));
}

/** The type of a source, by its content. */
export async function sourceType(source: ImageSource): Promise<FileType> {
  if (typeof source !== "string") return fileType(source.subarray(0, HEAD_BYTES));
  const handle = await open(source, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return fileType(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** libvips reports broken input as a plain Error. A TypeError or a system error is a fault of ours. */
const isDecoderComplaint = (error: unknown): boolean =>
  error instanceof Error && error.constructor === Error && !("code" in error) && !("syscall" in error);

let free = SLOTS;
const waiting: (() => void)[] = [];

async function takeSlot(): Promise<void> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

function freeSlot(): void {
  const next = waiting.shift();
  if (next) next();
  else free += 1;
}
