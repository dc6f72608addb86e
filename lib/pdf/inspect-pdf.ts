import { inflateSync } from "node:zlib";
import { ok, refuse, type Result } from "@/lib/core/result";

const PDF_MAX_PAGES = 10;

/** Object streams inflate to a few hundred kB in a document of ten pages; more is a bomb. */
const MAX_INFLATED = 8_000_000;

export type PdfRefusal = "pdf_encrypted" | "pdf_active_content" | "pdf_too_many_pages" | "pdf_unreadable";

/**
 * Names that make a PDF more than paper: scripts, programs to start, forms that send themselves, files and media inside.
 * They are long enough never to occur by chance in compressed bytes, so the whole file is searched for them.
 */
const activeNames =
  /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia(?:Content|Execute)?|SubmitForm|ImportData|GoToE|Rendition|XFA(?=[\s[\d])|Filespec\b)/;

/** Too short for a search of the whole file: looked for outside of streams only. */
const shortActiveNames = /\/(?:JS|Movie|Sound|XFA|3D)(?![A-Za-z0-9])/;

/**
 * Judges a PDF by its bytes, without drawing it: a cheap and careful look, not a parser. What cannot be judged is refused, and the
 * person is asked for pictures instead. A file that passes is still only ever handed out as a download.
 */
export function inspectPdf(bytes: Buffer): Result<{ pages: number }, PdfRefusal> {
  const raw = bytes.toString("latin1");
  if (!/^%PDF-[12]\.\d/.test(raw) || !raw.slice(-2048).includes("%%EOF")) return refuse("pdf_unreadable");

  const text = plainText(raw);
  if (text === null) return refuse("pdf_unreadable");
  if (/\/Encrypt(?![A-Za-z])/.test(text)) return refuse("pdf_encrypted");
  if (activeNames.test(unescapeNames(raw)) || activeNames.test(text) || shortActiveNames.test(text)) return refuse("pdf_active_content");

  const pages = text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0;
  if (pages === 0) return refuse("pdf_unreadable");
  return pages > PDF_MAX_PAGES ? refuse("pdf_too_many_pages") : ok({ pages });
}

/**
 * Everything that is not the body of a stream, and what lies in object streams, with names written out. null when a stream cannot be
 * followed, when the bytes of an object stream are not what they seem (a predictor), or when one is named that was not met.
 */
function plainText(raw: string): string | null {
  const parts: string[] = [];
  let inflated = 0;
  let followed = 0;
  let from = 0;
  // Readers take a lone CR for a line end too.
  const begin = /stream(?:\r\n|\n|\r)/g;
  for (let match = begin.exec(raw); match; match = begin.exec(raw)) {
    const start = begin.lastIndex;
    const end = raw.indexOf("endstream", start);
    if (end < 0) return null;
    const outside = raw.slice(from, match.index);
    parts.push(outside);
    const dictionary = unescapeNames(outside.slice(outside.lastIndexOf("endobj") + 1));
    if (dictionary.includes("/ObjStm")) {
      followed += 1;
      const body = /\/(?:DecodeParms|DP)(?![A-Za-z])/.test(dictionary) ? null : inflate(raw.slice(start, end), MAX_INFLATED - inflated);
      if (body === null) return null;
      inflated += body.length;
      parts.push(body);
    }
    from = end + "endstream".length;
    begin.lastIndex = from;
  }
  parts.push(raw.slice(from));
  const named = unescapeNames(raw).match(/\/ObjStm/g)?.length ?? 0;
  return named === followed ? unescapeNames(parts.join("\n")) : null;
}

function inflate(body: string, limit: number): string | null {
  try {
    return inflateSync(Buffer.from(body, "latin1"), { maxOutputLength: Math.max(1, limit) }).toString("latin1");
  } catch {
    return null;
  }
}

/** In a PDF name `#61` is `a`: /J#61vaScript is /JavaScript. */
const unescapeNames = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
