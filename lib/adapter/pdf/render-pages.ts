import { ok, refuse, type Result } from "@/lib/core/result";
import { encodePicture, type ProcessedImage } from "@/lib/adapter/image/document";
import { endThread, orderFrom, SideThreadError, type SideProgram } from "@/lib/adapter/thread/side-thread";
import type { PdfRefusal } from "./inspect-pdf";

/** `longSide`: of the drawn page, in pixels. Pages are numbered from 1. */
export type PageRequest =
  | { kind: "ready" }
  | { kind: "open"; bytes: Uint8Array }
  | { kind: "draw"; page: number; longSide: number };

export type OpenedPdf = Result<{ pages: number; fontsMissing: boolean }, PdfRefusal>;

/** Pixels of four bytes, red first. */
export type DrawnPage = { width: number; height: number; pixels: Uint8Array };

/** Enough to read a transcript of A4. */
const LONG_SIDE = 2000;

/**
 * An ordinary page is drawn in 0.2 s, a scanned one in 0.5 s. A page that takes longer than this is treated as an
 * attack.
 */
const PAGE_MS = 1_500;
const DOCUMENT_MS = 8_000;

/** The limit of elapsed time, on a busy machine too. */
const LONGEST_MS = 4_000;

/** The page thread is started for each document and ended with it. */
const pages: SideProgram = {
  program: "page-thread",
  ordersPerThread: 20,
  patienceMs: 10_000,
  resourceLimits: { maxOldGenerationSizeMb: 256 },
};

export type PdfPages = { pages: ProcessedImage[]; fontsMissing: boolean };

/**
 * A PDF as pictures of its pages: nothing of the file survives but what it looks like on paper. Scripts, passwords and
 * too many pages are refused (inspectPdf); what takes too long, or too much memory, is "pdf_unreadable".
 * `fontsMissing`: Chinese fonts that the file names and does not hold are not drawn. One document at a time.
 */
export const renderPdfPages = (bytes: Uint8Array): Promise<Result<PdfPages, PdfRefusal>> => inTurn(() => render(bytes));

async function render(bytes: Uint8Array): Promise<Result<PdfPages, PdfRefusal>> {
  // If the thread cannot start, the document is not to blame: this throws.
  await orderFrom<PageRequest, object>(pages, { kind: "ready" });
  try {
    const document = stopwatch();
    const ask = <Answer extends object>(order: PageRequest) =>
      impatiently(document, () => orderFrom<PageRequest, Answer>({ ...pages, patienceMs: LONGEST_MS }, order));

    const opened = await ask<OpenedPdf>({ kind: "open", bytes });
    if (!opened.ok) return opened;
    const drawn: ProcessedImage[] = [];
    for (let page = 1; page <= opened.value.pages; page += 1) {
      const { pixels, width, height } = await ask<DrawnPage>({ kind: "draw", page, longSide: LONG_SIDE });
      drawn.push(await encodePicture(pixels, width, height));
    }
    return ok({ pages: drawn, fontsMissing: opened.value.fontsMissing });
  } catch (error) {
    if (error instanceof SideThreadError) return refuse("pdf_unreadable");
    throw error;
  } finally {
    // The thread ends after each document: the next one gets fresh memory, and an idle server holds none.
    endThread(pages);
  }
}

/** Ends the thread when one request, or the whole document, takes too long. */
async function impatiently<T>(document: () => number, work: () => Promise<T>): Promise<T> {
  const page = stopwatch();
  const watch = setInterval(() => {
    if (page() > PAGE_MS || document() > DOCUMENT_MS) endThread(pages);
  }, 50);
  try {
    return await work();
  } finally {
    clearInterval(watch);
  }
}

/**
 * Milliseconds of CPU time since then: a page must not be refused because the machine is busy with other work.
 */
function stopwatch(): () => number {
  const [time, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(performance.now() - time, (user + system) / 1000);
  };
}

let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}
