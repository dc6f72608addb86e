import { encodePng } from "@/lib/adapter/image/png";
import { orderFrom, type SideProgram } from "@/lib/adapter/thread/side-thread";
import type { DrawnPage } from "./render-pages";

/** `width` in pixels. */
export type PictureRequest = { pdf: Uint8Array; width: number };

const pictures: SideProgram = { program: "picture-thread", ordersPerThread: 400, patienceMs: 30_000 };

/**
 * The first page of a PDF of our own as a PNG of this width, drawn in a side thread. Throws when drawing fails or takes
 * half a minute.
 */
export async function pagePicture(pdf: Uint8Array, width: number): Promise<Buffer> {
  const { pixels, ...size } = await orderFrom<PictureRequest, DrawnPage>(pictures, { pdf, width });
  return encodePng(pixels, size);
}
