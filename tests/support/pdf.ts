import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Reads a PDF back with poppler: what an independent program finds in it. */
export function readPdf(pdf: Uint8Array) {
  const folder = mkdtempSync(path.join(tmpdir(), "pdf-"));
  const file = path.join(folder, "read.pdf");
  const ask = (program: string, ...options: string[]) =>
    execFileSync(program, [...options, file, ...(program === "pdftotext" ? ["-"] : [])], { encoding: "utf8" });
  try {
    writeFileSync(file, pdf);
    const info = ask("pdfinfo");
    const fonts = ask("pdffonts").trim().split("\n").slice(2);
    return {
      text: ask("pdftotext", "-layout"),
      pages: Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]),
      size: /^Page size:\s+(.*)$/m.exec(info)?.[1],
      images: ask("pdfimages", "-list").trim().split("\n").slice(2).length,
      fonts,
      /** Each line of pdffonts ends: emb sub uni object generation. */
      allEmbedded: fonts.length > 0 && fonts.every((line) => /\syes\s+yes\s+yes\s+\d+\s+\d+$/.test(line)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type PdfObject = string | { dictionary: string; stream: Uint8Array };

/** A PDF of these objects, numbered from 1 (the catalog), with a true table of where they stand. */
export function pdfOf(objects: readonly PdfObject[]): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const places: number[] = [];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [index, object] of objects.entries()) {
    places.push(length());
    const body =
      typeof object === "string"
        ? [object]
        : [
            `<< ${object.dictionary} /Length ${object.stream.length} >>\nstream\n`,
            Buffer.from(object.stream),
            "\nendstream",
          ];
    parts.push(
      ...[`${index + 1} 0 obj\n`, ...body, "\nendobj\n"].map((part) =>
        typeof part === "string" ? Buffer.from(part, "latin1") : part,
      ),
    );
  }
  const start = length();
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** The number of the first of `more`. */
export const FIRST_OF_MORE = 5;

/** One page: what is drawn on it, and what that needs; `catalog` and `page` are put into those dictionaries. */
export const pdfPage = ({
  content = "",
  resources = "",
  box = "[0 0 595 842]",
  catalog = "",
  page = "",
  more = [],
}: {
  content?: string;
  resources?: string;
  box?: string;
  catalog?: string;
  page?: string;
  more?: readonly PdfObject[];
}): Buffer =>
  pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Resources << ${resources} >> /Contents 4 0 R ${page} >>`,
    { dictionary: "", stream: Buffer.from(content, "latin1") },
    ...more,
  ]);
