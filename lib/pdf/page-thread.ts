import { PDFiumLibrary } from "@hyzyla/pdfium";
import { answerOrders } from "@/lib/thread/answer-orders";
import type { DrawnPage, PageOrder } from "./render-pages";

// The program of the page thread: PDFium as WebAssembly, which reaches nothing but its own memory, drawing strangers' documents.
// Bundled into one file, started and ended by side-thread.ts.

const library = PDFiumLibrary.init();

answerOrders(async ({ bytes, page, longSide }: PageOrder): Promise<DrawnPage | { ready: true }> => {
  const pdfium = await library;
  if (!bytes) return { ready: true };
  const document = await pdfium.loadDocument(bytes);
  try {
    const pages = document.getPageCount();
    const opened = document.getPage(page - 1);
    const { originalWidth, originalHeight } = opened.getOriginalSize();
    const scale = longSide / Math.max(originalWidth, originalHeight, 1);
    const [width, height] = [originalWidth, originalHeight].map((side) => Math.max(1, Math.round(side * scale)));
    const drawn = await opened.render({ width: width ?? 1, height: height ?? 1, render: "bitmap", renderFormFields: true });
    return { pages, width: drawn.width, height: drawn.height, pixels: redFirst(drawn.data) };
  } finally {
    document.destroy();
  }
});

/** PDFium writes blue first. */
function redFirst(pixels: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at += 4) {
    swapped[at] = pixels[at + 2] ?? 0;
    swapped[at + 1] = pixels[at + 1] ?? 0;
    swapped[at + 2] = pixels[at] ?? 0;
    swapped[at + 3] = pixels[at + 3] ?? 0;
  }
  return swapped;
}
