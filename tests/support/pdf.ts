import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundle } from "@/lib/launch/bundle.mjs";

/** Makes the program of the drawing thread, as every build does. */
export const bundlePdfThread = () => bundle(process.cwd(), ["pdf-thread"]);

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
