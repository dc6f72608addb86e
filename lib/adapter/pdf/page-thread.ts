import { PDFiumLibrary } from "@hyzyla/pdfium";
import { serveRequests } from "@/lib/adapter/thread/serve-requests";
import { inspectPdf } from "./inspect-pdf";
import type { DrawnPage, OpenedPdf, PageRequest } from "./render-pages";

// The program of the page thread: PDFium as WebAssembly, which reaches nothing but its own memory, looking at
// strangers' documents. Bundled into one file, started and ended by side-thread.ts; one thread sees one document.

/** 384 MB: a scanned page takes a third of it, a bomb asks for gigabytes. Pages of 64 kB. */
const MAX_MEMORY = 6144;

const grow = Reflect.get(WebAssembly.Memory.prototype, "grow");
WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, delta) {
  if (this.buffer.byteLength / 65_536 + delta > MAX_MEMORY) throw new RangeError("out of memory");
  return grow.call(this, delta);
};

const library = PDFiumLibrary.init();
let opened: Awaited<ReturnType<PDFiumLibrary["loadDocument"]>> | undefined;

serveRequests(async (order: PageRequest): Promise<object> => {
  switch (order.kind) {
    case "ready":
      await library;
      return {};
    case "open":
      return open(Buffer.from(order.bytes));
    case "draw":
      return draw(order.page, order.longSide);
  }
});

async function open(bytes: Buffer): Promise<OpenedPdf> {
  const inspected = inspectPdf(bytes);
  if (!inspected.ok) return inspected;
  opened = await (await library).loadDocument(bytes);
  // The search and PDFium disagree, so something in the file is hidden.
  return opened.getPageCount() === inspected.value.pages ? inspected : { ok: false, error: "pdf_unreadable" };
}

async function draw(number: number, longSide: number): Promise<DrawnPage> {
  const page = opened?.getPage(number - 1);
  const { originalWidth = 0, originalHeight = 0 } = page?.getOriginalSize() ?? {};
  const longest = Math.max(originalWidth, originalHeight);
  if (!page || !(longest > 0)) throw new Error("no such page");
  const scaled = (side: number) => Math.max(1, Math.round((side * longSide) / longest));
  const drawn = await page.render({
    width: scaled(originalWidth),
    height: scaled(originalHeight),
    render: "bitmap",
    renderFormFields: true,
  });
  return { width: drawn.width, height: drawn.height, pixels: drawn.data };
}
