import { readFile } from "node:fs/promises";
import { ok, type Result } from "@/lib/core/result";
import { type ImageRefusal, type ImageSource, sourceType } from "@/lib/adapter/image/decode";
import { type ProcessedImage, processDocument } from "@/lib/adapter/image/document";
import type { PdfRefusal } from "@/lib/adapter/pdf/inspect-pdf";
import { renderPdfPages } from "@/lib/adapter/pdf/render-pages";

/** A file becomes one picture or more: each page of a PDF is kept as a picture. */
export type Processed = { pages: ProcessedImage[]; findings: string[] };

export type ProofRefusal = ImageRefusal | PdfRefusal;

/** Draws a picture or a PDF anew: nothing of the received bytes is kept. */
export async function processProof(source: ImageSource): Promise<Result<Processed, ProofRefusal>> {
  if ((await sourceType(source)) === "pdf") {
    const pdf = await renderPdfPages(typeof source === "string" ? await readFile(source) : Buffer.from(source));
    return pdf.ok ? ok({ pages: pdf.value.pages, findings: pdf.value.fontsMissing ? ["pdf_fonts_missing"] : [] }) : pdf;
  }
  const document = await processDocument(source);
  return document.ok ? ok({ pages: [document.value], findings: [] }) : document;
}
