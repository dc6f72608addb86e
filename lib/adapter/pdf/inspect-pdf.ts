import { inflateSync } from "node:zlib";
import { ok, refuse, type Result } from "@/lib/core/result";

const PDF_MAX_PAGES = 10;

/** Object streams inflate to a few hundred kB in a document of ten pages; more is a bomb. */
const MAX_INFLATED = 8_000_000;

export type PdfRefusal = "pdf_encrypted" | "pdf_active_content" | "pdf_too_many_pages" | "pdf_unreadable";

/**
 * Names of active content: scripts, programs to start, forms that submit, embedded files and media. They are too long
 * to occur by chance in compressed bytes, so the whole file is searched for them.
 */
const activeNames =
  /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia(?:Content|Execute)?|SubmitForm|ImportData|GoToE|Rendition|XFA(?=[\s[\d])|Filespec\b)/;

/** Names that are too short for a search of the whole file. They are searched outside of streams only. */
const shortActiveNames = /\/(?:JS|Movie|Sound|XFA|3D)(?![A-Za-z0-9])/;

/**
 * Checks the bytes of a PDF before it is drawn. This is a cheap search, not a parser: a file that cannot be checked is
 * refused, and the candidate is asked for pictures instead. `fontsMissing`: Chinese text will not be drawn.
 */
export function inspectPdf(bytes: Buffer): Result<{ pages: number; fontsMissing: boolean }, PdfRefusal> {
  const raw = bytes.toString("latin1");
  if (!/^%PDF-[12]\.\d/.test(raw) || !raw.slice(-2048).includes("%%EOF")) return refuse("pdf_unreadable");

  const text = plainText(raw);
  if (text === null) return refuse("pdf_unreadable");
  if (/\/Encrypt(?![A-Za-z])/.test(text)) return refuse("pdf_encrypted");
  if (activeNames.test(unescapeNames(raw)) || activeNames.test(text) || shortActiveNames.test(text))
    return refuse("pdf_active_content");

  const pages = count(text, /\/Type\s*\/Page(?![A-Za-z])/g);
  if (pages === 0) return refuse("pdf_unreadable");
  return pages > PDF_MAX_PAGES ? refuse("pdf_too_many_pages") : ok({ pages, fontsMissing: lacksChineseFont(text) });
}

/**
 * Character sets of East Asia that stand for the reader's own fonts; whoever puts the font into the file writes
 * Identity.
 */
const readersOwn =
  /\/(?:Uni(?:GB|CNS|JIS|KS)|GBK|GBpc|GBT|GB-EUC|ETen|B5pc|HKscs|KSC|90ms|90msp|EUC)[A-Za-z0-9-]*-[HV](?![A-Za-z])/;

/** Whether Chinese text is written in a font that the file names and does not hold. */
function lacksChineseFont(text: string): boolean {
  const described = count(text, /\/Type\s*\/FontDescriptor/g);
  const held = count(text, /\/FontFile[23]?(?![A-Za-z0-9])/g);
  return readersOwn.test(text) && described > held;
}

/**
 * What a reader would see outside of streams, and what lies in object streams, with names written out. null when a
 * stream cannot be followed, when the bytes of an object stream are not what they seem (a predictor), or when one is
 * named that was not met.
 */
function plainText(raw: string): string | null {
  const seen = withoutStreams(raw);
  if (seen === null) return null;
  const parts = [seen.text];
  let inflated = 0;
  let followed = 0;
  for (const { before, body } of seen.streams) {
    const dictionary = unescapeNames(before);
    if (!dictionary.includes("/ObjStm")) continue;
    followed += 1;
    const content = /\/(?:DecodeParms|DP)(?![A-Za-z])/.test(dictionary) ? null : inflate(body, MAX_INFLATED - inflated);
    const inside = content === null ? null : withoutStreams(content);
    if (content === null || inside === null) return null;
    inflated += content.length;
    parts.push(inside.text);
  }
  const named = count(unescapeNames(seen.text), /\/ObjStm/g);
  return named === followed ? unescapeNames(parts.join("\n")) : null;
}

