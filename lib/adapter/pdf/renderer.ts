import { orderFrom, type SideProgram } from "@/lib/adapter/thread/side-thread";
import type { Drawn, PdfRequest } from "./draw";
import type { Outline } from "./outline";

export type PdfThreadRequest =
  | { kind: "draw"; request: PdfRequest }
  | { kind: "missing"; text: string }
  | { kind: "outline"; text: string };

/** The layout engine leaks some 108 kB a document. */
const drawing: SideProgram = { program: "pdf-thread", ordersPerThread: 400, patienceMs: 30_000 };

/**
 * Draws a document in a side thread, so that the event loop stays free; documents are drawn one after the other.
 * Returns `{ missing }` with the characters that no installed font draws, instead of a document. Throws when drawing
 * fails or takes half a minute.
 */
export const renderPdf = (request: PdfRequest): Promise<Drawn> =>
  orderFrom<PdfThreadRequest, Drawn>(drawing, { kind: "draw", request });

/** Those characters of a text that no installed font can draw. */
export async function missingGlyphs(text: string): Promise<string[]> {
  const { missing } = await orderFrom<PdfThreadRequest, { missing: string[] }>(drawing, { kind: "missing", text });
  return missing;
}

/** A line of text as the documents' fonts draw it; see Outline. Throws when the thread fails. */
export const outlineText = (text: string): Promise<Outline> =>
  orderFrom<PdfThreadRequest, Outline>(drawing, { kind: "outline", text });
