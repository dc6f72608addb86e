import { ok, refuse, type Result } from "@/lib/core/result";
import { encodePicture, type ProcessedImage } from "@/lib/image/document";
import { endThread, orderFrom, SideThreadError, type SideProgram } from "@/lib/thread/side-thread";
import { inspectPdf, type PdfRefusal } from "./inspect-pdf";

/** `bytes` null: only get ready. `longSide`: of the drawn page, in pixels. */
export type PageOrder = { bytes: Uint8Array | null; page: number; longSide: number };

/** Pixels of four bytes, red first. */
export type DrawnPage = { pages: number; width: number; height: number; pixels: Uint8Array };

/** Enough to read a transcript of A4. */
const LONG_SIDE = 2000;

/** A page of paper is drawn in a fifth of a second; one that takes longer than this is no page of paper. */
const PATIENCE_MS = 1_700;
const READY_MS = 10_000;

const pages: SideProgram = {
  program: "page-thread",
  ordersPerThread: 200,
  patienceMs: PATIENCE_MS,
  resourceLimits: { maxOldGenerationSizeMb: 256 },
};

export type PdfPages = { pages: ProcessedImage[]; fontsMissing: boolean };

/**
 * A PDF as pictures of its pages: nothing of the file survives but what it looks like on paper. Scripts, passwords and too many pages are refused
 * beforehand (inspectPdf). `fontsMissing`: Chinese fonts that the file names and does not hold are not drawn. One document at a time.
 */
export const renderPdfPages = (bytes: Buffer): Promise<Result<PdfPages, PdfRefusal>> => inTurn(() => render(bytes));

async function render(bytes: Buffer): Promise<Result<PdfPages, PdfRefusal>> {
  const inspected = inspectPdf(bytes);
  if (!inspected.ok) return inspected;
  try {
    await orderFrom<PageOrder, object>({ ...pages, patienceMs: READY_MS }, { bytes: null, page: 0, longSide: 0 });
    const drawn: ProcessedImage[] = [];
    for (let page = 1; page <= inspected.value.pages; page += 1) {
      const { pixels, width, height, ...whole } = await orderFrom<PageOrder, DrawnPage>(pages, { bytes, page, longSide: LONG_SIDE });
      // What the two readers see differs: somebody hid something.
      if (whole.pages !== inspected.value.pages) return refuse("pdf_unreadable");
      drawn.push(await encodePicture(pixels, width, height));
    }
    return ok({ pages: drawn, fontsMissing: inspected.value.fontsMissing });
  } catch (error) {
    if (error instanceof SideThreadError) return refuse("pdf_unreadable");
    throw error;
  } finally {
    // The next document gets a fresh memory, and none is held while nobody sends one.
    endThread(pages);
  }
}

let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}