type Stream = { /** Everything since the stream before it. */ before: string; body: string };

/** What is more than ordinary text. */
const sign = /[%(<]|stream/g;
const comment = /%[^\r\n]*/y;
const hexString = /<(?!<)[^>]*>?/y;
// Readers take a lone CR for a line end too.
const streamBegin = /stream(?:\r\n|\n|\r)/y;

/**
 * Takes comments, strings and the bodies of streams out, as a reader does: neither can then hide what stands beside
 * them. Pieces are joined at the end only: a text that is looked at while it grows is copied again and again.
 */
function withoutStreams(raw: string): { text: string; streams: Stream[] } | null {
  const streams: Stream[] = [];
  const texts: string[] = [];
  let pieces: string[] = [];
  /** Of what was taken last, blanks aside. */
  let ending = "";
  const at = (pattern: RegExp, index: number): number => {
    pattern.lastIndex = index;
    return pattern.test(raw) ? pattern.lastIndex : index;
  };
  const take = (start: number, end: number): number => {
    if (end === start) return end;
    const piece = raw.slice(start, end);
    pieces.push(piece);
    const seen = piece.slice(-1000).replaceAll("\0", " ").trimEnd();
    if (seen !== "" || piece.length > 1000) ending = seen;
    return end;
  };
  for (let index = 0; index < raw.length;) {
    sign.lastIndex = index;
    const found = sign.exec(raw);
    index = take(index, found?.index ?? raw.length);
    if (found?.[0] === "%") index = at(comment, index);
    else if (found?.[0] === "(") index = stringEnd(raw, index);
    else if (found?.[0] === "<" && raw[index + 1] !== "<") index = at(hexString, index);
    else if (found?.[0] === "stream" && ending.endsWith(">>") && at(streamBegin, index) > index) {
      const start = at(streamBegin, index);
      const end = raw.indexOf("endstream", start);
      if (end < 0) return null;
      const before = pieces.join("");
      streams.push({ before, body: raw.slice(start, end) });
      texts.push(before);
      pieces = [];
      index = end + "endstream".length;
      ending = "";
    }
    // "<<" is taken whole.
    else if (found) index = take(index, index + (found[0] === "<" ? 2 : found[0].length));
  }
  return { text: [...texts, ...pieces].join(""), streams };
}

/** Parentheses nest inside a string, and a backslash takes the next sign along. */
function stringEnd(raw: string, start: number): number {
  let depth = 0;
  for (let index = start; index < raw.length; index += 1) {
    const character = raw[index];
    if (character === "\\") index += 1;
    else if (character === "(") depth += 1;
    else if (character === ")" && (depth -= 1) === 0) return index + 1;
  }
  return raw.length;
}

function inflate(body: string, limit: number): string | null {
  try {
    return inflateSync(Buffer.from(body, "latin1"), { maxOutputLength: Math.max(1, limit) }).toString("latin1");
  } catch {
    return null;
  }
}

/**
 * In a PDF name `#61` is `a`: /J#61vaScript is /JavaScript. Byte by byte: a replacement by a pattern holds all its
 * matches at once, and a thread that runs out of memory within one takes the whole process along.
 */
function unescapeNames(text: string): string {
  const bytes = Buffer.from(text, "latin1");
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    const high = byte === HASH ? hexDigit(bytes[index + 1]) : -1;
    const low = high < 0 ? -1 : hexDigit(bytes[index + 2]);
    bytes[length] = low < 0 ? byte : high * 16 + low;
    length += 1;
    if (low >= 0) index += 2;
  }
  return bytes.toString("latin1", 0, length);
}

const HASH = 0x23;

/** The value of a hexadecimal digit; -1 where it is none. */
function hexDigit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
}

/** How often a pattern occurs, without holding on to where. */
function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found += 1;
  return found;
}
