export type FileType = "jpeg" | "png" | "webp" | "pdf" | "heic" | "unknown";

/** How many leading bytes fileType needs. */
export const HEAD_BYTES = 32;

const heicBrands = new Set(["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1", "avif"]);

/** What the bytes are, judged by their beginning; a name or a declared type is only a claim. */
export function fileType(head: Uint8Array): FileType {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const ascii = (start: number, end: number) => bytes.subarray(start, end).toString("latin1");
  if (ascii(0, 3) === "\xff\xd8\xff") return "jpeg";
  if (ascii(0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return "webp";
  if (ascii(0, 5) === "%PDF-") return "pdf";
  if (ascii(4, 8) === "ftyp" && heicBrands.has(ascii(8, 12))) return "heic";
  return "unknown";
}
