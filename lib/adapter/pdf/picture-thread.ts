import { PDFiumLibrary } from "@hyzyla/pdfium";
import { serveRequests } from "@/lib/adapter/thread/serve-requests";
import type { DrawnPage } from "./render-pages";
import type { PictureRequest } from "./page-picture";

// The program of the picture thread: PDFium on documents that this system drew itself. It is not the page thread, which
// reads strangers' documents and ends after each of them: here one library serves many cards.

const library = PDFiumLibrary.init();

serveRequests(async ({ pdf, width }: PictureRequest): Promise<DrawnPage> => {
  const document = await (await library).loadDocument(Buffer.from(pdf));
  try {
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const height = Math.round((width * originalHeight) / originalWidth);
    const drawn = await page.render({ width, height, render: "bitmap" });
    return { width: drawn.width, height: drawn.height, pixels: drawn.data };
  } finally {
    document.destroy();
  }
});
