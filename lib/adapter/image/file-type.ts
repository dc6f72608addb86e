/** Files that are known and not taken: each has its own sentence. */
type ForeignType =
  | "heic"
  | "avif"
  | "gif"
  | "bmp"
  | "tiff"
  | "svg"
  | "psd"
  | "jpeg2000"
  | "ico"
  | "video"
  | "audio"
  | "archive"
  | "office"
  | "html"
  | "text"
  | "program";

export type PictureType = "jpeg" | "png" | "webp";

export type FileType = PictureType | "pdf" | ForeignType | "unknown";

/** Where only pictures are taken, a PDF is foreign as well. */
export type FileTypeRefusal = `file_type_${ForeignType | "pdf"}` | "file_type_not_supported";

/** How many leading bytes fileType needs. */
export const HEAD_BYTES = 4096;

/** How files begin; `?` stands for any byte. The first that fits counts. */
const signatures: readonly (readonly [FileType, ...string[]])[] = [
  ["jpeg", "\xff\xd8\xff"],
  ["png", "\x89PNG\r\n\x1a\n"],
  ["webp", "RIFF????WEBP"],
  ["pdf", "%PDF-"],
  ["avif", "????ftypavif", "????ftypavis"],
  ["heic", "????ftyphei", "????ftyphev", "????ftypmif1", "????ftypmsf1"],
  ["jpeg2000", "\0\0\0\x0cjP  ", "\xff\x4f\xff\x51", "\0\0\0\x0cJXL ", "\xff\x0a"],
  // The raw pictures of cameras are TIFF, or something of the maker's own.
  ["tiff", "II*\0", "MM\0*", "II+\0", "MM\0+", "IIU\0", "IIRO", "FUJIFILMCCD-RAW", "????ftypcrx"],
  ["gif", "GIF87a", "GIF89a"],
  ["bmp", "BM????\0\0\0\0"],
  ["psd", "8BPS\0"],
  ["ico", "\0\0\x01\0", "\0\0\x02\0"],
  ["audio", "RIFF????WAVE", "ID3", "fLaC", "OggS", "#!AMR", "#!SILK", "\x02#!SILK", "????ftypM4A", "MThd"],
  ["audio", "\xff\xfb", "\xff\xf3", "\xff\xf2", "\xff\xf1", "\xff\xf9"],
  [
    "video",
    "????ftyp",
    "????moov",
    "????mdat",
    "????wide",
    "????free",
    "RIFF????AVI ",
    "\x1a\x45\xdf\xa3",
    "\x30\x26\xb2\x75",
  ],
  ["video", "FLV\x01", "\0\0\x01\xba", "\0\0\x01\xb3"],
  ["office", "\xd0\xcf\x11\xe0", "{\\rtf"],
  [
    "archive",
    "PK\x03\x04",
    "PK\x05\x06",
    "Rar!\x1a\x07",
    "7z\xbc\xaf\x27\x1c",
    "\x1f\x8b",
    "BZh",
    "\xfd7zXZ\0",
    "MSCF\0",
  ],
  [
    "program",
    "MZ?\0",
    "MZ?\x01",
    "\x7fELF",
    "\xcf\xfa\xed\xfe",
    "\xfe\xed\xfa\xcf",
    "\xca\xfe\xba\xbe",
    "dex\n",
    "\0asm",
    "L\0\0\0\x01\x14\x02\0",
  ],
];

/** The first file inside an archive that is an office document (OOXML, ODF) or its Chinese counterpart (OFD). */
const officeEntries = [
  "[Content_Types]",
  "_rels/",
  "docProps/",
  "word/",
  "xl/",
  "ppt/",
  "OFD.xml",
  "Doc_",
  "mimetypeapplication/vnd.oasis",
];

/** In an archive's first header the name stands here. */
const ENTRY_NAME = 30;

/** What the bytes are, judged by their beginning; a name or a declared type is only a claim. */
export function fileType(head: Uint8Array): FileType {
  const bytes = head.subarray(0, HEAD_BYTES);
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const type =
    signatures.find(([, ...beginnings]) => beginnings.some((beginning) => begins(raw, beginning)))?.[0] ??
    textType(bytes, raw);
  if (type === "heic" && raw.slice(0, 64).includes("avif")) return "avif";
  if (type === "archive" && officeEntries.some((name) => raw.startsWith(name, ENTRY_NAME))) return "office";
  return type;
}

export const isPictureType = (type: FileType): type is PictureType =>
  type === "jpeg" || type === "png" || type === "webp";

/** Why a file of this type is not taken where pictures are. */
export const typeRefusal = (type: Exclude<FileType, PictureType>): FileTypeRefusal =>
  type === "unknown" ? "file_type_not_supported" : `file_type_${type}`;

const begins = (raw: string, beginning: string): boolean =>
  raw.length >= beginning.length && Array.from(beginning).every((sign, at) => sign === "?" || sign === raw[at]);

/** What has no signature is text of some kind, or unknown. */
function textType(bytes: Uint8Array, raw: string): FileType {
  // Some readers look for a PDF's beginning further on.
  if (raw.slice(0, 1024).includes("%PDF-")) return "pdf";
  if (raw.startsWith("\xff\xfe") || raw.startsWith("\xfe\xff")) return "text";
  const text = raw
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  if (text === "" || bytes.some(isControl)) return "unknown";
  if (/^<(?:!doctype html|html|head|body|script|iframe|meta|\?php)|<html[\s>]/.test(text)) return "html";
  return text.startsWith("<") ? "svg" : "text";
}

/** No text holds these: everything below the space but tab, line ends, form feed and escape. */
const isControl = (byte: number): boolean => byte < 9 || byte === 11 || (byte > 13 && byte < 32 && byte !== 27);
